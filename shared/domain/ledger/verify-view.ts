import { bug } from '../base/failure.ts';
import type { LedgerEntry } from './entry.ts';
import { createDimensionSums, dimensionMismatches, type Mismatch, reconcile } from './reconcile.ts';
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
  checkChain(pointer);
  checkSums(pointer, dimensionMismatches(entries, pointer.totals));
  return { pointer, entries };
}

/** The same of a view in parts: whoever reads them all reads a ledger that adds up, or the Failure behind the last part. */
export async function* verifiedParts(
  pointer: Pointer,
  parts: AsyncIterable<readonly LedgerEntry[]>,
): AsyncGenerator<readonly LedgerEntry[]> {
  checkChain(pointer);
  const sums = createDimensionSums();
  for await (const part of parts) {
    for (const entry of part) sums.add(entry);
    yield part;
  }
  checkSums(pointer, sums.mismatches(pointer.totals));
}

const placeOf = (pointer: Pointer): string => `ledger of ${pointer.exportName} ${pointer.billingPeriod}`;

function checkChain(pointer: Pointer): void {
  if (pointer.chain.at(-1) === pointer.version) return;
  throw bug(`the ${placeOf(pointer)} has a pointer whose chain does not end with its own delivery`, {
    expected: pointer.version,
    found: pointer.chain.at(-1) ?? 'an empty chain',
  });
}

function checkSums(pointer: Pointer, [mismatch]: readonly Mismatch[]): void {
  if (mismatch === undefined) return;
  throw bug(`the ${placeOf(pointer)} does not sum to its control total`, {
    column: mismatch.what,
    expected: mismatch.expected,
    found: mismatch.found,
  });
}
