import type { AuditRow } from '../domain/access/audit-row.ts';

/** What was changed, by whom and why. Rows are written by the store that makes the change, in one step with it. */
export interface AuditLog {
  /**
   * Rows of a subject (`alert:<id>`, `plan:<id>`, `silence:<id>`, `budget:<team>`), newest first. Budgets are those of
   * the whole installation, whatever the export.
   */
  of(exportName: string, subject: string, limit: number): Promise<readonly AuditRow[]>;
}
