import { Panel } from '../../components/panel.tsx';
import { Empty } from '../../components/states.tsx';
import { TableScroll } from '../../components/table-scroll.tsx';
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
  const { list, drafts, mayEdit } = props;
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
                    {words}
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
    </Panel>
  );
}
