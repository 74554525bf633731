import { isTombstone } from './diff.ts';
import type { LedgerEntry } from './entry.ts';
import { entryKey, sortByKey } from './entry-key.ts';
import type { LedgerVersion } from './snapshot.ts';

/** An entry as one worker wrote it. */
export interface EntryVersion {
  readonly version: LedgerVersion;
  readonly entry: LedgerEntry;
}

/**
 * What a reader sees: per scope and day the entry of the version that stands last in the pointer's chain, sorted by key
 * and without tombstones. Versions that were written but never published are passed over, even those older than the
 * pointer.
 */
export function visibleEntries(
  versions: Iterable<EntryVersion>,
  chain: readonly LedgerVersion[],
): readonly LedgerEntry[] {
  const rank = new Map(chain.map((version, index) => [version, index]));
  const newest = new Map<string, { readonly entry: LedgerEntry; readonly rank: number }>();
  for (const { version, entry } of versions) {
    const own = rank.get(version);
    if (own === undefined) continue;
    const key = entryKey(entry);
    const known = newest.get(key);
    // Stryker disable next-line EqualityOperator: a store keeps one entry of each version.
    if (known === undefined || own > known.rank) newest.set(key, { entry, rank: own });
  }
  return sortByKey([...newest.values()].map(({ entry }) => entry).filter((entry) => !isTombstone(entry)));
}
