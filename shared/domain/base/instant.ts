import { poison } from './failure.ts';

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
/** Whole UTC hours since the epoch; an hour is named by its start. */
export type Hour = number;
/** Whole UTC days since the epoch. */
export type Day = number;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

export const hourOf = (instant: Instant): Hour => Math.floor(instant / HOUR_MS);
export const dayOf = (instant: Instant): Day => Math.floor(instant / DAY_MS);
export const dayOfHour = (hour: Hour): Day => Math.floor(hour / 24);
export const hourOfDay = (hour: Hour): number => hour - dayOfHour(hour) * 24;
export const startOfHour = (hour: Hour): Instant => hour * HOUR_MS;
export const startOfDay = (day: Day): Instant => day * DAY_MS;
/** 0 = Monday … 6 = Sunday (1970-01-01 was a Thursday). */
export const weekdayOf = (day: Day): number => (((day + 3) % 7) + 7) % 7;

/** `2026-11-18T13:00:00.000Z`. */
export const isoInstant = (instant: Instant): string => new Date(instant).toISOString();
/** `2026-11-18T13:00Z`. */
export const isoHour = (hour: Hour): string => `${isoInstant(startOfHour(hour)).slice(0, 16)}Z`;
/** `2026-11-18`. */
export const isoDay = (day: Day): string => isoInstant(startOfDay(day)).slice(0, 10);

const INSTANT_TEXT =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|\+00:?00)?)?$/;

/**
 * Reads the time texts that AWS and its tools write: `2026-04-01T00:00:00.000Z`, `2026-04-01 00:00:00`, `2026-04-01`.
 * A text without zone is UTC, as all times in a CUR are. Throws Failure `poison`.
 */
export function parseInstant(text: string): Instant {
  const match = INSTANT_TEXT.exec(text);
  if (match !== null) {
    const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
    const ms = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
    const instant = Date.UTC(year!, month! - 1, day!, hour, minute, second, ms);
    // Date.UTC rolls 31 February over into March, 24:00 into the next day and 13:75 into 14:15; none of them is meant.
    const same = new Date(instant).toISOString().startsWith(`${match[1]}-${match[2]}-${match[3]}`);
    if (same && minute! < 60 && second! < 60) return instant;
  }
  throw poison('not a UTC time', {
    expected: 'a time such as 2026-11-18T13:00:00Z',
    found: JSON.stringify(text),
  });
}
