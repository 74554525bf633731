import { DAY_MS, MINUTE_MS } from '../domain/base/instant.ts';
import type { ChannelKind } from '../domain/notification/channel-ref.ts';
import type { OutboxEntry } from '../domain/notification/outbox.ts';
import type { Channel, DeliveryResult } from '../ports/channel.ts';
import type { Clock } from '../ports/clock.ts';
import type { NameHash } from '../ports/name-hash.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { withShownNames } from './shown-names.ts';

export interface NotifyPorts {
  readonly outbox: Outbox;
  readonly channels: Readonly<Record<ChannelKind, Channel>>;
  /** For channels that name people by pseudonyms. */
  readonly nameHash?: NameHash;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export type NotifyResult =
  | { readonly outcome: 'sent'; readonly edited: boolean }
  | { readonly outcome: 'later'; readonly why: string; readonly afterMs: number }
  | { readonly outcome: 'undeliverable'; readonly why: string }
  /** Sent already, not due, held by another sender, or waiting for an older message of the same alert. */
  | { readonly outcome: 'nothing-to-do' };

/** From claim to the channel's answer: calls are cut off sooner, so only a stalled sender takes longer. */
const SENDING_MS_MAX = 60_000;
/** How far the clocks of two senders may be apart. */
const CLOCK_SKEW_MS_MAX = 5 * MINUTE_MS;
/** A second sender never overlaps a living one, even if its clock is ahead. */
const LEASE_MS = SENDING_MS_MAX + CLOCK_SKEW_MS_MAX;
/** Tries that may have reached the channel: each could be a repeat that somebody sees. */
const ATTEMPTS_MAX = 20;
const KEY_RETRY_MS = MINUTE_MS;
/** Longer than any outage of a channel, or of ours: every message tells its own times, and late news beats none. */
const AGE_MAX_MS = 14 * DAY_MS;

/**
 * Claim, send, confirm. A sender that dies between the channel's "ok" and the confirmation leads to a repeat, which
 * is marked; recording first would lose the message of a sender that dies in between.
 */
export async function sendMessage(ports: NotifyPorts, outboxId: string): Promise<NotifyResult> {
  const token = ports.clock.token();
  const now = ports.clock.now();
  const entry = await ports.outbox.claim(outboxId, token, now, now + LEASE_MS);
  if (entry === undefined) return { outcome: 'nothing-to-do' };
  // Nobody came back from any of them: a sender dies over this message, and it holds up later news of its alert.
  if (entry.attempts > ATTEMPTS_MAX)
    return giveUp(ports, outboxId, token, `${ATTEMPTS_MAX} senders never told how sending it ended`);
  const notification = await withShownNames(entry, ports.nameHash).catch(() => undefined);
  if (notification === undefined) {
    await ports.outbox.release(outboxId, token, now + KEY_RETRY_MS, true);
    return { outcome: 'later', why: 'the key of names could not be read', afterMs: KEY_RETRY_MS };
  }
  const previous = await ports.outbox.receipt(entry.alertId, entry.channel);
  if (ports.clock.now() - now > SENDING_MS_MAX / 2) {
    // Stalled: what is left of the lease may not do for the call, and another sender must never find it under way.
    await ports.outbox.release(outboxId, token, now, true);
    return { outcome: 'later', why: 'the sender was stalled', afterMs: 0 };
  }
  const result = await ports.channels[entry.channel.kind].deliver({
    outboxId,
    address: entry.channel.address,
    notification,
    maybeRepeat: entry.attempts > 1,
    ...(previous === undefined ? {} : { previous }),
  });
  return settle(ports, entry, token, result);
}

async function settle(
  ports: NotifyPorts,
  { id, attempts, createdAt }: OutboxEntry,
  token: string,
  result: DeliveryResult,
): Promise<NotifyResult> {
  if (result.outcome === 'sent') {
    const kept = await ports.outbox.confirm(id, token, result.receipt);
    const counted =
      result.spared === true ? 'MessagesSpared' : result.edited ? 'MessagesEdited' : 'MessagesPosted';
    ports.telemetry.count(counted, 1);
    if (!kept) ports.telemetry.event('lease lost after sending', { id });
    return { outcome: 'sent', edited: result.edited };
  }
  // Stryker disable next-line ConditionalExpression: 'never' names no time to try again, so it is given up all the same.
  if (result.outcome === 'again' && (result.surelyNotSent || attempts < ATTEMPTS_MAX)) {
    const notBefore = ports.clock.now() + result.afterMs;
    if (notBefore - createdAt <= AGE_MAX_MS) {
      await ports.outbox.release(id, token, notBefore, result.surelyNotSent);
      return { outcome: 'later', why: result.why, afterMs: result.afterMs };
    }
  }
  return giveUp(ports, id, token, result.why);
}

async function giveUp(ports: NotifyPorts, id: string, token: string, why: string): Promise<NotifyResult> {
  await ports.outbox.giveUp(id, token, why, ports.clock.now());
  ports.telemetry.count('MessagesUndeliverable', 1);
  ports.telemetry.event('message undeliverable', { id, why });
  return { outcome: 'undeliverable', why };
}
