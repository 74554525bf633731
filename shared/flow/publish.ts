import { bug, retryable } from '../domain/base/failure.ts';
import { DAY_MS } from '../domain/base/instant.ts';
import { isNewer } from '../domain/delivery/order.ts';
import { diffEntries } from '../domain/ledger/diff.ts';
import type { LedgerEntry } from '../domain/ledger/entry.ts';
import { entryKey } from '../domain/ledger/entry-key.ts';
import { type EntryTable, tableOfEntries } from '../domain/ledger/entry-table.ts';
import { nextPointer } from '../domain/ledger/next-pointer.ts';
import type { Pointer, Snapshot, SnapshotTable } from '../domain/ledger/snapshot.ts';
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
/** Entries handed to the store at a time, where there are so many. */
const WRITTEN_AT_ONCE = 2_000;

/**
 * Makes a delivery's ledger the visible one: entries that differ from the visible ledger are written as invisible
 * versions, read back against the control total, and shown by one conditional move of the pointer. The condition is
 * "the pointer is still the one I compared with", stronger than "older than mine": the written difference is only
 * right on top of that base. Dying anywhere leaves the old ledger visible and a repeat harmless. A ledger is compared day
 * by day, and of neither one is more than a few days in memory.
 */
export async function publishSnapshot(
  ports: { readonly ledger: LedgerStore; readonly clock: Clock },
  snapshot: Snapshot | SnapshotTable,
): Promise<PublishResult> {
  const { entries, ...head } = snapshot;
  const next = 'days' in entries ? entries : tableOfEntries(entries);
  for (let race = 0; race < RACES_MAX; race += 1) {
    const base = await ports.ledger.pointer(snapshot.exportName, snapshot.billingPeriod);
    if (base !== undefined && !isNewer(snapshot.order, base.order))
      return { outcome: 'stale', visible: base };
    const { entriesWritten, superseded } = await writeChanges(ports.ledger, head, next, base);
    const now = ports.clock.now();
    const pointer = nextPointer(head, base, now);
    await assertReadsBack(ports.ledger, pointer, next);
    if ((await ports.ledger.publish(pointer, base)) === 'published') {
      await ports.ledger.expire(pointer, superseded, now + SUPERSEDED_KEPT_MS);
      return { outcome: 'published', pointer, entriesWritten };
    }
  }
  throw retryable(
    `another worker kept publishing ${snapshot.exportName} ${snapshot.billingPeriod} first; this delivery will be tried again`,
  );
}

/** Writes what differs from the base; gives the visible entries that were written over, without their cells. */
async function writeChanges(
  ledger: LedgerStore,
  head: Omit<Snapshot, 'entries'>,
  next: EntryTable,
  base: Pointer | undefined,
): Promise<{ readonly entriesWritten: number; readonly superseded: readonly LedgerEntry[] }> {
  const superseded: LedgerEntry[] = [];
  let waiting: LedgerEntry[] = [];
  let entriesWritten = 0;
  const write = async (): Promise<void> => {
    entriesWritten += waiting.length;
    await ledger.writeEntries(head, waiting);
    waiting = [];
  };
  for await (const { before, changed } of differences(base && ledger.viewParts(base), next)) {
    const keys = new Set(changed.map((entry) => entryKey(entry)));
    for (const entry of before) if (keys.has(entryKey(entry))) superseded.push({ ...entry, cells: [] });
    for (const entry of changed) waiting.push(entry);
    if (waiting.length >= WRITTEN_AT_ONCE) await write();
  }
  if (waiting.length > 0) await write();
  return { entriesWritten, superseded };
}

/**
 * Reading back through the future pointer checks what was really stored, not what we believe we sent; and entry by
 * entry, as a lost write may leave every sum as it was. Throws Failure `bug`.
 */
async function assertReadsBack(ledger: LedgerStore, pointer: Pointer, next: EntryTable): Promise<void> {
  let count = 0;
  let first: LedgerEntry | undefined;
  for await (const { changed } of differences(ledger.viewParts(pointer), next)) {
    count += changed.length;
    first ??= changed[0];
  }
  if (first === undefined) return;
  throw bug('the store does not hold what was written to it; nothing was published', {
    expected: `the ${next.length} entries of ${pointer.version}`,
    found: `${count} that differ, the first ${entryKey(first)}`,
  });
}

/** Day by day: the entries that are there, and what must be written so that they read as `next`. */
async function* differences(
  parts: AsyncIterable<readonly LedgerEntry[]> | undefined,
  next: EntryTable,
): AsyncGenerator<{ readonly before: readonly LedgerEntry[]; readonly changed: readonly LedgerEntry[] }> {
  const left = new Set(next.days);
  for await (const part of parts ?? []) {
    for (const [day, before] of Map.groupBy(part, (entry) => entry.day)) {
      left.delete(day);
      yield { before, changed: diffEntries(before, next.ofDay(day)) };
    }
  }
  for (const day of left) yield { before: [], changed: diffEntries([], next.ofDay(day)) };
}
