import type { Fault } from '../../shared/adapters/memory/faults.ts';
import type { MemoryTables } from '../../shared/adapters/memory/tables.ts';
import type { Instant } from '../../shared/domain/base/instant.ts';
import type { Channel, DeliveryResult, Parcel } from '../../shared/ports/channel.ts';
import type { Worker } from './gates.ts';

/** A message that Slack took, whether or not its sender ever heard so. */
export interface Accepted {
  readonly parcel: Parcel;
  readonly worker: Worker;
  readonly at: Instant;
  readonly alertVersion: number;
}

export interface SimSlack {
  readonly accepted: readonly Accepted[];
  /** Sentences about messages that should not have come. */
  readonly complaints: readonly string[];
  channelFor(
    worker: Worker,
    faults: (operation: string) => Fault | Promise<Fault>,
    now: () => Instant,
  ): Channel;
}

/** No channel call of ours lasts longer: adapters cut the connection. */
const CALL_MS_MAX = 30_000;
const PUT_OFF_MS = 30_000;
/** A sender that takes this long to say what came of it is as good as dead, and its message may be taken over. */
const STALLED_MS = 60_000;

/** A Slack that throttles, forgets to answer, and remembers what it was told. */
export function createSimSlack(tables: MemoryTables): SimSlack {
  const accepted: Accepted[] = [];
  const complaints: string[] = [];
  const accept = (parcel: Parcel, worker: Worker, at: Instant): void => {
    const entry = tables.outbox.get(parcel.outboxId)?.entry;
    const before = accepted.filter(({ parcel: { outboxId } }) => outboxId === parcel.outboxId);
    if (entry === undefined) complaints.push(`${parcel.outboxId} was sent and never decided`);
    else if (entry.state === 'sent')
      complaints.push(`${parcel.outboxId} was sent again after it was confirmed`);
    if (before.length > 0 && !parcel.maybeRepeat)
      complaints.push(`${parcel.outboxId} was repeated without saying so`);
    const isHeld = before.some(
      (earlier) =>
        earlier.worker !== worker &&
        earlier.worker.alive &&
        earlier.worker.busyWith === parcel.outboxId &&
        at - earlier.at < STALLED_MS,
    );
    if (isHeld) complaints.push(`${parcel.outboxId} was in the hands of two senders at once`);
    const alertVersion = entry?.alertVersion ?? 0;
    const newest = accepted
      .filter(
        ({ parcel: { address, notification } }) =>
          address === parcel.address && notification.alertId === parcel.notification.alertId,
      )
      .reduce((most, each) => Math.max(most, each.alertVersion), 0);
    if (alertVersion < newest)
      complaints.push(`${parcel.outboxId} came after version ${newest} of its alert`);
    accepted.push({ parcel, worker, at, alertVersion });
  };
  return {
    accepted,
    complaints,
    channelFor: (worker, faults, now) => ({
      async deliver(parcel): Promise<DeliveryResult> {
        const since = now();
        worker.busyWith = parcel.outboxId;
        const fault = await faults('channel.deliver');
        if (fault === 'before')
          return { outcome: 'again', afterMs: PUT_OFF_MS, surelyNotSent: true, why: 'throttled' };
        if (now() - since > CALL_MS_MAX)
          return { outcome: 'again', afterMs: 0, surelyNotSent: false, why: 'no answer' };
        if (fault === 'died-before') return new Promise(() => {});
        accept(parcel, worker, now());
        if (fault === 'died-after') return new Promise(() => {});
        if (fault === 'after')
          return { outcome: 'again', afterMs: 0, surelyNotSent: false, why: 'no answer' };
        if (fault === 'late') await faults('channel.deliver, answer');
        const receipt = {
          channel: { kind: 'slack' as const, address: parcel.address },
          providerId: parcel.previous?.providerId ?? `message-${accepted.length}`,
          sentAt: now(),
        };
        return { outcome: 'sent', receipt, edited: parcel.previous !== undefined };
      },
    }),
  };
}
