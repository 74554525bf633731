import { byText } from '../domain/base/order.ts';
import type { BillingPeriod } from '../domain/base/period.ts';
import { type DeliveryOrder, orderOf } from '../domain/delivery/order.ts';
import type { Snapshot } from '../domain/ledger/snapshot.ts';
import { orderOfVersion } from '../domain/ledger/version.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { RollupStore } from '../ports/rollup-store.ts';
import type { FoundDelivery } from './discover.ts';
import { foldDelivery, type IngestPorts, type IngestSettings } from './ingest.ts';

/** A delivery of the past; its content is read when its turn comes. */
export interface StoredDelivery {
  readonly order: DeliveryOrder;
  /** Of bare files it is known only once they are read. */
  readonly billingPeriod?: BillingPeriod;
  /** The ledger as it was made then, by the attribution rules of then. Undefined where it is no longer kept. */
  read(): Promise<Snapshot | undefined>;
}

/**
 * Every delivery that ever was visible, oldest first. The pointers' chains name them; the truth about each is its
 * rollup, which is written once and never changed, while superseded entries of the ledger expire.
 */
export async function publishedDeliveries(
  ports: { readonly ledger: Pick<LedgerStore, 'pointers'>; readonly rollups: Pick<RollupStore, 'read'> },
  exportName: string,
): Promise<readonly StoredDelivery[]> {
  const pointers = await ports.ledger.pointers(exportName);
  const deliveries = pointers.flatMap(({ billingPeriod, chain }) =>
    chain.map(
      (version): StoredDelivery => ({
        order: orderOfVersion(version),
        billingPeriod,
        read: () => ports.rollups.read(exportName, billingPeriod, version),
      }),
    ),
  );
  return inOrder(deliveries);
}

/**
 * Deliveries at rest, read by the attribution rules of now. What was read once is kept in `rollups`: reading an export
 * takes a hundred times as long.
 */
export function foundDeliveries(
  ports: Pick<IngestPorts, 'objects' | 'charges' | 'rollups'>,
  found: readonly FoundDelivery[],
  settings: IngestSettings,
): readonly StoredDelivery[] {
  const kept = new Map<FoundDelivery, Pick<Snapshot, 'exportName' | 'billingPeriod' | 'version'>>();
  const read = async (delivery: FoundDelivery): Promise<Snapshot | undefined> => {
    const known = kept.get(delivery);
    if (known !== undefined) return ports.rollups.read(known.exportName, known.billingPeriod, known.version);
    const snapshot = await foldDelivery(ports, delivery, settings);
    await ports.rollups.write(snapshot);
    const { exportName, billingPeriod, version } = snapshot;
    kept.set(delivery, { exportName, billingPeriod, version });
    return snapshot;
  };
  return inOrder(
    found.map(
      (delivery): StoredDelivery => ({
        order: orderOf(delivery),
        ...(delivery.billingPeriod === undefined ? {} : { billingPeriod: delivery.billingPeriod }),
        read: () => read(delivery),
      }),
    ),
  );
}

/** As AWS made them: of two months that were delivered at once, the older one first. */
const inOrder = (deliveries: readonly StoredDelivery[]): readonly StoredDelivery[] =>
  deliveries.toSorted(
    (a, b) => byText(a.order, b.order) || byText(a.billingPeriod ?? '', b.billingPeriod ?? ''),
  );
