import type { Alert } from '../../domain/alert/alert.ts';
import { recentAlerts } from '../../domain/alert/recent.ts';
import { byText } from '../../domain/base/order.ts';
import type { AlertStore } from '../../ports/alert-store.ts';
import { type Faults, NO_FAULTS, withFault } from './faults.ts';
import { keyOf, type MemoryTables } from './tables.ts';

export function createMemoryAlertStore(tables: MemoryTables, faults: Faults = NO_FAULTS): AlertStore {
  const byId = (exportName: string): readonly Alert[] =>
    [...(tables.alerts.get(exportName)?.values() ?? [])].sort((a, b) => byText(a.id, b.id));
  return {
    recent: (exportName) => withFault(faults, 'alerts.recent', () => recentAlerts(byId(exportName))),

    all: (exportName) => withFault(faults, 'alerts.all', () => byId(exportName)),

    get: (exportName, alertId) =>
      withFault(faults, 'alerts.get', () => tables.alerts.get(exportName)?.get(alertId)),

    commit: ({ before, after }, outbox, judged) =>
      withFault(faults, 'alerts.commit', () => {
        const alerts = tables.alerts.get(judged.exportName) ?? new Map();
        const visible = tables.pointers.get(keyOf(judged.exportName, judged.billingPeriod));
        const unchanged = alerts.get(after.id)?.version === before?.version;
        const fresh = outbox.every((entry) => !tables.outbox.has(entry.id));
        if (!unchanged || !fresh || visible?.order !== judged.order) return 'conflict';
        tables.alerts.set(judged.exportName, alerts.set(after.id, after));
        for (const entry of outbox) tables.outbox.set(entry.id, { entry });
        return 'committed';
      }),
  };
}
