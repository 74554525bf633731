import { byText } from '../base/order.ts';
import type { LedgerCell, LedgerEntry } from './entry.ts';
import { entryKey, sortByKey } from './entry-key.ts';
import { NO_SESSIONS } from './session-table.ts';

export const isTombstone = (entry: Pick<LedgerEntry, 'cells'>): boolean => entry.cells.length === 0;

/**
 * What must be written so that `base` reads as `next`: entries that are new or differ, and a tombstone for each one
 * that is gone. Sorted by entry key, so that the same two ledgers make the same writes.
 */
export function diffEntries(
  base: readonly LedgerEntry[],
  next: readonly LedgerEntry[],
): readonly LedgerEntry[] {
  const before = new Map(base.map((entry) => [entryKey(entry), entry]));
  const changed: { key: string; entry: LedgerEntry }[] = [];
  for (const entry of next) {
    const key = entryKey(entry);
    const old = before.get(key);
    before.delete(key);
    if (old === undefined || !sameContent(old, entry)) changed.push({ key, entry });
  }
  for (const [key, { scope, day }] of before) {
    changed.push({ key, entry: { scope, day, cells: [], sessions: NO_SESSIONS } });
  }
  return changed.sort((a, b) => byText(a.key, b.key)).map(({ entry }) => entry);
}

/** The ledger after a difference was written over it. */
export function applyDiff(
  base: readonly LedgerEntry[],
  changed: readonly LedgerEntry[],
): readonly LedgerEntry[] {
  const after = new Map([...base, ...changed].map((entry) => [entryKey(entry), entry]));
  return sortByKey([...after.values()].filter((entry) => !isTombstone(entry)));
}

function sameContent(a: LedgerEntry, b: LedgerEntry): boolean {
  return (
    a.cells.length === b.cells.length &&
    a.sessions.count === b.sessions.count &&
    a.sessions.sample.length === b.sessions.sample.length &&
    a.sessions.sample.every((session, index) => session === b.sessions.sample[index]) &&
    a.cells.every((cell, index) => sameCell(cell, b.cells[index]!))
  );
}

const sameCell = (a: LedgerCell, b: LedgerCell): boolean =>
  a.model === b.model &&
  a.tokenKind === b.tokenKind &&
  a.hourOfDay === b.hourOfDay &&
  a.cost === b.cost &&
  a.tokens === b.tokens &&
  a.rows === b.rows;
