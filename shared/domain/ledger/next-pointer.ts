import { bug } from '../base/failure.ts';
import type { Instant } from '../base/instant.ts';
import { isNewer } from '../delivery/order.ts';
import type { Pointer, Snapshot } from './snapshot.ts';

/**
 * The pointer that makes a snapshot visible over `base`. Throws Failure `bug` where the snapshot is not newer: the
 * visible ledger never goes back.
 */
export function nextPointer(
  snapshot: Omit<Snapshot, 'entries'>,
  base: Pointer | undefined,
  publishedAt: Instant,
): Pointer {
  if (base !== undefined && !isNewer(snapshot.order, base.order)) {
    throw bug('a pointer can only move to a newer delivery', {
      expected: `an order after ${base.order}`,
      found: snapshot.order,
    });
  }
  return {
    exportName: snapshot.exportName,
    billingPeriod: snapshot.billingPeriod,
    executionId: snapshot.executionId,
    executedAt: snapshot.executedAt,
    order: snapshot.order,
    version: snapshot.version,
    currency: snapshot.currency,
    grain: snapshot.grain,
    dataThrough: snapshot.dataThrough,
    rulesDigest: snapshot.rulesDigest,
    totals: snapshot.totals,
    unknownUsageTypes: snapshot.unknownUsageTypes,
    chain: [...(base?.chain ?? []), snapshot.version],
    publishedAt,
  };
}
