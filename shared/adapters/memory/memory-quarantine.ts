import { byText } from '../../domain/base/order.ts';
import type { Quarantine } from '../../ports/quarantine.ts';
import { type Faults, NO_FAULTS, withFault } from './faults.ts';
import { keyOf, type MemoryTables } from './tables.ts';

export function createMemoryQuarantine(
  { quarantine }: Pick<MemoryTables, 'quarantine'>,
  faults: Faults = NO_FAULTS,
): Quarantine {
  return {
    put: (record) =>
      withFault(faults, 'quarantine.put', () => {
        const key = keyOf(record.exportName, record.billingPeriod, record.order);
        const known = quarantine.get(key);
        if (known === undefined) quarantine.set(key, record);
        // The same moment is the same call, repeated after its answer was lost.
        return known === undefined || known.at === record.at;
      }),

    newerThan: (exportName, period, order) =>
      withFault(faults, 'quarantine.newerThan', () =>
        [...quarantine.values()]
          .filter((record) => record.exportName === exportName && record.billingPeriod === period)
          .filter((record) => byText(record.order, order) > 0)
          .sort((a, b) => byText(a.order, b.order)),
      ),
  };
}
