import type { Instant } from '../../domain/base/instant.ts';
import { byText } from '../../domain/base/order.ts';
import type { LedgerEntry } from '../../domain/ledger/entry.ts';
import { entryKey } from '../../domain/ledger/entry-key.ts';
import type { LedgerVersion, Pointer } from '../../domain/ledger/snapshot.ts';
import { type Item, number, readNumber, readText, text } from './attributes.ts';
import { mapBounded } from './bounded.ts';
import { entriesPk, type Key } from './keys.ts';
import { queryItems, type TableOptions, updateItem } from './table-access.ts';

/**
 * Gives an end to the versions of these entries that are older than the one this pointer shows. Those that were never
 * published go too: the pointer is past them and never moves back. Newer ones are left alone, shown or not.
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
  const found = await mapBounded([...pks], (pk) => listVersions(options, pk));
  const versions = found.flat().filter((version) => wanted.has(version.entryKey));
  await mapBounded(olderThanShown(versions, pointer), (key) => expireItem(options, key, at));
}

interface StoredVersion {
  readonly key: Key;
  readonly entryKey: string;
  readonly version: LedgerVersion;
  readonly expires: boolean;
}

async function listVersions(options: TableOptions, pk: string): Promise<readonly StoredVersion[]> {
  const attributes = ['pk', 'sk', 'version', 'day', 'dimension', 'team', 'value', 'expiresAt'];
  const items = await queryItems(options, {
    KeyConditionExpression: '#pk = :pk',
    ProjectionExpression: attributes.map((name) => `#${name}`).join(),
    names: Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
    values: { ':pk': text(pk) },
  });
  return items.map(readVersion);
}

function readVersion(item: Item): StoredVersion {
  const [dimension, team, value] = [
    readText(item, 'dimension'),
    readText(item, 'team'),
    readText(item, 'value'),
  ];
  return {
    key: { pk: readText(item, 'pk'), sk: readText(item, 'sk') },
    entryKey: entryKey({ scope: { dimension, team, value }, day: readNumber(item, 'day') }),
    version: readText(item, 'version'),
    expires: item.expiresAt !== undefined,
  };
}

function olderThanShown(versions: readonly StoredVersion[], pointer: Pointer): readonly Key[] {
  const rank = new Map(pointer.chain.map((version, index) => [version, index]));
  const shown = new Map<string, LedgerVersion>();
  for (const { entryKey: key, version } of versions) {
    const [own, known] = [rank.get(version), shown.get(key)];
    if (own !== undefined && (known === undefined || own > rank.get(known)!)) shown.set(key, version);
  }
  return versions
    .filter(({ expires, version, entryKey: key }) => !expires && byText(version, shown.get(key) ?? '') < 0)
    .map((version) => version.key);
}

/** DynamoDB's TTL counts whole seconds. The condition keeps an update from making an item of nothing but an end. */
async function expireItem(options: TableOptions, key: Key, at: Instant): Promise<void> {
  await updateItem(options, key, 'SET #expiresAt = :at', {
    text: 'attribute_exists(#pk)',
    names: { '#pk': 'pk', '#expiresAt': 'expiresAt' },
    values: { ':at': number(Math.ceil(at / 1000)) },
  });
}
