import type { AuditNote } from '../domain/access/audit-row.ts';
import type { Silence } from '../domain/alert/silence.ts';
import type { Instant } from '../domain/base/instant.ts';

export interface SilenceStore {
  /** Silences of the export that had not ended 45 days before `asOf`, by id. */
  recent(exportName: string, asOf: Instant): Promise<readonly Silence[]>;
  get(exportName: string, id: string): Promise<Silence | undefined>;
  /** As `PlanStore.save`. */
  save(exportName: string, silence: Silence, note: AuditNote): Promise<boolean>;
}
