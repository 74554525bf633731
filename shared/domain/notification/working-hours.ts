import { DAY_MS, dayOf, type Instant, MINUTE_MS, startOfDay, weekdayOf } from '../base/instant.ts';
import { instantOfWall, wallTimeOf } from '../base/time-zone.ts';
import { type Budget, workingTimeOf } from '../evaluation/budget/budget.ts';
import { nextWorkStart } from '../evaluation/impact/working-day.ts';

/** Minutes after midnight, where a team says when it begins and not when it ends. */
const DAY_ENDS_AT = 18 * 60;
const DAY_MINUTES = 24 * 60;

type Hours = Pick<Budget, 'timeZone' | 'workingDays' | 'dayStartsAt' | 'dayEndsAt'>;

/**
 * Start of the team's next working day, for what need not be told before; undefined where it is at work, or never said
 * when it works. A day that ends before it begins ends on the next one; one that ends when it begins has no end.
 */
export function heldUntil(hours: Hours | undefined, now: Instant): Instant | undefined {
  if (hours === undefined || !saysHours(hours) || isAtWork(hours, now)) return undefined;
  return nextWorkStart(now, workingTimeOf(hours));
}

const saysHours = ({ timeZone, workingDays, dayStartsAt, dayEndsAt }: Hours): boolean =>
  [timeZone, workingDays, dayStartsAt, dayEndsAt].some((each) => each !== undefined);

function isAtWork(hours: Hours, now: Instant): boolean {
  const { timeZone, days, startsAt } = workingTimeOf(hours);
  const { dayEndsAt = DAY_ENDS_AT } = hours;
  const endsAt = dayEndsAt > startsAt ? dayEndsAt : dayEndsAt + DAY_MINUTES;
  const at = (day: number, minutes: number): Instant =>
    instantOfWall(timeZone, startOfDay(day) + minutes * MINUTE_MS);
  const today = dayOf(wallTimeOf(timeZone, now));
  const yesterday = dayOf(startOfDay(today) - DAY_MS);
  return [yesterday, today].some(
    (day) => days.includes(weekdayOf(day)) && at(day, startsAt) <= now && now < at(day, endsAt),
  );
}
