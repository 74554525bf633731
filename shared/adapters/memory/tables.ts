import type { AuditRow } from '../../domain/access/audit-row.ts';
import type { Alert } from '../../domain/alert/alert.ts';
import type { Plan } from '../../domain/alert/plan.ts';
import type { Silence } from '../../domain/alert/silence.ts';
import type { Instant } from '../../domain/base/instant.ts';
import type { BudgetBook } from '../../domain/evaluation/budget/budget.ts';
import type { RipenessState } from '../../domain/evaluation/ripeness/state.ts';
import type { LedgerEntry } from '../../domain/ledger/entry.ts';
import type { LedgerVersion, Pointer } from '../../domain/ledger/snapshot.ts';
import type { Receipt } from '../../domain/notification/notification.ts';
import type { OutboxEntry } from '../../domain/notification/outbox.ts';
import type { ReportRecord } from '../../domain/report/report-record.ts';
import type { BudgetChange } from '../../ports/budget-store.ts';
import type { QuarantinedDelivery } from '../../ports/quarantine.ts';

export interface StoredVersion {
  readonly version: LedgerVersion;
  readonly entry: LedgerEntry;
  readonly expiresAt?: Instant;
}

/** What the one table holds, as maps: shared by the twins, as a commit touches alerts, messages and the pointer. */
export interface MemoryTables {
  /** By export and period. */
  readonly pointers: Map<string, Pointer>;
  /** By export and period, then by entry and version. */
  readonly versions: Map<string, Map<string, StoredVersion>>;
  /** By export, then by alert id. */
  readonly alerts: Map<string, Map<string, Alert>>;
  /** By export, then by id. */
  readonly plans: Map<string, Map<string, Plan>>;
  readonly silences: Map<string, Map<string, Silence>>;
  /** By export and subject, oldest first. */
  readonly audit: Map<string, readonly AuditRow[]>;
  readonly outbox: Map<string, StoredMessage>;
  /** By alert and channel. */
  readonly receipts: Map<string, Receipt>;
  readonly budgets: { book: BudgetBook; author?: string; readonly audit: BudgetChange[] };
  /** By export, period and order. */
  readonly quarantine: Map<string, QuarantinedDelivery>;
  /** By export. */
  readonly ripeness: Map<string, RipenessState>;
  /** By export, rule and id. */
  readonly reports: Map<string, ReportRecord>;
}

export interface StoredMessage {
  readonly entry: OutboxEntry;
  /** Token of the sender that confirmed it or gave it up. */
  readonly settledBy?: string;
}

export const createMemoryTables = (): MemoryTables => ({
  pointers: new Map(),
  versions: new Map(),
  alerts: new Map(),
  plans: new Map(),
  silences: new Map(),
  audit: new Map(),
  outbox: new Map(),
  receipts: new Map(),
  budgets: { book: { version: 0, budgets: [] }, audit: [] },
  quarantine: new Map(),
  ripeness: new Map(),
  reports: new Map(),
});

/** A map key that is equal only for equal parts. */
export const keyOf = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);
