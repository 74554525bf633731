import { Amount } from '../../components/amount.tsx';
import { ShareBar } from '../../components/bar.tsx';
import { Panel } from '../../components/panel.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { shareText } from '../../text/percent.ts';
import { shortPeriod } from '../../text/time.ts';
import type { Untagged } from './untagged-page.tsx';

type Month = Untagged['trend'][number];

/** Whether it shrinks, month by month, newest first. */
export const TrendPanel = ({ untagged: { trend, currency } }: { readonly untagged: Untagged }) => (
  <Panel title="Month by month" isFlush>
    <Table
      caption="Untagged spending by month"
      rows={trend.toReversed()}
      columns={columnsIn(currency)}
      keyOf={({ period }) => period}
      empty="There is one month only so far; the next one shows whether it shrinks."
      limit={12}
    />
  </Panel>
);

const columnsIn = (currency: string): readonly Column<Month>[] => [
  { key: 'period', head: 'Month', cell: ({ period }) => shortPeriod(period) },
  {
    key: 'cost',
    head: 'Untagged',
    isRight: true,
    cell: ({ cost }) => <Amount value={cost} currency={currency} />,
  },
  { key: 'share', head: 'Share', isRight: true, cell: ({ share }) => shareText(share) },
  { key: 'bar', head: 'Of all', isWide: true, cell: ({ share }) => <ShareBar share={share} /> },
];
