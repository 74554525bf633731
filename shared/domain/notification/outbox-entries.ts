import type { Instant } from '../base/instant.ts';
import { placeOf as placeName, type TimeZone, wallTimeOf } from '../base/time-zone.ts';
import type { Budget } from '../evaluation/budget/budget.ts';
import { workingTimeOf } from '../evaluation/budget/budget.ts';
import { channelKey } from './channel-ref.ts';
import type { Notification } from './notification.ts';
import { isHeld, type OutboxEntry } from './outbox.ts';
import { disturbs, type Place } from './route.ts';
import { instantText } from './words.ts';
import { heldUntil } from './working-hours.ts';

/** One version of an alert or a digest, as it is to be told. */
export interface Version {
  /** Of the alert or the digest. */
  readonly id: string;
  readonly version: number;
  readonly notification: Notification;
}

/** When, and to whose day, it is told. */
export interface Timing {
  readonly now: Instant;
  /** Of the team; its working hours count. */
  readonly budget?: Budget | undefined;
  readonly sendsAtOnce?: boolean | undefined;
}

/**
 * The entries by which a version is told in places, each once. What is not critical waits for the team's working day,
 * unless the place knows of the alert already: then it is an edit, and as late as what it edits.
 */
export function outboxEntries(
  { id, version, notification }: Version,
  places: readonly Place[],
  before: readonly OutboxEntry[],
  timing: Timing,
): readonly OutboxEntry[] {
  return places.map(({ channel, names }) => {
    const until = waitsUntil(notification, { channel }, before, timing);
    return {
      id: `${id}#${version}#${channelKey(channel)}`,
      alertId: id,
      alertVersion: version,
      channel,
      ...(names === undefined ? {} : { names }),
      notification: until === undefined ? notification : withHeldNote(notification, timing, until),
      createdAt: timing.now,
      state: 'pending',
      attempts: 0,
      notBefore: until ?? timing.now,
      ...(until === undefined ? {} : { held: true }),
    };
  });
}

/** Where an alert was told before, or is about to be, with the names it was told with; it hears of its end as well. */
export function placesTold(before: readonly OutboxEntry[]): readonly Place[] {
  const told = before.filter(({ state }) => state !== 'undeliverable');
  const places = told.map(({ channel, names }): readonly [string, Place] => [
    channelKey(channel),
    names === undefined ? { channel } : { channel, names },
  ]);
  return [...new Map(places).values()];
}

/** Both lists, each channel once; of the first where it is in both. */
export const joinPlaces = (first: readonly Place[], second: readonly Place[]): readonly Place[] => {
  const known = new Set(first.map(({ channel }) => channelKey(channel)));
  return [...first, ...second.filter(({ channel }) => !known.has(channelKey(channel)))];
};

function waitsUntil(
  { severity }: Notification,
  { channel }: Place,
  before: readonly OutboxEntry[],
  { now, budget, sendsAtOnce = false }: Timing,
): Instant | undefined {
  if (severity === 'critical' || sendsAtOnce || !disturbs(channel)) return undefined;
  const here = before.filter((entry) => channelKey(entry.channel) === channelKey(channel));
  const held = here.filter((entry) => isHeld(entry, now)).map(({ notBefore }) => notBefore);
  if (held.length > 0) return Math.max(...held);
  return here.some(({ state }) => state !== 'undeliverable') ? undefined : heldUntil(budget, now);
}

function withHeldNote(notification: Notification, { now, budget }: Timing, until: Instant): Notification {
  const { timeZone } = workingTimeOf(budget);
  const note = `Held back from ${instantText(now)} until the working day begins, ${wallText(until, timeZone)}: it is not critical.`;
  return { ...notification, notes: [note, ...notification.notes] };
}

/** `Mon 23 Nov 09:00 Berlin`. */
const wallText = (instant: Instant, zone: TimeZone): string =>
  `${instantText(wallTimeOf(zone, instant)).slice(0, -4)} ${placeName(zone)}`;
