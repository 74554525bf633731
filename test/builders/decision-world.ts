import { createMemoryAlertStore } from '../../shared/adapters/memory/memory-alert-store.ts';
import { createMemoryAuditLog } from '../../shared/adapters/memory/memory-audit-log.ts';
import { createMemoryBudgetStore } from '../../shared/adapters/memory/memory-budget-store.ts';
import { createMemoryLedgerStore } from '../../shared/adapters/memory/memory-ledger-store.ts';
import { createMemoryOutbox } from '../../shared/adapters/memory/memory-outbox.ts';
import { createMemoryPlanStore } from '../../shared/adapters/memory/memory-plan-store.ts';
import { createMemorySilenceStore } from '../../shared/adapters/memory/memory-silence-store.ts';
import { createMemoryTables } from '../../shared/adapters/memory/tables.ts';
import type { Actor, Person } from '../../shared/domain/access/person.ts';
import type { Alert, Transition } from '../../shared/domain/alert/alert.ts';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { composeNotification } from '../../shared/domain/notification/compose.ts';
import type { OutboxEntry } from '../../shared/domain/notification/outbox.ts';
import { EXPORT } from './flow-world.ts';
import { anOutboxEntry } from './outbox-entry.ts';
import { aPointer, aTransition } from './transition.ts';

export const ANNA: Person = { id: 'U1ANNA', name: 'Anna', role: 'owner', teams: ['support'] };
export const BY_ANNA: Actor = { id: 'slack:U1ANNA', name: 'Anna' };
export const DECIDED_AT = parseInstant('2026-11-17T22:00:00Z');

/** Memory's stores at ten in the evening, with nothing in them. */
export function createDecisionWorld() {
  const tables = createMemoryTables();
  let tokens = 0;
  const ports = {
    alerts: createMemoryAlertStore(tables),
    outbox: createMemoryOutbox(tables),
    plans: createMemoryPlanStore(tables),
    silences: createMemorySilenceStore(tables),
    budgets: createMemoryBudgetStore(tables),
    ledger: createMemoryLedgerStore(tables),
    audit: createMemoryAuditLog(tables),
    clock: { now: () => DECIDED_AT, token: () => `token-${(tokens += 1)}` },
    telemetry: { event: () => {}, count: () => {} },
  };
  return {
    tables,
    ports,
    /** An alert as a delivery left it, told in these channels. */
    async tell(
      after: Alert,
      addresses: readonly string[],
      notification = composeNotification(aTransition({ after }), aPointer),
      more: Partial<OutboxEntry> = {},
    ): Promise<void> {
      const entries = addresses.map((address) =>
        anOutboxEntry(after.version, {
          alertId: notification.alertId,
          channel: { kind: 'slack', address },
          notification,
          ...more,
        }),
      );
      const transition: Transition = aTransition({ after });
      await ports.alerts.decide(EXPORT, transition, entries);
    },
  };
}
