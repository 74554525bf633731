import { bug } from '../base/failure.ts';
import type { LedgerEntry } from './entry.ts';
import { dimensionMismatches, reconcile } from './reconcile.ts';
import type { LedgerView, Pointer } from './snapshot.ts';
import type { ControlTotals } from './totals.ts';

/** Throws Failure `bug` where a fold's entries do not sum to its control totals: no number is better than a wrong one. */
export function verifyEntries(entries: Iterable<LedgerEntry>, totals: ControlTotals): void {
  const [mismatch] = reconcile(entries, totals);
  if (mismatch === undefined) return;
  throw bug(`the ledger does not add up: ${mismatch.what}`, {
    expected: mismatch.expected,
    found: mismatch.found,
  });
}

/**
 * A view only if every dimension sums to the pointer's control total. Throws Failure `bug` naming the dimension: an
 * entry is missing or foreign, or the pointer names a delivery that nobody wrote.
 */
export function verifiedView(pointer: Pointer, entries: readonly LedgerEntry[]): LedgerView {
  const place = `ledger of ${pointer.exportName} ${pointer.billingPeriod}`;
  if (pointer.chain.at(-1) !== pointer.version) {
    throw bug(`the ${place} has a pointer whose chain does not end with its own delivery`, {
      expected: pointer.version,
      found: pointer.chain.at(-1) ?? 'an empty chain',
    });
  }
  const [mismatch] = dimensionMismatches(entries, pointer.totals);
  if (mismatch === undefined) return { pointer, entries };
  throw bug(`the ${place} does not sum to its control total`, {
    column: mismatch.what,
    expected: mismatch.expected,
    found: mismatch.found,
  });
}
