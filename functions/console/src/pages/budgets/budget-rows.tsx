import { useState } from 'preact/hooks';
import { Badge } from '../../components/badge.tsx';
import { BudgetBar } from '../../components/bar.tsx';
import { Button } from '../../components/button.tsx';
import { toTeam } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { moneyText } from '../../text/money.ts';
import { percentText } from '../../text/percent.ts';
import type { BudgetTableProps } from './budget-table.tsx';
import { type BudgetRow, bodyOf, FIELDS, shownOf } from './draft.ts';
import { FieldCell } from './field-cell.tsx';
import { MonthsDialog } from './months-dialog.tsx';
import { Review } from './review.tsx';

interface BudgetRowsProps extends BudgetTableProps {
  readonly team: string;
  /** Undefined: it is to have its first budget. */
  readonly row: BudgetRow | undefined;
}

/** A team's fields and, once something was typed or is to be tried, what it would mean. */
export function BudgetRows(props: BudgetRowsProps) {
  const { team, list, row, drafts, mayEdit, currency, version } = props;
  const [isMore, setMore] = useState(false);
  const [isTrying, setTrying] = useState(false);
  const draft = drafts.all.get(team);
  const parsed = bodyOf(row, draft, currency);
  const problems = parsed.ok ? {} : parsed.problems;
  const shown = shownOf(row, draft);
  return (
    <>
      <tr class={draft === undefined ? '' : 'typed'}>
        <th scope="row" class="name-cell">
          <Link href={toTeam(team)}>{team}</Link>
          {draft === undefined ? null : <Badge tone="info">not saved</Badge>}
          {row?.hasSpend === false ? <div class="soft small">no spending under this name</div> : null}
        </th>
        <td class="spent-cell">
          {row === undefined ? <FirstSpent {...{ team, list, currency }} /> : <Spent row={row} />}
        </td>
        {FIELDS.map((field) => (
          <FieldCell
            key={field}
            field={field}
            team={team}
            value={shown[field]}
            problem={problems[field]}
            mayEdit={mayEdit}
            onChange={(value) => drafts.type(team, row, field, value)}
          />
        ))}
        <td>
          <div class="row-tools">
            {draft === undefined ? (
              <Button size="small" label={`Backtest ${team}`} onClick={() => setTrying(!isTrying)}>
                Backtest
              </Button>
            ) : null}
            {mayEdit && row !== undefined ? (
              <Button size="small" label={`Months and more of ${team}`} onClick={() => setMore(true)}>
                More
              </Button>
            ) : null}
            {isMore && row !== undefined ? (
              <MonthsDialog row={row} version={version} onClose={() => setMore(false)} />
            ) : null}
          </div>
        </td>
      </tr>
      {draft !== undefined || isTrying ? (
        <tr class="review-row">
          <td colSpan={FIELDS.length + 3}>
            <Review {...{ team, row, draft, parsed, version, drafts }} onDone={() => setTrying(false)} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

const FirstSpent = ({
  team,
  list,
  currency,
}: Pick<BudgetRowsProps, 'team' | 'list' | 'currency'>): string => {
  const spent = list.without.find((each) => each.team === team)?.spent;
  return spent === undefined ? '' : moneyText(spent, currency);
};

const Spent = ({ row: { spent, amount, percent, currency } }: { readonly row: BudgetRow }) => (
  <>
    <span class="number" title={`${spent} ${currency}`}>
      {moneyText(spent, currency)} <span class={percent >= 100 ? 'up' : 'soft'}>{percentText(percent)}</span>
    </span>
    <BudgetBar spent={spent} amount={amount} percent={percent} />
  </>
);
