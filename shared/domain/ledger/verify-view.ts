import { bug } from '../base/failure.ts';
import type { Pico } from '../base/money.ts';
import { sortedEntries } from '../base/order.ts';
import { type LedgerEntry, PRINCIPAL_DIMENSION } from './entry.ts';
import type { LedgerView, Pointer } from './snapshot.ts';

/**
 * A view only if every dimension sums to the pointer's control total. Throws Failure `bug` naming the dimension: an
 * entry is missing or foreign, or the pointer names a delivery that nobody wrote; no number is better than a wrong one.
 */
export function verifiedView(pointer: Pointer, entries: readonly LedgerEntry[]): LedgerView {
  const place = `ledger of ${pointer.exportName} ${pointer.billingPeriod}`;
  if (pointer.chain.at(-1) !== pointer.order) {
    throw bug(`the ${place} has a pointer whose chain does not end with its own delivery`, {
      expected: pointer.order,
      found: pointer.chain.at(-1) ?? 'an empty chain',
    });
  }
  const sums = new Map<string, Pico>([[PRINCIPAL_DIMENSION, 0n]]);
  for (const entry of entries) {
    const sum = entry.cells.reduce((total, cell) => total + cell.cost, 0n);
    sums.set(entry.scope.dimension, (sums.get(entry.scope.dimension) ?? 0n) + sum);
  }
  const expected = BigInt(pointer.totals.ledgerPico);
  for (const [dimension, sum] of sortedEntries(sums)) {
    if (sum !== expected) {
      throw bug(`the ${place} does not sum to its control total`, {
        column: dimension,
        expected: `${expected} picodollars`,
        found: `${sum} picodollars`,
      });
    }
  }
  return { pointer, entries };
}
