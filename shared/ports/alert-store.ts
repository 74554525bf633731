import type { Alert, Transition } from '../domain/alert/alert.ts';
import type { Pointer } from '../domain/ledger/snapshot.ts';
import type { OutboxEntry } from '../domain/notification/outbox.ts';

export type CommitOutcome = 'committed' | 'conflict';

export interface AlertStore {
  /** Firing alerts and those resolved in the last 45 days. */
  recent(exportName: string): Promise<readonly Alert[]>;
  /** Every alert there ever was, by id. */
  all(exportName: string): Promise<readonly Alert[]>;
  get(exportName: string, alertId: string): Promise<Alert | undefined>;
  /**
   * The transition, its outbox entries and an audit row for each change it adds to the alert's history, in one
   * transaction, conditional on the alert's previous version and on `judged` still being the visible pointer.
   * `conflict`: something newer came first; nothing was changed.
   */
  commit(transition: Transition, outbox: readonly OutboxEntry[], judged: Pointer): Promise<CommitOutcome>;
  /** As `commit`, for what a person or time decided: conditional on the alert's previous version alone. */
  decide(exportName: string, transition: Transition, outbox: readonly OutboxEntry[]): Promise<CommitOutcome>;
}
