import { Amount } from '../../components/amount.tsx';
import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { TableScroll } from '../../components/table-scroll.tsx';
import { sumText } from '../../text/money.ts';
import { shareText } from '../../text/percent.ts';
import type { Statements } from './statements-page.tsx';
import { TeamRows } from './team-rows.tsx';

export const CATEGORIES = [
  { keys: ['usage'], words: 'Usage' },
  { keys: ['credit', 'discount', 'refund'], words: 'Credits, discounts' },
  { keys: ['tax', 'fee'], words: 'Tax, fees' },
  { keys: ['adjustment'], words: 'Earlier months' },
] as const;

type Line = Statements['rest'][number];

export const sumOf = (lines: readonly Line[], keys: readonly Line['category'][]): string =>
  sumText(lines.flatMap(({ category, cost }) => (keys.includes(category) ? [cost] : [])));

/** A team a row; its lines, plans and alerts open below it. */
export function StatementTable({ statements }: { readonly statements: Statements }) {
  const { teams, currency } = statements;
  const all = teams.flatMap(({ lines }) => lines);
  return (
    <Panel
      title="Teams"
      isFlush
      aside="Each amount is rounded to the cent by itself; the files have every digit"
    >
      {teams.length === 0 ? (
        <Empty>
          <strong>No team was billed in this month.</strong> Choose another month above.
        </Empty>
      ) : (
        <TableScroll label="Statements of teams">
          <table class="statement-table">
            <caption class="hidden-text">Statements of teams</caption>
            <thead>
              <tr>
                <th scope="col">Team</th>
                {CATEGORIES.map(({ words }) => (
                  <th key={words} scope="col" class="right wide-only">
                    {words}
                  </th>
                ))}
                <th scope="col" class="right">
                  Total
                </th>
                <th scope="col" class="right wide-only">
                  Untagged
                </th>
              </tr>
            </thead>
            <tbody>
              {teams.map((team) => (
                <TeamRows key={team.team} team={team} currency={currency} />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">All teams</th>
                {CATEGORIES.map(({ keys, words }) => (
                  <td key={words} class="right wide-only">
                    <Amount value={sumOf(all, keys)} currency={currency} />
                  </td>
                ))}
                <td class="right">
                  <Amount value={sumText(teams.map(({ total }) => total))} currency={currency} />
                </td>
                <td class="wide-only" />
              </tr>
            </tfoot>
          </table>
        </TableScroll>
      )}
    </Panel>
  );
}

export const untaggedText = (share: number): string => (share === 0 ? '–' : shareText(share));
