import type { Plan } from '../domain/alert/plan.ts';

export interface PlanStore {
  /** Every plan of the export that ended at most 45 days ago, by id. */
  recent(exportName: string): Promise<readonly Plan[]>;
  get(exportName: string, id: string): Promise<Plan | undefined>;
  /** Stores it with its audit row in one step; `false` if the stored version is not `plan.version - 1`. */
  save(exportName: string, plan: Plan): Promise<boolean>;
}
