import type { AuditNote } from '../domain/access/audit-row.ts';
import type { Plan } from '../domain/alert/plan.ts';
import type { Instant } from '../domain/base/instant.ts';

export interface PlanStore {
  /** Plans of the export that had not ended 45 days before `asOf`, by id. */
  recent(exportName: string, asOf: Instant): Promise<readonly Plan[]>;
  get(exportName: string, id: string): Promise<Plan | undefined>;
  /**
   * Stores it with its audit row in one step; `false` if the stored version is not `plan.version - 1`. A repeat of a
   * call whose answer was lost is told that it was done.
   */
  save(exportName: string, plan: Plan, note: AuditNote): Promise<boolean>;
}
