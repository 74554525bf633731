import { DAY_MS, dayOf, HOUR_MS, type Instant, startOfDay, weekdayOf } from '../../domain/base/instant.ts';
import { instantOfWall, type TimeZone, wallTimeOf } from '../../domain/base/time-zone.ts';

export interface When {
  readonly at: Instant;
  /** How many of the words it took. */
  readonly words: number;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const CLOCK = /^([01]?\d|2[0-3])(?::([0-5]\d))?$/;
const CLOCK_WITH_MINUTES = /^\d{1,2}:\d\d$/;
const SPAN = /^(\d{1,3})(h|d|w)$/;
const SPAN_MS = { h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS } as const;
const END_OF_WORK_HOURS = 18;

/**
 * The end that somebody typed: `friday 18:00`, `tomorrow`, `2026-11-27 18:00`, `27.11.2026` not, `3d`. On the clocks of
 * `zone`; a day without a time means all of it. Undefined where the words are no time.
 */
export function parseWhen(words: readonly string[], now: Instant, zone: TimeZone): When | undefined {
  const [first = '', second = ''] = words.map((word) => word.toLowerCase().replace(/,$/, ''));
  const span = SPAN.exec(first);
  if (span !== null) {
    return { at: now + Number(span[1]) * SPAN_MS[span[2] as keyof typeof SPAN_MS], words: 1 };
  }
  const [date = '', time] = first.split('t');
  const day = dayNamed(/^\d/.test(first) ? date : first, now, zone);
  if (day === undefined) return undefined;
  const inOne = time !== undefined && /^\d/.test(first);
  const clock = inOne ? time.replace(/z$/, '') : CLOCK_WITH_MINUTES.test(second) ? second : undefined;
  const used = inOne || clock === undefined ? 1 : 2;
  const minutes = clock === undefined ? 24 * 60 : minutesOf(clock);
  if (minutes === undefined) return undefined;
  const at = instantOfWall(zone, startOfDay(day) + minutes * 60_000);
  // The day of the week that it is today, at a time that is over, is the one of next week.
  const isWeekday = WEEKDAYS.some((name) => isShortFor(first, name));
  return { at: isWeekday && at <= now ? at + 7 * DAY_MS : at, words: used };
}

function dayNamed(word: string, now: Instant, zone: TimeZone): number | undefined {
  const today = dayOf(wallTimeOf(zone, now));
  if (word === 'today') return today;
  if (word === 'tomorrow') return today + 1;
  const weekday = WEEKDAYS.findIndex((name) => isShortFor(word, name));
  if (weekday >= 0) return today + ((weekday - weekdayOf(today) + 7) % 7);
  const date = /^(\d{4})-(\d\d)-(\d\d)$/.exec(word);
  if (date === null) return undefined;
  const [year, month, day] = date.slice(1).map(Number);
  const instant = Date.UTC(year!, month! - 1, day);
  return new Date(instant).toISOString().startsWith(word) ? dayOf(instant) : undefined;
}

const isShortFor = (word: string, name: string): boolean => word.length >= 3 && name.startsWith(word);

function minutesOf(clock: string): number | undefined {
  const match = CLOCK.exec(clock);
  return match === null ? undefined : Number(match[1]) * 60 + Number(match[2] ?? 0);
}

/** What forms propose: the next Friday at the end of work that is at least a day away. */
export function fridayEvening(now: Instant, zone: TimeZone): Instant {
  const from = dayOf(wallTimeOf(zone, now + DAY_MS));
  const friday = from + ((WEEKDAYS.indexOf('friday') - weekdayOf(from) + 7) % 7);
  return instantOfWall(zone, startOfDay(friday) + END_OF_WORK_HOURS * HOUR_MS);
}
