import type { Hour, Instant } from '../base/instant.ts';
import type { BillingPeriod } from '../base/period.ts';
import type { DeliveryOrder } from '../delivery/order.ts';
import type { LedgerEntry } from './entry.ts';
import type { ControlTotals } from './totals.ts';

/** `hourly` where every usage row spans one hour, else `daily`. */
export type Grain = 'hourly' | 'daily';

/** The ledger of one delivery before it is visible. */
export interface Snapshot {
  readonly exportName: string;
  readonly billingPeriod: BillingPeriod;
  readonly executionId: string;
  readonly executedAt: Instant;
  readonly order: DeliveryOrder;
  readonly currency: string;
  readonly grain: Grain;
  /** End (exclusive) of the newest Bedrock usage hour in the delivery; the start of the period where there is none. */
  readonly dataThrough: Hour;
  /** Digest of the attribution rules that made it. */
  readonly rulesDigest: string;
  readonly totals: ControlTotals;
  /** Usage types no rule knows, with their cost in picodollars as text; reported once. */
  readonly unknownUsageTypes: Readonly<Record<string, string>>;
  /** Sorted by entry key; every dimension sums to the same total. */
  readonly entries: readonly LedgerEntry[];
}

/** What is visible for a period: moved by one conditional write, and only forwards. */
export interface Pointer extends Omit<Snapshot, 'entries'> {
  /**
   * Orders of the published deliveries whose entry versions a reader may see, oldest first, this one last. An entry
   * version whose order is not in here was written by a delivery that never became visible.
   */
  readonly chain: readonly DeliveryOrder[];
  readonly publishedAt: Instant;
}

/** One consistent reading of a published period: tombstones left out, checked against the pointer's totals. */
export interface LedgerView {
  readonly pointer: Pointer;
  readonly entries: readonly LedgerEntry[];
}
