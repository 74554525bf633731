import type { Silence } from '../domain/alert/silence.ts';

export interface SilenceStore {
  /** Every silence of the export that ended at most 45 days ago, by id. */
  recent(exportName: string): Promise<readonly Silence[]>;
  get(exportName: string, id: string): Promise<Silence | undefined>;
  /** Stores it with its audit row in one step; `false` if the stored version is not `silence.version - 1`. */
  save(exportName: string, silence: Silence): Promise<boolean>;
}
