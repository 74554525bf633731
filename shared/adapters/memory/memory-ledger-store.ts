import { bug } from '../../domain/base/failure.ts';
import type { Instant } from '../../domain/base/instant.ts';
import { byText } from '../../domain/base/order.ts';
import { isNewer } from '../../domain/delivery/order.ts';
import type { LedgerEntry } from '../../domain/ledger/entry.ts';
import { entryKey } from '../../domain/ledger/entry-key.ts';
import type { Pointer } from '../../domain/ledger/snapshot.ts';
import { verifiedParts, verifiedView } from '../../domain/ledger/verify-view.ts';
import { visibleEntries } from '../../domain/ledger/visible.ts';
import type { LedgerStore } from '../../ports/ledger-store.ts';
import { type Faults, NO_FAULTS, withFault } from './faults.ts';
import { keyOf, type MemoryTables, type StoredVersion } from './tables.ts';

/** Entries written in one step, as in DynamoDB's batch write: a death may fall between two batches. */
const BATCH = 25;

export function createMemoryLedgerStore(tables: MemoryTables, faults: Faults = NO_FAULTS): LedgerStore {
  const versionsOf = (exportName: string, period: string): Map<string, StoredVersion> => {
    const home = keyOf(exportName, period);
    const known = tables.versions.get(home) ?? new Map<string, StoredVersion>();
    tables.versions.set(home, known);
    return known;
  };
  const shownBy = (pointer: Pointer): readonly LedgerEntry[] =>
    visibleEntries(versionsOf(pointer.exportName, pointer.billingPeriod).values(), pointer.chain);
  async function* daysOf(pointer: Pointer): AsyncGenerator<readonly LedgerEntry[]> {
    yield* Map.groupBy(
      await withFault(faults, 'ledger.view', () => shownBy(pointer)),
      ({ day }) => day,
    ).values();
  }
  return {
    pointer: (exportName, period) =>
      withFault(faults, 'ledger.pointer', () => tables.pointers.get(keyOf(exportName, period))),

    pointers: (exportName) =>
      withFault(faults, 'ledger.pointers', () =>
        [...tables.pointers.values()]
          .filter((pointer) => pointer.exportName === exportName)
          .sort((a, b) => byText(a.billingPeriod, b.billingPeriod)),
      ),

    view: (pointer) => withFault(faults, 'ledger.view', () => verifiedView(pointer, shownBy(pointer))),

    viewParts: (pointer) => verifiedParts(pointer, daysOf(pointer)),

    async writeEntries(snapshot, entries) {
      const { exportName, billingPeriod, version } = snapshot;
      for (let from = 0; from < entries.length; from += BATCH) {
        await withFault(faults, 'ledger.writeEntries', () => {
          const versions = versionsOf(exportName, billingPeriod);
          for (const entry of entries.slice(from, from + BATCH)) {
            versions.set(keyOf(entryKey(entry), version), { version, entry });
          }
        });
      }
    },

    publish: (pointer, base) =>
      withFault(faults, 'ledger.publish', () => {
        if (base !== undefined && isNewer(base.order, pointer.order)) {
          throw bug('a pointer was to be moved back', {
            expected: `after ${base.order}`,
            found: pointer.order,
          });
        }
        const key = keyOf(pointer.exportName, pointer.billingPeriod);
        const visible = tables.pointers.get(key);
        if (visible?.order === base?.order) {
          tables.pointers.set(key, pointer);
          return 'published';
        }
        return visible?.version === pointer.version ? 'published' : 'base-moved';
      }),

    expire: (pointer, superseded, at) =>
      withFault(faults, 'ledger.expire', () => {
        const versions = versionsOf(pointer.exportName, pointer.billingPeriod);
        for (const entry of superseded) {
          const key = entryKey(entry);
          const own = [...versions].filter(([, version]) => entryKey(version.entry) === key);
          const shown = pointer.chain.findLast((version) =>
            own.some(([, stored]) => stored.version === version),
          );
          for (const [place, stored] of own) {
            const older = shown !== undefined && byText(stored.version, shown) < 0;
            if (older && stored.expiresAt === undefined) versions.set(place, { ...stored, expiresAt: at });
          }
        }
      }),
  };
}

/** What DynamoDB's TTL does in its own time: drops versions whose end has passed. Resolves with how many. */
export function dropExpired(tables: MemoryTables, now: Instant): number {
  let dropped = 0;
  for (const versions of tables.versions.values()) {
    for (const [place, version] of versions) {
      if (version.expiresAt === undefined || version.expiresAt > now) continue;
      versions.delete(place);
      dropped += 1;
    }
  }
  return dropped;
}
