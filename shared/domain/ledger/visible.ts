import { byText } from '../base/order.ts';
import type { DeliveryOrder } from '../delivery/order.ts';
import type { LedgerEntry } from './entry.ts';
import { entryKey } from './entry-key.ts';

/** An entry as one delivery wrote it. */
export interface EntryVersion {
  readonly order: DeliveryOrder;
  readonly entry: LedgerEntry;
}

/**
 * What a reader sees: per entry the newest version whose order is in the pointer's chain, without tombstones, sorted
 * by entry key. Versions of other orders stand in the same store: a delivery that died before it was published, or
 * lost its race, left them behind. Were they shown, a reader would mix two deliveries.
 */
export function visibleEntries(
  versions: Iterable<EntryVersion>,
  chain: readonly DeliveryOrder[],
): readonly LedgerEntry[] {
  const published = new Set(chain);
  const newest = new Map<string, EntryVersion>();
  for (const version of versions) {
    if (!published.has(version.order)) continue;
    const key = entryKey(version.entry);
    const known = newest.get(key);
    if (known === undefined || byText(version.order, known.order) > 0) newest.set(key, version);
  }
  return [...newest]
    .filter(([, version]) => version.entry.cells.length > 0)
    .sort(([a], [b]) => byText(a, b))
    .map(([, version]) => version.entry);
}
