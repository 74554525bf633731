import type { RipenessStore } from '../../ports/ripeness-store.ts';
import { type Faults, NO_FAULTS, withFault } from './faults.ts';
import type { MemoryTables } from './tables.ts';

export function createMemoryRipenessStore(
  { ripeness }: Pick<MemoryTables, 'ripeness'>,
  faults: Faults = NO_FAULTS,
): RipenessStore {
  return {
    read: (exportName) => withFault(faults, 'ripeness.read', () => ripeness.get(exportName)),

    write: (exportName, state, base) =>
      withFault(faults, 'ripeness.write', () => {
        const stored = ripeness.get(exportName);
        // The same call again, after its answer was lost.
        if (stored?.taught !== base?.taught) return JSON.stringify(stored) === JSON.stringify(state);
        ripeness.set(exportName, state);
        return true;
      }),
  };
}
