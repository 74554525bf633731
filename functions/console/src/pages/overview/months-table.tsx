import { Amount, ChangeAmount, Growth } from '../../components/amount.tsx';
import { ShareBar } from '../../components/bar.tsx';
import { Panel } from '../../components/panel.tsx';
import { Table } from '../../components/table.tsx';
import { Link } from '../../router/link.tsx';
import { approximate, picoOf, sumText } from '../../text/money.ts';
import { periodText } from '../../text/time.ts';
import type { Overview } from './overview-page.tsx';

/** Month over month, newest first, with what each added to the one before. */
export function MonthsTable({ overview }: { readonly overview: Overview }) {
  const { months, currency, period, previous } = overview;
  const most = Math.max(...months.map(({ spent }) => approximate(spent)), 0);
  const rows = months
    .map((month, index) => ({
      ...month,
      change: differenceOf(
        month.spent,
        // As far as the month goes, it is held against as much of the one before.
        month.period === period ? (previous ?? undefined) : months[index - 1]?.spent,
      ),
    }))
    .toReversed();
  return (
    <Panel title="Month over month" isFlush>
      <Table
        caption="Spending of each month and its change"
        rows={rows}
        keyOf={({ period }) => period}
        empty="There is one month so far; the next one is compared with it."
        columns={[
          {
            key: 'period',
            head: 'Month',
            cell: ({ period }) => <Link href={`/?period=${period}`}>{periodText(period)}</Link>,
          },
          {
            key: 'bar',
            head: 'Against the dearest month',
            isHeadHidden: true,
            isWide: true,
            cell: ({ spent }) => <ShareBar share={most === 0 ? 0 : approximate(spent) / most} />,
          },
          {
            key: 'spent',
            head: 'Spent',
            isRight: true,
            cell: ({ spent }) => <Amount value={spent} currency={currency} />,
          },
          {
            key: 'change',
            head: 'Change',
            isRight: true,
            isWide: true,
            cell: ({ change }) =>
              change === undefined ? '–' : <ChangeAmount value={change} currency={currency} />,
          },
          {
            key: 'percent',
            head: 'Change %',
            isRight: true,
            cell: ({ changePercent }) => <Growth percent={changePercent} />,
          },
          {
            key: 'statement',
            head: 'Statement',
            isRight: true,
            isWide: true,
            cell: ({ period }) => <Link href={`/statements/${period}`}>Open</Link>,
          },
        ]}
      />
    </Panel>
  );
}

const differenceOf = (after: string, before: string | undefined): string | undefined =>
  before === undefined
    ? undefined
    : sumText([after, picoOf(before) > 0n ? `-${before}` : before.replace('-', '')]);
