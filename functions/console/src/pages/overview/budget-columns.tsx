import { BudgetBar } from '../../components/bar.tsx';
import type { Column } from '../../components/table.tsx';
import { approximate, roughMoney } from '../../text/money.ts';
import { percentText } from '../../text/percent.ts';
import type { TeamRow } from './teams-table.tsx';

type Budget = NonNullable<TeamRow['budget']>;

/** What a team may spend, and how it stands. */
export const budgetColumns = (currency: string): readonly Column<TeamRow>[] => [
  {
    key: 'budget',
    head: 'Budget',
    isRight: true,
    isWide: true,
    cell: ({ budget }) =>
      budget === null ? <span class="soft">none</span> : roughMoney(approximate(budget.amount), currency),
    sortBy: ({ budget }) => approximate(budget?.amount ?? '0'),
  },
  {
    key: 'bar',
    head: 'Spent of it',
    isWide: true,
    cell: ({ budget }) => (budget === null ? null : <BudgetBar {...budget} />),
  },
  {
    key: 'percent',
    head: '%',
    isRight: true,
    cell: ({ budget }) => (budget === null ? <span class="soft">–</span> : <Used percent={budget.percent} />),
    sortBy: ({ budget }) => budget?.percent ?? -1,
  },
  {
    key: 'burn',
    head: 'Burn / allowed a day',
    isRight: true,
    isWide: true,
    cell: ({ budget }) => (budget === null ? null : <Burn budget={budget} currency={currency} />),
  },
];

const Used = ({ percent }: { readonly percent: number }) => (
  <span class={`number ${percent >= 100 ? 'up' : ''}`}>{percentText(percent)}</span>
);

/** The arrow says that it is burnt faster than what is left allows. */
function Burn({ budget, currency }: { readonly budget: Budget; readonly currency: string }) {
  const [burn, allowed] = [approximate(budget.burnPerDay), approximate(budget.allowedPerDay)];
  return (
    <span class="number">
      <span class={burn > allowed ? 'up' : ''}>
        {burn > allowed ? <span aria-hidden="true">▲ </span> : null}
        {roughMoney(burn, currency)}
      </span>{' '}
      / {roughMoney(allowed, currency)}
    </span>
  );
}
