import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { TableScroll } from '../../components/table-scroll.tsx';
import { moneyText } from '../../text/money.ts';
import { BudgetRows } from './budget-rows.tsx';
import type { BudgetList } from './draft.ts';
import { FIELD_WORDS } from './field-words.ts';
import type { Drafts } from './use-drafts.ts';

export interface BudgetTableProps {
  readonly list: BudgetList;
  readonly version: number;
  readonly drafts: Drafts;
  readonly mayEdit: boolean;
  readonly currency: string;
}

export function BudgetTable(props: BudgetTableProps) {
  const { list, drafts, mayEdit, currency } = props;
  const added = [...drafts.all.values()].filter(({ team }) => !list.budgets.some((row) => row.team === team));
  return (
    <Panel
      title="Budgets"
      isFlush
      aside={mayEdit ? 'Type in the table; nothing is saved before you have seen its backtest' : null}
    >
      {list.budgets.length + added.length === 0 ? (
        <Empty>
          <strong>No team has a budget yet.</strong> Take one of the proposals below, or import a file.
          Without budgets Billhook still watches for sudden rises.
        </Empty>
      ) : (
        <TableScroll label="Budgets of teams">
          <table class="budget-table">
            <caption class="hidden-text">Budgets of teams</caption>
            <thead>
              <tr>
                <th scope="col">Team</th>
                <th scope="col">Spent this month</th>
                {Object.entries(FIELD_WORDS).map(([field, words]) => (
                  <th key={field} scope="col">
                    {headOf(field, words, currency)}
                  </th>
                ))}
                <th scope="col">
                  <span class="hidden-text">More</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.budgets.map((row) => (
                <BudgetRows key={row.team} {...props} team={row.team} row={row} />
              ))}
              {added.map(({ team }) => (
                <BudgetRows key={team} {...props} team={team} row={undefined} />
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      <p class="soft small budget-defaults">{defaultWords(list, currency)}</p>
    </Panel>
  );
}

/** Amounts say in what they are. */
const headOf = (field: string, words: string, currency: string): string =>
  field === 'amount' ? `${words}, ${currency}` : field === 'minDollars' ? `Floor, ${currency}` : words;

const defaultWords = (
  { defaults: { thresholds, minDollars, minPercent } }: BudgetList,
  currency: string,
): string =>
  `Default: told at ${thresholds.join(', ')} % of the budget; rises from ${moneyText(minDollars, currency)} and ${minPercent} % above the usual; less than one false alert a quarter.`;
