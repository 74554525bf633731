import { Amount } from '../../components/amount.tsx';
import { Figures } from '../../components/panel.tsx';
import { counted } from '../../text/count.ts';
import { moneyText, picoOf, sumText } from '../../text/money.ts';
import { shareText } from '../../text/percent.ts';
import type { Statements } from './statements-page.tsx';

/** Teams and rest, what AWS delivered, and that nothing lies between. */
export function StatementFigures({ statements }: { readonly statements: Statements }) {
  const { teams, rest, total, delivered, difference, untagged, currency } = statements;
  const isEven = difference !== null && picoOf(difference) === 0n;
  const whole = total !== null && delivered !== null && difference !== null;
  return (
    <Figures
      figures={[
        {
          label: 'Teams',
          value: <Amount value={sumText(teams.map((team) => team.total))} currency={currency} />,
          note:
            untagged === null
              ? counted(teams.length, 'statement')
              : `${counted(teams.length, 'statement')}; ${moneyText(untagged.cost, currency)} of it untagged, ${shareText(untagged.share)} of the usage`,
        },
        ...(whole
          ? [
              {
                label: 'Rest of the bill',
                value: <Amount value={sumText(rest.map(({ cost }) => cost))} currency={currency} />,
                note: 'what is not Bedrock',
              },
              { label: 'Total', value: <Amount value={total} currency={currency} /> },
              {
                label: 'Delivered by AWS',
                value: <Amount value={delivered} currency={currency} />,
                note: 'control total of the export',
              },
              {
                label: 'Difference',
                value: <Amount value={difference} currency={currency} />,
                note: isEven ? (
                  <span class="down">✓ it closes to the last digit</span>
                ) : (
                  <span class="up">▲ do not book this month: ask the operators</span>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
