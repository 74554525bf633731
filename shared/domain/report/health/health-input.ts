import type { Instant } from '../../base/instant.ts';
import type { BillingPeriod } from '../../base/period.ts';
import type { BudgetBook } from '../../evaluation/budget/budget.ts';
import type { Pointer } from '../../ledger/snapshot.ts';
import type { ReportBasis } from '../report-basis.ts';

/** A channel that took a message no more, and nothing since. */
export interface RefusedChannel {
  readonly kind: string;
  readonly address: string;
  /** Of the newest refusal. */
  readonly at: Instant;
  readonly why: string;
  /** Headlines of what did not arrive, newest first, a few. */
  readonly headlines: readonly string[];
  /** Messages that did not arrive since the channel last took one. */
  readonly count: number;
}

export interface RefusedDelivery {
  readonly billingPeriod: BillingPeriod;
  readonly at: Instant;
  /** What is wrong with it, with file, row and column where they are known. */
  readonly message: string;
}

export interface LedgerHealthInput {
  readonly basis: ReportBasis;
  readonly budgets: BudgetBook;
}

/** What a look at Billhook's own health needs besides the ledger. */
export interface HealthInput {
  readonly now: Instant;
  /** When it first looked at itself: an export that never delivered is late from then on. */
  readonly since: Instant;
  readonly pointers: readonly Pointer[];
  readonly budgets: BudgetBook;
  /** Whether a route of its own leads all that a team is told to people. */
  readonly isRouted: (team: string) => boolean;
  readonly refusedChannels: readonly RefusedChannel[];
  readonly refusedDeliveries: readonly RefusedDelivery[];
  /** Messages that wait in queues of what failed for good, by queue. */
  readonly deadLetters: readonly { readonly queue: string; readonly count: number }[];
}
