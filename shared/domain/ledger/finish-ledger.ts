import { type Failure, poison } from '../base/failure.ts';
import { periodHours } from '../base/period.ts';
import type { AttributionSettings } from '../charge/attribution-settings.ts';
import { rulesDigest } from '../charge/validate-attribution.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { orderOf } from '../delivery/order.ts';
import type { LedgerEntry } from './entry.ts';
import type { Snapshot } from './snapshot.ts';
import type { ControlTotals } from './totals.ts';
import type { UsageExtent } from './usage-extent.ts';
import { verifyEntries } from './verify-view.ts';
import { versionOf } from './version.ts';

/** All sums of a delivery, wherever they were added up. */
export interface AddedUp {
  readonly control: ControlTotals;
  readonly unknownUsageTypes: Readonly<Record<string, string>>;
  readonly extent: Pick<UsageExtent, 'grain' | 'end'>;
  /** Of Bedrock's usage; undefined where there is none. */
  readonly currency: string | undefined;
}

/** The ledger of a delivery. Throws Failure `bug` where its entries do not sum to the control totals. */
export function finishedLedger<T extends Iterable<LedgerEntry>>(
  delivery: Pick<Delivery, 'exportName' | 'billingPeriod' | 'executionId' | 'executedAt'>,
  attribution: AttributionSettings,
  { control, unknownUsageTypes, extent, currency }: AddedUp,
  entries: T,
): Omit<Snapshot, 'entries'> & { readonly entries: T } {
  // Stryker disable next-line CallExpression: no input reaches it, it guards against faults of our own.
  verifyEntries(entries, control);
  const { exportName, billingPeriod, executionId, executedAt } = delivery;
  return {
    exportName,
    billingPeriod,
    executionId,
    executedAt,
    order: orderOf(delivery),
    version: versionOf(orderOf(delivery), entries),
    currency: currency ?? Object.keys(control.cost)[0] ?? 'USD',
    grain: extent.grain(),
    dataThrough: extent.end() ?? periodHours(billingPeriod).from,
    rulesDigest: rulesDigest(attribution),
    totals: control,
    unknownUsageTypes,
    entries,
  };
}

/** At the first row of the second currency. */
export const twoCurrencies = (
  place: { readonly file: string; readonly row: number },
  expected: string,
  found: string,
): Failure =>
  poison('one delivery bills Bedrock usage in two currencies, which cannot be added up', {
    ...place,
    column: 'billing currency',
    expected,
    found: found || 'no currency',
  });
