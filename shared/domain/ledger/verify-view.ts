import { bug } from '../base/failure.ts';
import type { LedgerEntry } from './entry.ts';
import { reconcile } from './reconcile.ts';
import type { LedgerView } from './snapshot.ts';
import type { ControlTotals } from './totals.ts';

/** Throws Failure `bug` where entries do not sum to the control totals: better no ledger than a wrong one. */
export function verifyEntries(entries: readonly LedgerEntry[], totals: ControlTotals): void {
  const [mismatch] = reconcile(entries, totals);
  if (mismatch === undefined) return;
  throw bug(`the ledger does not add up: ${mismatch.what}`, {
    expected: mismatch.expected,
    found: mismatch.found,
  });
}

/** The same for what was read back from a store, naming the period. */
export function verifyView({ pointer, entries }: LedgerView): void {
  const [mismatch] = reconcile(entries, pointer.totals);
  if (mismatch === undefined) return;
  throw bug(
    `the stored ledger of ${pointer.exportName} ${pointer.billingPeriod} does not add up: ${mismatch.what}`,
    {
      expected: mismatch.expected,
      found: mismatch.found,
    },
  );
}
