import { Amount, Growth } from '../../components/amount.tsx';
import { Badge } from '../../components/badge.tsx';
import { Panel } from '../../components/panel.tsx';
import { Sparkline } from '../../components/sparkline.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { toTeam } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { approximate } from '../../text/money.ts';
import { DAY_MS, startOfPeriod } from '../../text/time.ts';
import { budgetColumns } from './budget-columns.tsx';
import { growthOf } from './month-figures.tsx';
import type { Overview } from './overview-page.tsx';

export type TeamRow = Overview['teams'][number];

export function TeamsTable({ overview }: { readonly overview: Overview }) {
  const { teams, currency, spent, previous } = overview;
  return (
    <Panel title="Teams" isFlush aside="Bar: spent, grey the expected end, line the budget">
      <Table
        caption="Teams of the month"
        rows={teams}
        columns={columnsOf(overview)}
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
              <Amount value={spent} currency={currency} />
            </td>
            <td class="right">
              <Growth percent={previous === null ? null : growthOf(spent, previous)} />
            </td>
            <td class="wide-only" colSpan={6} />
            <td class="phone-only" />
          </tr>
        }
      />
    </Panel>
  );
}

const columnsOf = (overview: Overview): readonly Column<TeamRow>[] => [
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
    cell: ({ spent }) => <Amount value={spent} currency={overview.currency} />,
    sortBy: ({ spent }) => approximate(spent),
  },
  {
    key: 'change',
    head: 'Change',
    isRight: true,
    cell: ({ changePercent }) => <Growth percent={changePercent} />,
    sortBy: ({ changePercent }) => changePercent ?? Number.NEGATIVE_INFINITY,
  },
  ...budgetColumns(overview.currency),
  {
    key: 'days',
    head: 'By day',
    isWide: true,
    cell: ({ days, team }) => (
      <Sparkline values={days.slice(0, wholeDays(overview))} label={`Spending of ${team} by day`} />
    ),
  },
  {
    key: 'open',
    head: 'Open',
    isRight: true,
    isWide: true,
    cell: ({ team, openAlerts }) =>
      openAlerts === 0 ? (
        <span class="soft">–</span>
      ) : (
        <Badge tone={worstOf(overview, team)}>{String(openAlerts)}</Badge>
      ),
    sortBy: ({ openAlerts }) => openAlerts,
  },
];

/** A day that is not over reads as a fall. */
const wholeDays = ({ period, freshness }: Overview): number =>
  Math.floor((Date.parse(freshness.dataThrough) - Date.parse(startOfPeriod(period))) / DAY_MS);

/** Alerts come worst first. */
const worstOf = ({ open }: Overview, team: string) =>
  open.find((alert) => alert.team === team)?.severity ?? 'warning';
