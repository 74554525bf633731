import { type DeliveryOrder, isNewer } from '../delivery/order.ts';
import { isTombstone } from './diff.ts';
import type { LedgerEntry } from './entry.ts';
import { entryKey, sortByKey } from './entry-key.ts';

/** An entry as one delivery wrote it. */
export interface EntryVersion {
  readonly order: DeliveryOrder;
  readonly entry: LedgerEntry;
}

/**
 * What a reader sees: per scope and day the newest version whose order is in the pointer's chain, sorted by key and
 * without tombstones. Versions of deliveries that were written but never published are passed over, even those
 * older than the pointer.
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
    if (known === undefined || isNewer(version.order, known.order)) newest.set(key, version);
  }
  return sortByKey([...newest.values()].map(({ entry }) => entry).filter((entry) => !isTombstone(entry)));
}
