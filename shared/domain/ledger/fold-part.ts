import type { Hour } from '../base/instant.ts';
import type { LedgerEntry } from './entry.ts';
import type { ControlTotals } from './totals.ts';
import type { SeenSpans } from './usage-extent.ts';

/**
 * What some files of a delivery add to its ledger. Parts add up to the ledger of all files, to the picodollar, in any
 * order and however the files are shared out among them.
 */
export interface FoldPart {
  readonly totals: ControlTotals;
  readonly unknownUsageTypes: Readonly<Record<string, string>>;
  /** Absent where there is no Bedrock usage. */
  readonly usage?: PartUsage;
  /** As of a ledger, but each with the names of all its sessions: distinct ones can be counted only once all are known. */
  readonly entries: Iterable<LedgerEntry>;
}

export interface PartUsage {
  readonly currency: string;
  /** The row that tells the currency, for whoever must be told that two do not go together. */
  readonly first: { readonly file: string; readonly row: number };
  /** End (exclusive) of the newest usage hour. */
  readonly end: Hour;
  readonly spans: SeenSpans;
}
