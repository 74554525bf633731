import { Amount } from '../../components/amount.tsx';
import { Badge, SeverityBadge } from '../../components/badge.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { useMe } from '../../me.tsx';
import { toAlert } from '../../router/addresses.ts';
import { Link } from '../../router/link.tsx';
import { counted } from '../../text/count.ts';
import { shortPrincipal, wordsOf } from '../../text/name.ts';
import { shortPeriod, shortTime } from '../../text/time.ts';
import type { Backtest } from './backtest-view.tsx';

type Incident = Backtest['incidents'][number];

/** Which incidents, when they would have been told, and how much earlier than they were. */
export function BacktestIncidents({ incidents }: { readonly incidents: readonly Incident[] }) {
  const { currency } = useMe();
  if (incidents.length === 0) return null;
  return (
    <Table
      caption="Incidents of the backtest"
      rows={incidents.map((incident, index) => ({ ...incident, index }))}
      columns={columnsIn(currency)}
      keyOf={({ index }) => `${index}`}
      empty={null}
      limit={8}
    />
  );
}

const columnsIn = (currency: string): readonly Column<Incident>[] => [
  {
    key: 'what',
    head: 'Incident',
    cell: ({ alert, kind, principal, model, budget }) => {
      const what = [
        wordsOf(kind),
        budget === null ? '' : `${budget.threshold} % of ${shortPeriod(budget.period)}`,
        principal === null ? '' : shortPrincipal(principal),
        model ?? '',
      ];
      const words = what.filter((part) => part !== '').join(' · ');
      return alert === null ? words : <Link href={toAlert(alert)}>{words}</Link>;
    },
  },
  {
    key: 'severity',
    head: 'Severity',
    isWide: true,
    cell: ({ severity }) => <SeverityBadge severity={severity} />,
  },
  {
    key: 'would',
    head: 'With this',
    cell: ({ would, toldAt }) =>
      would === 'silent' ? (
        <Badge tone="plain">silent</Badge>
      ) : (
        <>told{toldAt === null ? '' : ` ${shortTime(toldAt)}`}</>
      ),
  },
  {
    key: 'earlier',
    head: 'Against the live one',
    isWide: true,
    cell: ({ would, hoursEarlier }) => (would === 'silent' ? '–' : earlierText(hoursEarlier)),
  },
  {
    key: 'verdict',
    head: 'It was',
    isWide: true,
    cell: ({ verdict }) => verdict ?? <span class="soft">not judged</span>,
  },
  {
    key: 'amount',
    head: 'Amount',
    isRight: true,
    cell: ({ amount }) => <Amount value={amount} currency={currency} />,
  },
];

function earlierText(hours: number | null): string {
  if (hours === null) return 'not told then';
  if (hours === 0) return 'at the same time';
  return `${counted(Math.abs(Math.round(hours)), 'hour')} ${hours > 0 ? 'earlier' : 'later'}`;
}
