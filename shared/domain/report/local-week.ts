import {
  type Day,
  dayOf,
  type Hour,
  hourOf,
  type Instant,
  isoDay,
  MINUTE_MS,
  startOfDay,
  weekdayOf,
} from '../base/instant.ts';
import { periodStart } from '../base/period.ts';
import { instantOfWall, type TimeZone, wallTimeOf } from '../base/time-zone.ts';

/** A week on the calendar of a zone, Monday to Sunday. */
export interface LocalWeek {
  /** ISO 8601: `2026-W47`. */
  readonly name: string;
  readonly zone: TimeZone;
  /** First day, and the first after it, as the zone's calendar shows them. */
  readonly monday: Day;
  /** UTC hours, half-open; where the zone is off by half an hour, from the hour in which midnight lies. */
  readonly from: Hour;
  readonly to: Hour;
}

/** The week of the zone in which the instant lies. */
export function weekOf(instant: Instant, zone: TimeZone): LocalWeek {
  const today = dayOf(wallTimeOf(zone, instant));
  return weekFrom(today - weekdayOf(today), zone);
}

export const shiftWeek = (week: LocalWeek, weeks: number): LocalWeek =>
  weekFrom(week.monday + 7 * weeks, week.zone);

/** Minutes after the zone's midnight of the given day of the week (0 = Monday). */
export const timeInWeek = (week: LocalWeek, weekday: number, minutes: number): Instant =>
  instantOfWall(week.zone, startOfDay(week.monday + weekday) + minutes * MINUTE_MS);

function weekFrom(monday: Day, zone: TimeZone): LocalWeek {
  const midnight = (day: Day): Hour => hourOf(instantOfWall(zone, startOfDay(day)));
  return { name: weekName(monday), zone, monday, from: midnight(monday), to: midnight(monday + 7) };
}

/** A week belongs to the year that its Thursday lies in. */
function weekName(monday: Day): string {
  const thursday = monday + 3;
  const year = isoDay(thursday).slice(0, 4);
  const newYear = dayOf(periodStart(`${year}-01`));
  const week = Math.floor((thursday - newYear) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}
