import { dayOfHour, hourOfDay, weekdayOf } from '../../../../shared/domain/base/instant.ts';

type Cost = (hour: number) => number;

/** So many dollars an hour on these weekdays (0 = Monday) from one hour of the day up to another. */
export const hoursOf =
  (dollars: number, weekdays: readonly number[], from: number, to: number): Cost =>
  (hour) =>
    weekdays.includes(weekdayOf(dayOfHour(hour))) && hourOfDay(hour) >= from && hourOfDay(hour) < to
      ? dollars
      : 0;

export const everyHour =
  (dollars: number): Cost =>
  () =>
    dollars;

export const OFFICE = hoursOf(10, [0, 1, 2, 3, 4], 8, 18);
export const NIGHT = hoursOf(20, [0, 1, 2, 3, 4, 5, 6], 1, 4);
export const WEEKEND = hoursOf(10, [5, 6], 8, 18);

export const until =
  (cost: Cost, stop: number): Cost =>
  (hour) =>
    hour < stop ? cost(hour) : 0;
