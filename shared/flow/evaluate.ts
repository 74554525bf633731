import type { Alert, Transition } from '../domain/alert/alert.ts';
import { judge, judgedCosts } from '../domain/alert/judge.ts';
import type { Instant } from '../domain/base/instant.ts';
import type { EvaluationDefaults } from '../domain/evaluation/defaults.ts';
import type { Finding } from '../domain/evaluation/finding.ts';
import { judgedAt, judgedPeriods } from '../domain/ledger/judged-periods.ts';
import type { Pointer } from '../domain/ledger/snapshot.ts';
import { composeNotification } from '../domain/notification/compose.ts';
import type { OutboxEntry } from '../domain/notification/outbox.ts';
import { type Routing, routesOf } from '../domain/notification/route.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { BudgetStore } from '../ports/budget-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { RipenessStore } from '../ports/ripeness-store.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { learnRipeness } from './learn-ripeness.ts';

export interface EvaluatePorts {
  readonly ledger: LedgerStore;
  readonly budgets: BudgetStore;
  readonly alerts: AlertStore;
  readonly ripeness: RipenessStore;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export interface EvaluateSettings {
  readonly defaults: EvaluationDefaults;
  readonly routing: Routing;
  /** Base address of the evidence pages, without a trailing slash. */
  readonly consoleUrl?: string;
  /** Judge as of then instead of the newest delivery's time. */
  readonly asOf?: Instant;
}

export type EvaluateResult =
  | {
      readonly outcome: 'judged';
      readonly findings: readonly Finding[];
      readonly transitions: readonly Transition[];
      /** Ids of outbox entries that were written. */
      readonly queued: readonly string[];
    }
  /** A newer ledger became visible meanwhile: its own judgement follows. */
  | { readonly outcome: 'superseded' }
  | { readonly outcome: 'nothing-published' };

/**
 * Judges what is visible now. "Now" is the newest delivery's execution time, so that judging a delivery again gives
 * the same verdict and changes nothing.
 */
export async function evaluateExport(
  ports: EvaluatePorts,
  exportName: string,
  settings: EvaluateSettings,
): Promise<EvaluateResult> {
  const pointers = judgedPeriods(await ports.ledger.pointers(exportName));
  const newest = pointers.at(-1);
  if (newest === undefined) return { outcome: 'nothing-published' };
  const asOf = settings.asOf ?? judgedAt(pointers);
  const [views, budgets, alerts] = await Promise.all([
    Promise.all(pointers.map((pointer) => ports.ledger.view(pointer))),
    ports.budgets.read(),
    ports.alerts.recent(exportName),
  ]);
  const learned = await learnRipeness(ports.ripeness, exportName, views);
  const { shown, ...costs } = judgedCosts(views, asOf, learned);
  const { findings, transitions } = judge({ ...costs, budgets, defaults: settings.defaults, alerts });
  const queued: string[] = [];
  for (const transition of transitions) {
    const outbox = transition.tell ? messagesFor(ports, transition, shown, settings, budgets) : [];
    if ((await ports.alerts.commit(transition, outbox, newest)) === 'conflict')
      return { outcome: 'superseded' };
    queued.push(...outbox.map((entry) => entry.id));
    ports.telemetry.event('alert changed', { id: transition.after.id, reason: transition.reason });
  }
  ports.telemetry.count('AlertsChanged', transitions.length);
  return { outcome: 'judged', findings, transitions, queued };
}

function messagesFor(
  ports: EvaluatePorts,
  transition: Transition,
  pointer: Pointer,
  settings: EvaluateSettings,
  budgets: Awaited<ReturnType<BudgetStore['read']>>,
): readonly OutboxEntry[] {
  const notification = composeNotification(transition, pointer, settings);
  const now = ports.clock.now();
  const alert: Alert = transition.after;
  return routesOf(notification.team, budgets, settings.routing).map((channel) => ({
    id: `${alert.id}#${alert.version}#${channel.kind}:${channel.address}`,
    alertId: alert.id,
    alertVersion: alert.version,
    channel,
    notification,
    createdAt: now,
    state: 'pending',
    attempts: 0,
    notBefore: now,
  }));
}
