import type { Alert, Transition } from '../domain/alert/alert.ts';
import { carriedDigest, digestMembers, inDigests, isInDigest } from '../domain/alert/digest.ts';
import type { BudgetBook } from '../domain/evaluation/budget/budget.ts';
import { type ComposeSettings, composeNotification } from '../domain/notification/compose.ts';
import { composeDigest } from '../domain/notification/compose-digest.ts';
import type { Notification } from '../domain/notification/notification.ts';
import type { OutboxEntry } from '../domain/notification/outbox.ts';
import { outboxEntries, placesTold } from '../domain/notification/outbox-entries.ts';
import { toldFacts } from '../domain/notification/told-facts.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { BudgetStore } from '../ports/budget-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { PlanStore } from '../ports/plan-store.ts';

export interface TellPorts {
  readonly alerts: Pick<AlertStore, 'recent'>;
  readonly budgets: Pick<BudgetStore, 'read'>;
  readonly plans: Pick<PlanStore, 'recent'>;
  readonly outbox: Pick<Outbox, 'sentFor'>;
  readonly clock: Clock;
}

interface Telling {
  readonly transition: Transition;
  readonly outbox: readonly OutboxEntry[];
}

/** An alert's thread, or that of the digest that it is told in. */
interface Thread {
  readonly id: string;
  /** Of the alert or the digest, with the decision. */
  readonly version: number;
  readonly compose: (last: OutboxEntry) => Notification;
}

/** No delivery judged anything: nothing joins or leaves a digest, it is only written anew. */
const NO_JUDGEMENT = { firstLook: undefined, order: '' } as const;

/**
 * The edits of an alert's messages after a decision, one for each channel that it was told in, with the facts of the
 * delivery that the newest of them was written from. What was told nowhere is stored without a word.
 */
export async function tellDecision(
  ports: TellPorts,
  exportName: string,
  transition: Transition,
  settings: ComposeSettings,
): Promise<Telling> {
  const now = ports.clock.now();
  const [budgets, alerts, plans] = await Promise.all([
    ports.budgets.read(),
    ports.alerts.recent(exportName),
    ports.plans.recent(exportName, now),
  ]);
  const around = { ...settings, budgets, alerts, plans };
  const placed = isInDigest(transition.after)
    ? (inDigests([transition], { ...NO_JUDGEMENT, alerts, budgets })[0] ?? transition)
    : transition;
  const { id, version, compose } = threadOf(placed, alerts, around);
  const before = await ports.outbox.sentFor(id);
  const last = before.at(-1);
  if (last === undefined) return { transition: placed, outbox: [] };
  const budget = budgetOf(placed.after, budgets);
  const told = { id, version, notification: compose(last) };
  return { transition: placed, outbox: outboxEntries(told, placesTold(before), before, { now, budget }) };
}

function threadOf(transition: Transition, alerts: readonly Alert[], settings: ComposeSettings): Thread {
  const { id, version } = transition.after;
  const digest = carriedDigest(transition);
  if (digest === undefined) {
    const compose = ({ notification }: OutboxEntry) =>
      composeNotification(transition, toldFacts(notification), settings);
    return { id, version, compose };
  }
  const members = digestMembers(digest.id, alerts, [transition]);
  const compose = ({ notification }: OutboxEntry) =>
    composeDigest(members, digest.version, toldFacts(notification), settings);
  return { ...digest, compose };
}

const budgetOf = ({ finding }: Alert, { budgets }: BudgetBook) =>
  budgets.find(({ team }) => team === finding.scope.team);
