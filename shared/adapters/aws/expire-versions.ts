import type { Instant } from '../../domain/base/instant.ts';
import { byText } from '../../domain/base/order.ts';
import type { LedgerEntry } from '../../domain/ledger/entry.ts';
import { entryKey } from '../../domain/ledger/entry-key.ts';
import type { LedgerVersion, Pointer } from '../../domain/ledger/snapshot.ts';
import { type Item, number, readNumber, readText } from './attributes.ts';
import { writeAll } from './batch-write.ts';
import { mapBounded } from './bounded.ts';
import { entriesPk } from './keys.ts';
import { queryPartition, type TableOptions } from './table-access.ts';

/** Each is in memory as a whole. */
const PARTITIONS_AT_ONCE = 4;

/**
 * Gives an end to the versions of these entries that are older than the one this pointer shows. Those that were never
 * published go too: the pointer is past them and never moves back. Newer ones are left alone, shown or not.
 *
 * They are put again as they were read, with their end: a version never changes otherwise, an update costs as many
 * write units, and a batch takes 25 of them in one request. One that was deleted meanwhile comes back to end again.
 */
export async function expireVersions(
  options: TableOptions,
  pointer: Pointer,
  superseded: readonly LedgerEntry[],
  at: Instant,
): Promise<void> {
  const wanted = new Set(superseded.map((entry) => entryKey(entry)));
  const pks = new Set(
    superseded.map((entry) => entriesPk(pointer.exportName, pointer.billingPeriod, entry.day)),
  );
  // Of a day hardly anything is wanted: all days of a large month together would not fit into the function's memory.
  const found = await mapBounded(
    [...pks],
    async (pk) =>
      (await queryPartition(options, pk)).map(readVersion).filter((version) => wanted.has(version.entryKey)),
    PARTITIONS_AT_ONCE,
  );
  const versions = found.flat();
  // DynamoDB's TTL counts whole seconds.
  const expiresAt = number(Math.ceil(at / 1000));
  await writeAll(
    options,
    olderThanShown(versions, pointer).map((item) => ({ ...item, expiresAt })),
  );
}

interface StoredVersion {
  readonly item: Item;
  readonly entryKey: string;
  readonly version: LedgerVersion;
  readonly expires: boolean;
}

function readVersion(item: Item): StoredVersion {
  const [dimension, team, value] = [
    readText(item, 'dimension'),
    readText(item, 'team'),
    readText(item, 'value'),
  ];
  return {
    item,
    entryKey: entryKey({ scope: { dimension, team, value }, day: readNumber(item, 'day') }),
    version: readText(item, 'version'),
    expires: item.expiresAt !== undefined,
  };
}

function olderThanShown(versions: readonly StoredVersion[], pointer: Pointer): readonly Item[] {
  const rank = new Map(pointer.chain.map((version, index) => [version, index]));
  const shown = new Map<string, LedgerVersion>();
  for (const { entryKey: key, version } of versions) {
    const [own, known] = [rank.get(version), shown.get(key)];
    if (own !== undefined && (known === undefined || own > rank.get(known)!)) shown.set(key, version);
  }
  return versions
    .filter(({ expires, version, entryKey: key }) => !expires && byText(version, shown.get(key) ?? '') < 0)
    .map(({ item }) => item);
}
