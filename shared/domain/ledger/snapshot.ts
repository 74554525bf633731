import type { Hour, Instant } from '../base/instant.ts';
import type { BillingPeriod } from '../base/period.ts';
import type { DeliveryOrder } from '../delivery/order.ts';
import type { LedgerEntry } from './entry.ts';
import type { EntryTable } from './entry-table.ts';
import type { ControlTotals } from './totals.ts';

/** `hourly` where every usage row spans one hour, else `daily`. */
export type Grain = 'hourly' | 'daily';

/**
 * Names one content of one delivery's ledger: its order, then a digest of its entries. Two versions of the code, or of
 * the attribution rules, make different ledgers of one delivery: their entries must never be taken for each other's.
 */
export type LedgerVersion = string;

/** The ledger of one delivery before it is visible. */
export interface Snapshot {
  readonly exportName: string;
  readonly billingPeriod: BillingPeriod;
  readonly executionId: string;
  readonly executedAt: Instant;
  readonly order: DeliveryOrder;
  /** Under which its entries are stored. */
  readonly version: LedgerVersion;
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

/** The same with entries that are made when they are asked for. */
export interface SnapshotTable extends Omit<Snapshot, 'entries'> {
  readonly entries: EntryTable;
}

/** What is visible for a period: moved by one conditional write, and only forwards. */
export interface Pointer extends Omit<Snapshot, 'entries'> {
  /**
   * Versions of the published ledgers whose entries a reader may see, oldest first, this one last. An entry of a
   * version that is not in here was written by a worker that never made it visible.
   */
  readonly chain: readonly LedgerVersion[];
  readonly publishedAt: Instant;
}

/** One consistent reading of a published period: tombstones left out, checked against the pointer's totals. */
export interface LedgerView {
  readonly pointer: Pointer;
  readonly entries: readonly LedgerEntry[];
}
