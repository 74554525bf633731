import { byText } from '../../domain/base/order.ts';
import type { ReportStore } from '../../ports/report-store.ts';
import { type Faults, NO_FAULTS, withFault } from './faults.ts';
import { keyOf, type MemoryTables } from './tables.ts';

export function createMemoryReportStore(
  { reports, outbox }: Pick<MemoryTables, 'reports' | 'outbox'>,
  faults: Faults = NO_FAULTS,
): ReportStore {
  return {
    get: (exportName, rule, id) =>
      withFault(faults, 'reports.get', () => reports.get(keyOf(exportName, rule, id))),

    of: (exportName, rule) =>
      withFault(faults, 'reports.of', () =>
        [...reports]
          .filter(([key]) => key.startsWith(keyOf(exportName, rule).slice(0, -1)))
          .map(([, record]) => record)
          .sort((a, b) => byText(a.id, b.id)),
      ),

    save: (exportName, record, entries) =>
      withFault(faults, 'reports.save', () => {
        const key = keyOf(exportName, record.rule, record.id);
        const stored = reports.get(key);
        // The same call again, after its answer was lost.
        if (stored?.version === record.version) return JSON.stringify(stored) === JSON.stringify(record);
        if ((stored?.version ?? 0) !== record.version - 1) return false;
        if (entries.some(({ id }) => outbox.has(id))) return false;
        reports.set(key, record);
        for (const entry of entries) outbox.set(entry.id, { entry });
        return true;
      }),
  };
}
