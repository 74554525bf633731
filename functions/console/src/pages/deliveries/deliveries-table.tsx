import { Amount, ChangeAmount } from '../../components/amount.tsx';
import { Badge, type Tone } from '../../components/badge.tsx';
import { Panel } from '../../components/panel.tsx';
import { type Column, Table } from '../../components/table.tsx';
import { counted, countText } from '../../text/count.ts';
import { approximate, picoOf } from '../../text/money.ts';
import { shortPeriod, shortTime } from '../../text/time.ts';
import type { Deliveries, Delivery } from './deliveries-page.tsx';

/** Each delivery is the whole month again; what it changed stands against the one before of its month. */
export const DeliveriesTable = ({ deliveries, dropped }: Pick<Deliveries, 'deliveries' | 'dropped'>) => (
  <Panel title="Deliveries" isFlush aside="Newest first; each brings its whole month again">
    <Table
      caption="Deliveries"
      rows={deliveries.toSorted((a, b) => (a.deliveredAt < b.deliveredAt ? 1 : -1))}
      columns={COLUMNS}
      keyOf={({ executionId, period }) => `${period} ${executionId}`}
      empty={
        <>
          <strong>Nothing was delivered so far.</strong>
          <span>
            AWS delivers up to 24 hours after an export is made. <code>npx billhook doctor</code> says whether
            it is set up right.
          </span>
        </>
      }
      limit={30}
    />
    {dropped.count === 0 ? null : <Dropped {...dropped} />}
  </Panel>
);

/** What is missing between the rows. */
const Dropped = ({ count, afterDays }: Deliveries['dropped']) => (
  <p class="dropped soft small">
    {counted(count, 'delivery is', 'deliveries are')} no longer kept: what another delivery replaced is
    deleted after {afterDays} days, the last delivery of each month never.
  </p>
);

const TONES: Readonly<Record<Delivery['state'], Tone>> = {
  published: 'good',
  superseded: 'plain',
  quarantined: 'critical',
};

const NONE = <span class="soft">–</span>;

/** Of what was refused nothing is known. */
const Known = ({ value, currency }: { readonly value: string | null; readonly currency: string }) =>
  value === null ? NONE : <Amount value={value} currency={currency} />;

const COLUMNS: readonly Column<Delivery>[] = [
  {
    key: 'at',
    head: 'Delivered',
    cell: ({ deliveredAt, executionId }) => (
      <span title={`Execution ${executionId}`}>{shortTime(deliveredAt)}</span>
    ),
    sortBy: ({ deliveredAt }) => deliveredAt,
  },
  {
    key: 'period',
    head: 'Month',
    isWide: true,
    cell: ({ period }) => <span class="number">{shortPeriod(period)}</span>,
    sortBy: ({ period }) => period,
  },
  {
    key: 'state',
    head: 'State',
    cell: ({ state }) => <Badge tone={TONES[state]}>{state}</Badge>,
    sortBy: ({ state }) => state,
  },
  {
    key: 'rows',
    head: 'Rows',
    isRight: true,
    isWide: true,
    cell: ({ rows }) => (rows === null ? NONE : countText(rows)),
    sortBy: ({ rows }) => rows ?? -1,
  },
  {
    key: 'bedrock',
    head: 'Bedrock usage',
    isRight: true,
    cell: ({ bedrockUsage, currency }) => <Known value={bedrockUsage} currency={currency} />,
    sortBy: ({ bedrockUsage }) => approximate(bedrockUsage ?? '-1'),
  },
  {
    key: 'change',
    head: 'Change',
    isRight: true,
    cell: ({ change, currency, state, why }) => {
      if (change !== null) return <ChangeAmount value={change} currency={currency} />;
      if (state === 'quarantined') return NONE;
      return why === null ? (
        <span class="soft">first</span>
      ) : (
        <span class="soft" title={why}>
          not kept
        </span>
      );
    },
    sortBy: ({ change }) => approximate(change ?? '0'),
  },
  {
    key: 'days',
    head: 'Days changed',
    isRight: true,
    isWide: true,
    cell: ({ changedDays }) =>
      changedDays === null ? <span class="soft">–</span> : counted(changedDays, 'day'),
  },
  {
    key: 'cost',
    head: 'Everything in it',
    isRight: true,
    isWide: true,
    cell: ({ cost, currency }) => <Known value={cost} currency={currency} />,
    sortBy: ({ cost }) => approximate(cost ?? '-1'),
  },
  {
    key: 'difference',
    head: 'Difference',
    isRight: true,
    cell: ({ difference, currency, state }) =>
      state === 'quarantined' || difference === null ? (
        NONE
      ) : (
        <Difference value={difference} currency={currency} />
      ),
  },
];

const Difference = ({ value, currency }: { readonly value: string; readonly currency: string }) => (
  <span class={picoOf(value) === 0n ? 'down' : 'up'}>
    <span aria-hidden="true">{picoOf(value) === 0n ? '✓ ' : '▲ '}</span>
    <Amount value={value} currency={currency} />
  </span>
);
