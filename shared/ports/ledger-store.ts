import type { Instant } from '../domain/base/instant.ts';
import type { BillingPeriod } from '../domain/base/period.ts';
import type { LedgerEntry } from '../domain/ledger/entry.ts';
import type { LedgerView, Pointer, Snapshot } from '../domain/ledger/snapshot.ts';

export type PublishOutcome = 'published' | 'base-moved';

/** Copy-on-write entries behind one pointer a period. The publish protocol is in flow/publish.ts. */
export interface LedgerStore {
  pointer(exportName: string, period: BillingPeriod): Promise<Pointer | undefined>;
  /** Every period's pointer, oldest period first. */
  pointers(exportName: string): Promise<readonly Pointer[]>;
  /**
   * The entries a reader at this pointer sees: per scope and day the newest version whose order is in its chain.
   * Throws Failure `bug` where they do not sum to the pointer's control total.
   */
  view(pointer: Pointer): Promise<LedgerView>;
  /**
   * The same entries in parts, so that a month is never in memory as a whole: all of one UTC day are in one part. Throws
   * Failure `bug` behind the last part where they do not sum to the pointer's control total.
   */
  viewParts(pointer: Pointer): AsyncIterable<readonly LedgerEntry[]>;
  /** Writes entries as versions of this order: invisible until the pointer's chain names it. Safe to repeat. */
  writeEntries(snapshot: Omit<Snapshot, 'entries'>, entries: readonly LedgerEntry[]): Promise<void>;
  /**
   * Moves the pointer in one conditional write: only if the visible order is still `base` (undefined: no pointer yet).
   * `base-moved`: somebody else published meanwhile; nothing was changed.
   */
  publish(pointer: Pointer, base: Pointer | undefined): Promise<PublishOutcome>;
  /** Lets versions that this pointer superseded expire (TTL) after `at`. Best effort, safe to repeat. */
  expire(pointer: Pointer, superseded: readonly LedgerEntry[], at: Instant): Promise<void>;
}
