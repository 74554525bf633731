import { bug, retryable } from '../domain/base/failure.ts';
import { DAY_MS } from '../domain/base/instant.ts';
import { isNewer } from '../domain/delivery/order.ts';
import { diffEntries } from '../domain/ledger/diff.ts';
import type { LedgerEntry } from '../domain/ledger/entry.ts';
import { entryKey } from '../domain/ledger/entry-key.ts';
import { nextPointer } from '../domain/ledger/next-pointer.ts';
import type { Pointer, Snapshot } from '../domain/ledger/snapshot.ts';
import type { Clock } from '../ports/clock.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';

export type PublishResult =
  | { readonly outcome: 'published'; readonly pointer: Pointer; readonly entriesWritten: number }
  /** The visible delivery is this one, or newer. */
  | { readonly outcome: 'stale'; readonly visible: Pointer };

/** Losing the race this often in a row means something else is wrong. */
const RACES_MAX = 5;
/** A reader holds a pointer for seconds; a week also covers a console left open over the weekend. */
const SUPERSEDED_KEPT_MS = 7 * DAY_MS;

/**
 * Makes a delivery's ledger the visible one: entries that differ from the visible ledger are written as invisible
 * versions, read back against the control total, and shown by one conditional move of the pointer. The condition is
 * "the pointer is still the one I compared with", stronger than "older than mine": the written difference is only
 * right on top of that base. Dying anywhere leaves the old ledger visible and a repeat harmless.
 */
export async function publishSnapshot(
  ports: { readonly ledger: LedgerStore; readonly clock: Clock },
  snapshot: Snapshot,
): Promise<PublishResult> {
  const { entries, ...head } = snapshot;
  for (let race = 0; race < RACES_MAX; race += 1) {
    const base = await ports.ledger.pointer(snapshot.exportName, snapshot.billingPeriod);
    if (base !== undefined && !isNewer(snapshot.order, base.order))
      return { outcome: 'stale', visible: base };
    const visible = base === undefined ? [] : (await ports.ledger.view(base)).entries;
    const changed = diffEntries(visible, entries);
    await ports.ledger.writeEntries(head, changed);
    const now = ports.clock.now();
    const pointer = nextPointer(snapshot, base, now);
    assertReadsBack(snapshot, (await ports.ledger.view(pointer)).entries);
    if ((await ports.ledger.publish(pointer, base)) === 'published') {
      const keys = new Set(changed.map((entry) => entryKey(entry)));
      const superseded = visible.filter((entry) => keys.has(entryKey(entry)));
      await ports.ledger.expire(pointer, superseded, now + SUPERSEDED_KEPT_MS);
      return { outcome: 'published', pointer, entriesWritten: changed.length };
    }
  }
  throw retryable(
    `another worker kept publishing ${snapshot.exportName} ${snapshot.billingPeriod} first; this delivery will be tried again`,
  );
}

/**
 * Reading back through the future pointer checks what was really stored, not what we believe we sent; and entry by
 * entry, as a lost write may leave every sum as it was. Throws Failure `bug`.
 */
function assertReadsBack({ entries, version }: Snapshot, stored: readonly LedgerEntry[]): void {
  const different = diffEntries(stored, entries);
  if (different.length === 0) return;
  throw bug('the store does not hold what was written to it; nothing was published', {
    expected: `the ${entries.length} entries of ${version}`,
    found: `${different.length} that differ, the first ${entryKey(different[0]!)}`,
  });
}
