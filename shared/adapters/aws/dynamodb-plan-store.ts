import type { Plan } from '../../domain/alert/plan.ts';
import type { PlanStore } from '../../ports/plan-store.ts';
import { planKey, plansPk } from './keys.ts';
import type { TableOptions } from './table-access.ts';
import { createVersionedStore } from './versioned-store.ts';

export const createDynamoPlanStore = (options: TableOptions): PlanStore =>
  createVersionedStore<Plan>(options, { name: 'plan', pk: plansPk, key: planKey });
