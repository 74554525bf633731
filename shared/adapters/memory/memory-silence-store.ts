import type { SilenceStore } from '../../ports/silence-store.ts';
import { type Faults, NO_FAULTS } from './faults.ts';
import type { MemoryTables } from './tables.ts';
import { createVersionedStore } from './versioned-store.ts';

export const createMemorySilenceStore = (
  tables: Pick<MemoryTables, 'silences' | 'audit'>,
  faults: Faults = NO_FAULTS,
): SilenceStore => createVersionedStore('silence', tables.silences, tables, faults);
