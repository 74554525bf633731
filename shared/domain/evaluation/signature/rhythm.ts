import { dayOfHour, type Hour, hourOfDay, weekdayOf } from '../../base/instant.ts';
import { median } from '../cause/median.ts';
import type { Evidence } from './evidence.ts';
import type { HourlyUse } from './hourly-use.ts';

/** Usual amounts by hour of a working day and of a weekend day; 24 hours each. */
export interface HoursOfDay {
  readonly working: readonly number[];
  readonly weekend: readonly number[];
}

/** Usual cost of the day's hours in currency units, and whether people make it. */
export interface UsualDay extends HoursOfDay {
  /** The eight dearest and the eight cheapest hours of a working day. */
  readonly busy: ReadonlySet<number>;
  readonly quiet: ReadonlySet<number>;
  /** Cost of the quiet hours as a part of the busy ones, 0–1: 1 knows neither day nor night. */
  readonly night: number;
}

/** Days of each kind that are needed; a working week. */
const WORKING_DAYS_MIN = 5;
const WEEKEND_DAYS_MIN = 2;
/** From this part on, the quiet hours are no night. */
export const HAS_NIGHT = 0.6;

export const isWeekend = (hour: Hour): boolean => weekdayOf(dayOfHour(hour)) >= 5;

/** Medians before `end`, so that an earlier incident teaches nothing. Undefined with less than a working week and a weekend. */
export function hoursOfDay(use: HourlyUse, values: Float64Array, end: Hour): HoursOfDay | undefined {
  const first = use.cost.findIndex((cost) => cost > 0);
  if (first < 0) return undefined;
  const [working, weekend] = [emptyDay(), emptyDay()];
  for (let hour = use.from + first; hour < Math.min(end, use.to); hour += 1) {
    (isWeekend(hour) ? weekend : working)[hourOfDay(hour)]!.push(values[hour - use.from]!);
  }
  const least = (day: number[][]): number => Math.min(...day.map((each) => each.length));
  return least(working) < WORKING_DAYS_MIN || least(weekend) < WEEKEND_DAYS_MIN
    ? undefined
    : { working: working.map(median), weekend: weekend.map(median) };
}

const emptyDay = (): number[][] => Array.from({ length: 24 }, () => []);

/** The usual cost of a day by hour; undefined without a history or any cost. */
export function usualDayOf({ use, from }: Evidence): UsualDay | undefined {
  const hours = hoursOfDay(use, use.cost, from);
  if (hours === undefined) return undefined;
  const { working } = hours;
  const byCost = working.map((_, index) => index).sort((a, b) => working[a]! - working[b]! || a - b);
  const [quiet, busy] = [byCost.slice(0, 8), byCost.slice(-8)];
  const sum = (of: readonly number[]): number => of.reduce((total, index) => total + working[index]!, 0);
  if (sum(busy) <= 0) return undefined;
  return { ...hours, busy: new Set(busy), quiet: new Set(quiet), night: sum(quiet) / sum(busy) };
}

export const usualAt = (day: HoursOfDay, hour: Hour): number =>
  (isWeekend(hour) ? day.weekend : day.working)[hourOfDay(hour)]!;

/** Cost above the usual hour by hour since the start; the usual is nothing where it is not known. */
export function excessByHour({ use, from, to }: Evidence, day: UsualDay | undefined): readonly number[] {
  return Array.from(
    { length: Math.max(0, to - from) },
    (_, index) => use.cost[from + index - use.from]! - (day === undefined ? 0 : usualAt(day, from + index)),
  );
}

/** Cost above the usual of the hours in which people sleep, and of those in which they work, weekends too. */
export function quietAndBusy(
  evidence: Evidence,
  day: UsualDay,
): { readonly quiet: readonly number[]; readonly busy: readonly number[] } {
  const excess = excessByHour(evidence, day);
  const within = (hours: ReadonlySet<number>): readonly number[] =>
    excess.filter((_, index) => hours.has(hourOfDay(evidence.from + index)));
  return { quiet: within(day.quiet), busy: within(day.busy) };
}

export function weekendIsQuiet({ working, weekend }: UsualDay): boolean {
  const sum = (day: readonly number[]): number => day.reduce((total, cost) => total + cost, 0);
  return sum(weekend) <= HAS_NIGHT * sum(working);
}
