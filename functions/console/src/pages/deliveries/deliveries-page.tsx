import './deliveries.css';
import type { AnswerOf } from '../../../../../shared/api/documents.ts';
import { useRead } from '../../api/use-read.ts';
import { Page } from '../../components/page.tsx';
import { Figures } from '../../components/panel.tsx';
import { Loaded } from '../../components/states.tsx';
import { useMe } from '../../me.tsx';
import { counted } from '../../text/count.ts';
import { moneyText, picoOf, sumText } from '../../text/money.ts';
import { agoText, shortTime } from '../../text/time.ts';
import { DeliveriesTable } from './deliveries-table.tsx';
import { QuarantinePanel } from './quarantine-panel.tsx';
import { RipenessPanel } from './ripeness-panel.tsx';

export type Deliveries = AnswerOf<'deliveries'>;
export type Delivery = Deliveries['deliveries'][number];

/** What AWS delivered, that nothing of it was lost, and how fast an hour is billed. */
export function DeliveriesPage() {
  const read = useRead('deliveries');
  return (
    <Page
      title="Deliveries"
      lead={
        read.data === undefined ? null : (
          <p>
            Export <code>{read.data.exportName}</code>
          </p>
        )
      }
    >
      <Loaded read={read} lines={10}>
        {(data) => (
          <>
            <DeliveryFigures data={data} />
            <QuarantinePanel deliveries={data.deliveries} />
            <DeliveriesTable {...data} />
            <RipenessPanel ripeness={data.ripeness} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function DeliveryFigures({ data: { deliveries } }: { readonly data: Deliveries }) {
  const { now, currency } = useMe();
  const newest = deliveries.toSorted((a, b) => (a.deliveredAt < b.deliveredAt ? 1 : -1))[0];
  const kept = deliveries.filter(({ state }) => state !== 'quarantined');
  const difference = sumText(kept.map(({ difference }) => sizeOf(difference ?? '0')));
  const held = deliveries.length - kept.length;
  return (
    <Figures
      figures={[
        {
          label: 'Newest delivery',
          value: newest === undefined ? 'none' : agoText(newest.deliveredAt, Date.parse(now)),
          note:
            newest === undefined
              ? 'AWS delivers up to 24 hours after an export is made'
              : shortTime(newest.deliveredAt),
        },
        {
          label: 'Known',
          value: counted(deliveries.length, 'delivery', 'deliveries'),
          note: `${kept.length} in the ledger`,
        },
        {
          label: 'Ledger less export',
          value: moneyText(difference, currency),
          note:
            picoOf(difference) === 0n ? 'every row is accounted for, to the last digit' : 'this must be zero',
        },
        {
          label: 'In quarantine',
          value: String(held),
          note: held === 0 ? 'nothing was held back' : 'the figures are those before it',
        },
      ]}
    />
  );
}

/** Differences must not cancel each other out. */
const sizeOf = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : amount);
