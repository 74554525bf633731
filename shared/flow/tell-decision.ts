import type { Transition } from '../domain/alert/alert.ts';
import { carriedDigest, digestMembers, inDigests, isInDigest } from '../domain/alert/digest.ts';
import { byText } from '../domain/base/order.ts';
import { type ComposeSettings, composeNotification } from '../domain/notification/compose.ts';
import { composeDigest } from '../domain/notification/compose-digest.ts';
import type { Notification } from '../domain/notification/notification.ts';
import type { OutboxEntry } from '../domain/notification/outbox.ts';
import { toldFacts } from '../domain/notification/told-facts.ts';
import type { AlertStore } from '../ports/alert-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Outbox } from '../ports/outbox.ts';

interface TellPorts {
  readonly alerts: AlertStore;
  readonly outbox: Outbox;
  readonly clock: Clock;
}

interface Telling {
  readonly transition: Transition;
  readonly outbox: readonly OutboxEntry[];
}

/** No delivery judged anything: nothing joins or leaves a digest, it is only written anew. */
const NO_JUDGEMENT = { budgets: { version: 0, budgets: [] }, firstLook: undefined, order: '' } as const;

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
  if (!isInDigest(transition.after)) {
    const { id, version } = transition.after;
    const messages = await ports.outbox.sentFor(id);
    const compose = (last: OutboxEntry) =>
      composeNotification(transition, toldFacts(last.notification), settings);
    return { transition, outbox: editsOf({ id, version, messages }, compose, ports) };
  }
  const alerts = await ports.alerts.recent(exportName);
  const [placed = transition] = inDigests([transition], { ...NO_JUDGEMENT, alerts });
  const digest = carriedDigest(placed)!;
  const messages = await ports.outbox.sentFor(digest.id);
  const members = digestMembers(digest.id, alerts, [placed]);
  const compose = (last: OutboxEntry) =>
    composeDigest(members, digest.version, toldFacts(last.notification), settings);
  return { transition: placed, outbox: editsOf({ ...digest, messages }, compose, ports) };
}

interface Thread {
  readonly id: string;
  /** Of the alert or the digest, with the decision. */
  readonly version: number;
  /** Oldest first. */
  readonly messages: readonly OutboxEntry[];
}

function editsOf(
  { id, version, messages }: Thread,
  compose: (last: OutboxEntry) => Notification,
  { clock }: TellPorts,
): readonly OutboxEntry[] {
  const last = messages.at(-1);
  if (last === undefined) return [];
  const notification = compose(last);
  const now = clock.now();
  // A channel that never took a word of it has nothing to edit.
  const told = messages.filter(({ state }) => state !== 'undeliverable');
  const channels = new Map(told.map(({ channel }) => [`${channel.kind}:${channel.address}`, channel]));
  return [...channels]
    .sort(([a], [b]) => byText(a, b))
    .map(([address, channel]) => ({
      id: `${id}#${version}#${address}`,
      alertId: id,
      alertVersion: version,
      channel,
      notification,
      createdAt: now,
      state: 'pending',
      attempts: 0,
      notBefore: now,
    }));
}
