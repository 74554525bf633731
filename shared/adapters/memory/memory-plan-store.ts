import type { PlanStore } from '../../ports/plan-store.ts';
import { type Faults, NO_FAULTS } from './faults.ts';
import type { MemoryTables } from './tables.ts';
import { createVersionedStore } from './versioned-store.ts';

export const createMemoryPlanStore = (
  tables: Pick<MemoryTables, 'plans' | 'audit'>,
  faults: Faults = NO_FAULTS,
): PlanStore => createVersionedStore('plan', tables.plans, tables, faults);
