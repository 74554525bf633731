import type { Alert, Transition } from '../../domain/alert/alert.ts';
import { auditRowsOf } from '../../domain/alert/audit-rows.ts';
import { recentAlerts } from '../../domain/alert/recent.ts';
import { byText } from '../../domain/base/order.ts';
import type { OutboxEntry } from '../../domain/notification/outbox.ts';
import type { AlertStore, CommitOutcome } from '../../ports/alert-store.ts';
import { type Faults, NO_FAULTS, withFault } from './faults.ts';
import { appendAudit } from './memory-audit-log.ts';
import { keyOf, type MemoryTables } from './tables.ts';

export function createMemoryAlertStore(tables: MemoryTables, faults: Faults = NO_FAULTS): AlertStore {
  const byId = (exportName: string): readonly Alert[] =>
    [...(tables.alerts.get(exportName)?.values() ?? [])].sort((a, b) => byText(a.id, b.id));
  return {
    recent: (exportName) => withFault(faults, 'alerts.recent', () => recentAlerts(byId(exportName))),

    all: (exportName) => withFault(faults, 'alerts.all', () => byId(exportName)),

    get: (exportName, alertId) =>
      withFault(faults, 'alerts.get', () => tables.alerts.get(exportName)?.get(alertId)),

    commit: (transition, outbox, judged) =>
      withFault(faults, 'alerts.commit', () => {
        const visible = tables.pointers.get(keyOf(judged.exportName, judged.billingPeriod));
        return visible?.order === judged.order
          ? store(tables, judged.exportName, transition, outbox)
          : 'conflict';
      }),

    decide: (exportName, transition, outbox) =>
      withFault(faults, 'alerts.decide', () => store(tables, exportName, transition, outbox)),
  };
}

function store(
  tables: MemoryTables,
  exportName: string,
  transition: Transition,
  outbox: readonly OutboxEntry[],
): CommitOutcome {
  const { before, after } = transition;
  const alerts = tables.alerts.get(exportName) ?? new Map();
  const unchanged = alerts.get(after.id)?.version === before?.version;
  if (!unchanged || outbox.some((entry) => tables.outbox.has(entry.id))) return 'conflict';
  tables.alerts.set(exportName, alerts.set(after.id, after));
  appendAudit(tables, exportName, auditRowsOf(transition));
  for (const entry of outbox) tables.outbox.set(entry.id, { entry });
  return 'committed';
}
