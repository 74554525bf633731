import { bug } from '../../domain/base/failure.ts';
import { byText } from '../../domain/base/order.ts';
import { isNewer } from '../../domain/delivery/order.ts';
import type { LedgerEntry } from '../../domain/ledger/entry.ts';
import type { Pointer } from '../../domain/ledger/snapshot.ts';
import { verifiedParts, verifiedView } from '../../domain/ledger/verify-view.ts';
import { type EntryVersion, visibleEntries } from '../../domain/ledger/visible.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';
import { type Item, text } from './attributes.ts';
import { writeAll } from './batch-write.ts';
import { mapBounded } from './bounded.ts';
import { entryItems, joinSlices, readSlice, type StoredSlice } from './entry-item.ts';
import { expireVersions } from './expire-versions.ts';
import { entryPks, pointerKey, pointersPk } from './keys.ts';
import { pointerItem, readPointer } from './pointer-item.ts';
import { type Expression, getItem, putItem, queryPartition, type TableOptions } from './table-access.ts';

/** Items of a month's entries would together take more memory than the entries. */
const PACKED_AT_ONCE = 2_000;
/** Partitions under way at a time where a ledger is read in parts. */
const PARTS_AHEAD = 4;
const NOTHING: Promise<readonly Item[]> = Promise.resolve([]);

export function createDynamoLedgerStore(options: TableOptions): LedgerStore {
  return {
    async pointer(exportName, period) {
      const item = await getItem(options, pointerKey(exportName, period));
      return item === undefined ? undefined : readPointer(item);
    },

    async pointers(exportName) {
      const pointers = (await queryPartition(options, pointersPk(exportName))).map(readPointer);
      return pointers.sort((a, b) => byText(a.billingPeriod, b.billingPeriod));
    },

    async view(pointer) {
      const days = entryPks(pointer.exportName, pointer.billingPeriod);
      const versions = await mapBounded(days, async (pk) => versionsOf(await queryPartition(options, pk)));
      return verifiedView(pointer, visibleEntries(versions.flat(), pointer.chain));
    },

    viewParts: (pointer) => verifiedParts(pointer, partsOf(options, pointer)),

    async writeEntries(snapshot, entries) {
      for (let from = 0; from < entries.length; from += PACKED_AT_ONCE) {
        const some = entries.slice(from, from + PACKED_AT_ONCE);
        await writeAll(
          options,
          some.flatMap((entry: LedgerEntry) => entryItems(snapshot, entry)),
        );
      }
    },

    async publish(pointer, base) {
      assertForwards(pointer, base);
      const written = await putItem(options, pointerItem(pointer), stillBase(base));
      if (written.applied) return 'published';
      // The same ledger is visible: this call was applied before and its answer lost, or another worker read the same
      // files by the same rules; either way what is visible is what was asked for.
      const visible = written.item === undefined ? undefined : readPointer(written.item);
      return visible?.version === pointer.version ? 'published' : 'base-moved';
    },

    expire: (pointer, superseded, at) => expireVersions(options, pointer, superseded, at),
  };
}

/** A partition a part; the next few are on their way while one is used. */
async function* partsOf(options: TableOptions, pointer: Pointer): AsyncGenerator<readonly LedgerEntry[]> {
  const pks = entryPks(pointer.exportName, pointer.billingPeriod);
  const queries: Promise<readonly Item[]>[] = [];
  for (let index = 0; index < pks.length; index += 1) {
    for (let next = queries.length; next < Math.min(index + PARTS_AHEAD, pks.length); next += 1) {
      const query = queryPartition(options, pks[next]!);
      // It is thrown when its turn comes, or never asked for.
      query.catch(() => undefined);
      queries.push(query);
    }
    const items = await queries[index]!;
    // What was used is let go of: the promise holds its items.
    queries[index] = NOTHING;
    yield visibleEntries(versionsOf(items), pointer.chain);
  }
}

/** Slices of one version stand side by side in key order, but are joined by what they say, not by where they stand. */
function versionsOf(items: readonly Item[]): readonly EntryVersion[] {
  const versions: EntryVersion[] = [];
  const sliced = new Map<string, StoredSlice[]>();
  for (const item of items) {
    const stored = readSlice(item);
    if (stored.slices === 1 && stored.slice === 0) {
      versions.push(stored);
      continue;
    }
    const { scope, day } = stored.entry;
    const key = JSON.stringify([scope.dimension, scope.team, scope.value, day, stored.version]);
    sliced.set(key, [...(sliced.get(key) ?? []), stored]);
  }
  for (const slices of sliced.values()) {
    versions.push({ version: slices[0]!.version, entry: joinSlices(slices) });
  }
  return versions;
}

/** The heart of the protocol: nothing but the ledger this delivery was compared with may be replaced by it. */
const stillBase = (base: Pointer | undefined): Expression =>
  base === undefined
    ? { text: 'attribute_not_exists(#pk)', names: { '#pk': 'pk' } }
    : { text: '#order = :base', names: { '#order': 'order' }, values: { ':base': text(base.order) } };

function assertForwards(pointer: Pointer, base: Pointer | undefined): void {
  if (base !== undefined && isNewer(base.order, pointer.order)) {
    throw bug('a pointer was to be moved back', { expected: `after ${base.order}`, found: pointer.order });
  }
}
