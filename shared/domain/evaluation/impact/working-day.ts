import { bug } from '../../base/failure.ts';
import { dayOf, type Instant, MINUTE_MS, startOfDay, weekdayOf } from '../../base/instant.ts';
import { instantOfWall, type TimeZone, UTC, wallTimeOf } from '../../base/time-zone.ts';

/** When the people of a team are at work. */
export interface WorkingTime {
  readonly timeZone: TimeZone;
  /** 0 = Monday … 6 = Sunday; at least one. */
  readonly days: readonly number[];
  /** Minutes after midnight on the wall clock of the zone. */
  readonly startsAt: number;
}

export const WORKING_TIME: WorkingTime = { timeZone: UTC, days: [0, 1, 2, 3, 4], startsAt: 9 * 60 };

/**
 * First start of a working day after the instant. Days are those of the zone's calendar, so a day of 23 or 25 hours
 * shifts nothing. Holidays are not known. Throws Failure `bug` where no day is a working day.
 */
export function nextWorkStart(after: Instant, { timeZone, days, startsAt }: WorkingTime): Instant {
  const today = dayOf(wallTimeOf(timeZone, after));
  for (let day = today; day <= today + 7; day += 1) {
    if (!days.includes(weekdayOf(day))) continue;
    const start = instantOfWall(timeZone, startOfDay(day) + startsAt * MINUTE_MS);
    if (start > after) return start;
  }
  throw bug('a team without a working day', { expected: 'at least one of 0 to 6', found: days.join() });
}
