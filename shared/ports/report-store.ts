import type { OutboxEntry } from '../domain/notification/outbox.ts';
import type { ReportRecord } from '../domain/report/report-record.ts';
import type { ReportRule } from '../domain/report/report-rule.ts';

/** What was told besides alerts. */
export interface ReportStore {
  get(exportName: string, rule: ReportRule, id: string): Promise<ReportRecord | undefined>;
  /** Of one rule, by id. */
  of(exportName: string, rule: ReportRule): Promise<readonly ReportRecord[]>;
  /**
   * The record and its messages in one transaction; `false` if the stored version is not `record.version - 1`: somebody
   * else told it, and nothing was changed. A repeat after a lost answer is told that it was done.
   */
  save(exportName: string, record: ReportRecord, outbox: readonly OutboxEntry[]): Promise<boolean>;
}
