import { Amount, Growth } from '../../components/amount.tsx';
import { Badge } from '../../components/badge.tsx';
import { BudgetBar } from '../../components/bar.tsx';
import { Panel } from '../../components/panel.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { toTeam } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { approximate, roughMoney } from '../../text/money.ts';
import { percentText } from '../../text/percent.ts';
import type { Overview } from './overview-page.tsx';

type TeamRow = Overview['teams'][number];

export const TeamsTable = ({ overview }: { readonly overview: Overview }) => (
  <Panel title="Teams" isFlush aside="Bar: spent, behind it the expected end; line: budget">
    <Table
      caption="Teams of the month"
      rows={overview.teams}
      columns={columnsIn(overview.currency)}
      keyOf={({ team }) => team}
      empty={
        <>
          <strong>No team spent anything in this month.</strong> If you expected figures here, see whether
          deliveries arrived: <Link href="/deliveries">Deliveries</Link>
        </>
      }
      foot={
        <tr>
          <th scope="row">All</th>
          <td class="right">
            <Amount value={overview.spent} currency={overview.currency} />
          </td>
          <td colSpan={7} />
        </tr>
      }
    />
  </Panel>
);

const columnsIn = (currency: string): readonly Column<TeamRow>[] => [
  {
    key: 'team',
    head: 'Team',
    cell: ({ team }) => <Link href={toTeam(team)}>{team}</Link>,
    sortBy: ({ team }) => team,
  },
  {
    key: 'spent',
    head: 'Spent',
    isRight: true,
    cell: ({ spent }) => <Amount value={spent} currency={currency} />,
    sortBy: ({ spent }) => approximate(spent),
  },
  {
    key: 'change',
    head: 'Change',
    isRight: true,
    cell: ({ changePercent }) => <Growth percent={changePercent} />,
    sortBy: ({ changePercent }) => changePercent ?? Number.NEGATIVE_INFINITY,
  },
  ...budgetColumns(currency),
  {
    key: 'days',
    head: 'By day',
    isWide: true,
    cell: ({ days, team }) => <Sparkline values={days} label={`Spending of ${team} by day`} />,
  },
  {
    key: 'open',
    head: 'Open',
    isRight: true,
    isWide: true,
    cell: ({ openAlerts }) =>
      openAlerts === 0 ? <span class="soft">–</span> : <Badge tone="warning">{String(openAlerts)}</Badge>,
    sortBy: ({ openAlerts }) => openAlerts,
  },
];

const budgetColumns = (currency: string): readonly Column<TeamRow>[] => [
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
    cell: ({ budget }) =>
      budget === null ? null : (
        <BudgetBar
          spent={budget.spent}
          amount={budget.amount}
          percent={budget.percent}
          forecast={budget.forecast}
        />
      ),
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
  <span class={percent >= 100 ? 'up' : ''}>
    {percentText(percent)}
    {percent >= 100 ? ' over' : ''}
  </span>
);

function Burn({
  budget,
  currency,
}: {
  readonly budget: NonNullable<TeamRow['budget']>;
  readonly currency: string;
}) {
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
