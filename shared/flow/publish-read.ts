import { Failure } from '../domain/base/failure.ts';
import type { Delivery } from '../domain/delivery/delivery.ts';
import { isNewer, orderOf } from '../domain/delivery/order.ts';
import type { Pointer, Snapshot, SnapshotTable } from '../domain/ledger/snapshot.ts';
import type { Clock } from '../ports/clock.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { RollupStore } from '../ports/rollup-store.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { publishSnapshot } from './publish.ts';

export interface PublishReadPorts {
  readonly rollups: RollupStore;
  readonly ledger: LedgerStore;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export type PublishReadResult =
  | {
      readonly outcome: 'published';
      readonly pointer: Pointer;
      readonly entriesWritten: number;
      readonly rollupKey: string;
    }
  | { readonly outcome: 'stale'; readonly visible: Pointer };

/** A delivery whose files are pinned; bare files do not tell their period, it is found in their rows. */
export type PinnedDelivery = Omit<Delivery, 'billingPeriod'> & Partial<Pick<Delivery, 'billingPeriod'>>;

/**
 * From rows that are added up, whoever has read them, to the visible ledger. `read` is asked only where the delivery is
 * news: publishing checks again, this spares reading files only to learn that they are known.
 */
export async function publishRead(
  ports: PublishReadPorts,
  delivery: PinnedDelivery,
  read: () => Promise<SnapshotTable>,
): Promise<PublishReadResult> {
  const visible = await visiblePointer(ports, delivery);
  if (visible !== undefined && !isNewer(orderOf(delivery), visible.order))
    return { outcome: 'stale', visible };
  const snapshot = await read();
  const rollupKey = await ports.rollups.write(snapshot);
  const result = await publishSnapshot(ports, snapshot);
  if (result.outcome === 'stale') return result;
  ports.telemetry.event('delivery published', {
    period: snapshot.billingPeriod,
    executionId: snapshot.executionId,
    rows: snapshot.totals.rows,
    entriesWritten: result.entriesWritten,
    entries: snapshot.entries.length,
  });
  ports.telemetry.count('DeliveriesPublished', 1);
  reportNewUsageTypes(ports.telemetry, visible, snapshot);
  return { ...result, rollupKey };
}

export const visiblePointer = async (
  { ledger }: Pick<PublishReadPorts, 'ledger'>,
  { exportName, billingPeriod }: PinnedDelivery,
): Promise<Pointer | undefined> =>
  billingPeriod === undefined ? undefined : ledger.pointer(exportName, billingPeriod);

/** AWS has invented something: its cost is counted, and somebody should teach us its name. Told once a period. */
function reportNewUsageTypes(
  telemetry: Telemetry,
  before: Pointer | undefined,
  now: Pick<Snapshot, 'billingPeriod' | 'unknownUsageTypes'>,
): void {
  const found = Object.entries(now.unknownUsageTypes).filter(
    ([usageType]) => before?.unknownUsageTypes[usageType] === undefined,
  );
  for (const [usageType, picodollars] of found) {
    telemetry.event('unknown usage type', { period: now.billingPeriod, usageType, picodollars });
  }
  if (found.length > 0) telemetry.count('UnknownUsageTypes', found.length);
}

/** A fault of this input, which waiting will not mend; a misconfigured store carries no file and must be retried. */
export const isBadInput = (error: unknown): error is Failure =>
  error instanceof Failure &&
  (error.kind === 'poison' || (error.kind === 'misconfigured' && error.detail.file !== undefined));
