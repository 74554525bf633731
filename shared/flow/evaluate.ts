import type { Alert, Transition } from '../domain/alert/alert.ts';
import { carriedDigest, digestMembers, isInDigest } from '../domain/alert/digest.ts';
import { judge, judgedCosts } from '../domain/alert/judge.ts';
import type { Instant } from '../domain/base/instant.ts';
import type { BudgetBook } from '../domain/evaluation/budget/budget.ts';
import type { EvaluationDefaults } from '../domain/evaluation/defaults.ts';
import type { Finding } from '../domain/evaluation/finding.ts';
import type { EvidenceSettings } from '../domain/evidence/evidence-of.ts';
import { judgedAt, judgedPeriods } from '../domain/ledger/judged-periods.ts';
import type { Pointer } from '../domain/ledger/snapshot.ts';
import { composeNotification } from '../domain/notification/compose.ts';
import { composeDigest } from '../domain/notification/compose-digest.ts';
import type { Notification } from '../domain/notification/notification.ts';
import type { OutboxEntry } from '../domain/notification/outbox.ts';
import { joinPlaces, outboxEntries, placesTold } from '../domain/notification/outbox-entries.ts';
import { placesOf, type Routing } from '../domain/notification/route.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { BudgetStore } from '../ports/budget-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { EvidenceStore } from '../ports/evidence-store.ts';
import type { LedgerStore } from '../ports/ledger-store.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { RipenessStore } from '../ports/ripeness-store.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { keepEvidence } from './build-evidence.ts';
import { learnRipeness } from './learn-ripeness.ts';

export interface EvaluatePorts {
  readonly ledger: LedgerStore;
  readonly budgets: BudgetStore;
  readonly alerts: AlertStore;
  readonly ripeness: RipenessStore;
  /** What was told before of an alert. */
  readonly outbox: Pick<Outbox, 'sentFor'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Where nothing is to be explained later, as in a replay, there is none. */
  readonly evidence?: EvidenceStore;
}

export interface EvaluateSettings {
  readonly defaults: EvaluationDefaults;
  readonly routing: Routing;
  /** Base address of the evidence pages, without a trailing slash. */
  readonly consoleUrl?: string;
  /** How evidence is written; without it none is kept. */
  readonly evidence?: EvidenceSettings;
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
  const known = { exportName, views, budgets, alerts, defaults: settings.defaults, ...costs };
  const explain = (committed: readonly Transition[]) =>
    keepEvidence(ports, { ...known, settings: settings.evidence }, committed);
  const queued: string[] = [];
  for (const transition of transitions) {
    const toSend = transition.tell ? messagesOf(transition, { alerts, transitions, shown, settings }) : [];
    const told = await Promise.all(toSend.map((each) => entriesFor(ports, each, budgets, settings)));
    const outbox = told.flat();
    if ((await ports.alerts.commit(transition, outbox, newest)) === 'conflict') {
      await explain(transitions.slice(0, transitions.indexOf(transition)));
      return { outcome: 'superseded' };
    }
    queued.push(...outbox.map((entry) => entry.id));
    ports.telemetry.event('alert changed', { id: transition.after.id, reason: transition.reason });
  }
  await explain(transitions);
  ports.telemetry.count('AlertsChanged', transitions.length);
  return { outcome: 'judged', findings, transitions, queued };
}

interface Told {
  readonly alertId: string;
  readonly version: number;
  /** Whose channel it goes to. */
  readonly team: string;
  readonly notification: Notification;
}

/** Its own message, the digest that it is told in, or both where it leaves that one with news. */
function messagesOf(
  transition: Transition,
  judged: {
    readonly alerts: readonly Alert[];
    readonly transitions: readonly Transition[];
    readonly shown: Pointer;
    readonly settings: EvaluateSettings;
  },
): readonly Told[] {
  const { after } = transition;
  const { shown, settings } = judged;
  const { team } = after.finding.scope;
  const told: Told[] = [];
  if (!isInDigest(after)) {
    const notification = composeNotification(transition, shown, settings);
    told.push({ alertId: after.id, version: after.version, team, notification });
  }
  const digest = carriedDigest(transition);
  if (digest !== undefined) {
    const { id, version } = digest;
    const members = digestMembers(id, judged.alerts, judged.transitions);
    told.push({ alertId: id, version, team, notification: composeDigest(members, version, shown, settings) });
  }
  return told;
}

/** Where the routes lead now, and where the alert was told before: what rose there is also taken back there. */
async function entriesFor(
  { outbox, clock }: EvaluatePorts,
  { alertId, version, team, notification }: Told,
  budgets: BudgetBook,
  { routing }: EvaluateSettings,
): Promise<readonly OutboxEntry[]> {
  const before = version === 1 ? [] : await outbox.sentFor(alertId);
  const routed = placesOf({ team, severity: notification.severity }, budgets, routing);
  const budget = budgets.budgets.find((each) => each.team === team);
  const timing = { now: clock.now(), budget, sendsAtOnce: routing.sendsAtOnce };
  return outboxEntries(
    { id: alertId, version, notification },
    joinPlaces(routed, placesTold(before)),
    before,
    timing,
  );
}
