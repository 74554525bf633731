import type { Alert, Transition } from '../domain/alert/alert.ts';
import { carriedDigest, digestMembers, isInDigest } from '../domain/alert/digest.ts';
import type { Plan } from '../domain/alert/plan.ts';
import type { BudgetBook } from '../domain/evaluation/budget/budget.ts';
import type { Pointer } from '../domain/ledger/snapshot.ts';
import { type ComposeSettings, composeNotification } from '../domain/notification/compose.ts';
import { composeDigest } from '../domain/notification/compose-digest.ts';
import type { Notification } from '../domain/notification/notification.ts';
import type { OutboxEntry } from '../domain/notification/outbox.ts';
import { joinPlaces, outboxEntries, placesTold } from '../domain/notification/outbox-entries.ts';
import { placesOf, type Routing } from '../domain/notification/route.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox } from '../ports/outbox.ts';

export interface TellPorts {
  /** What was told before of an alert. */
  readonly outbox: Pick<Outbox, 'sentFor'>;
  readonly clock: Clock;
}

/** One judgement, as its messages need it. */
export interface ToldJudgement {
  readonly alerts: readonly Alert[];
  readonly transitions: readonly Transition[];
  /** Of the newest period, as far as the judgement sees. */
  readonly shown: Pointer;
  readonly budgets: BudgetBook;
  readonly plans: readonly Plan[];
  readonly settings: { readonly routing: Routing; readonly consoleUrl?: string };
}

/** The messages of a transition, for every channel that they go to; none where nobody is told. */
export async function tellTransition(
  ports: TellPorts,
  transition: Transition,
  judged: ToldJudgement,
): Promise<readonly OutboxEntry[]> {
  if (!transition.tell) return [];
  const told = messagesOf(transition, judged).map((each) => entriesFor(ports, each, judged));
  return (await Promise.all(told)).flat();
}

interface Told {
  readonly alertId: string;
  readonly version: number;
  /** Whose channel it goes to. */
  readonly team: string;
  readonly notification: Notification;
}

/** Its own message, the digest that it is told in, or both where it leaves that one with news. */
function messagesOf(transition: Transition, judged: ToldJudgement): readonly Told[] {
  const { after } = transition;
  const { shown } = judged;
  const settings = composing(judged);
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

/** What stands beside an alert in its message: as everything is after this judgement. */
function composing({ alerts, transitions, budgets, plans, settings }: ToldJudgement): ComposeSettings {
  const now = new Map(
    [...alerts, ...transitions.map(({ after }) => after)].map((alert) => [alert.id, alert]),
  );
  const { consoleUrl } = settings;
  return { budgets, plans, alerts: [...now.values()], ...(consoleUrl === undefined ? {} : { consoleUrl }) };
}

/** Where the routes lead now, and where the alert was told before: what rose there is also taken back there. */
async function entriesFor(
  { outbox, clock }: TellPorts,
  { alertId, version, team, notification }: Told,
  { budgets, settings: { routing } }: ToldJudgement,
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
