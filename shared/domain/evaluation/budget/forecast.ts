import { dayOfHour, type Hour, weekdayOf } from '../../base/instant.ts';
import { periodHours } from '../../base/period.ts';
import { quantile } from '../baseline/quantile.ts';
import type { Judging } from '../judging.ts';
import type { CostNode } from '../series/cost-tree.ts';
import { type CostSeries, costAt, costBetween } from '../series/series.ts';
import { type PlansApart, plansApart } from './plan-ahead.ts';
import { type PlannedSpend, plansOf } from './planned-spend.ts';

/** Where a team's month ends, in currency units, from what is known now. */
export interface Forecast {
  readonly spent: number;
  readonly low: number;
  readonly mid: number;
  readonly high: number;
  /** First hour by whose end the amount is used up; undefined where it lasts the period. */
  exhaustedAt(amount: number): Hour | undefined;
  /** Where it would end if every hour to come cost so much; what of it lies in a plan ends with the plan. */
  ifRateLasts(perHour: number): number;
  /** End (exclusive) of the last plan that goes on and is counted to its end and no further. */
  readonly planUntil?: Hour;
}

const WEEKS = [1, 2, 3, 4];
const WEEKS_MIN = 2;
const LEVEL_HOURS = 168;
const RUNNING_HOURS = 24;
const RUNNING_QUANTILE = 0.25;
const VARIATION_DAYS = 28;
/** Of ten months, eight should end inside the range: 1.28 deviations of a normal distribution. */
const RANGE_DEVIATIONS = 1.28;
/** Days resemble their neighbours, so errors add up faster than independent ones. */
const DAY_CORRELATION = 0.25;
/** Relative day-to-day variation that is assumed before a team has shown its own. */
const VARIATION_UNKNOWN = 0.3;

/** What a forecast rests on: a month, and how much of it is known. */
export interface ForecastBasis {
  readonly series: CostSeries;
  /** Hours of the month, half-open. */
  readonly from: Hour;
  readonly to: Hour;
  /** End (exclusive) of the hours that are complete, within the month. */
  readonly known: Hour;
  /** End (exclusive) of the hours of which a part is billed: what they have counts, what they lack is to come. */
  readonly billed: Hour;
  /** First hour of any data. */
  readonly firstHour: Hour;
}

export function forecastOf({ tree, time, planned = [] }: Judging, team: CostNode): Forecast {
  const { from, to } = periodHours(tree.newest.billingPeriod);
  const known = Math.min(Math.max(time.ripeEnd, from), to);
  return forecastFrom(
    { series: team.series, from, to, known, billed: to, firstHour: tree.firstHour },
    plansOf(planned, team.name),
  );
}

/**
 * Month-end forecast: what is spent, and for each hour to come half the rhythm (median of that hour of the week in the
 * last four weeks) and half the last week's same hour, but never less than what burned around the clock on the last day
 * of its kind (workday or weekend), so that a running rise counts at once. No part ever falls when spending rises, so
 * more spending never lowers the forecast, as long as the first hour of any data stays where it is.
 *
 * A plan counts with what it spent and, at its present rate, with what is left of its cap until its end; the rest of the
 * team is forecast from a past without the plan.
 */
export function forecastFrom(basis: ForecastBasis, planned: readonly PlannedSpend[] = []): Forecast {
  const { series, from, to, known, billed, firstHour } = basis;
  const apart = plansApart(basis, planned);
  const spent = costBetween(series, from, Math.min(to, billed));
  const hourly = hourlyOf(basis, apart);
  const ahead = apart?.ahead ?? (() => 0);
  let rest = 0;
  let plans = 0;
  for (let hour = known; hour < to; hour += 1) {
    rest += hourly(hour);
    plans += ahead(hour);
  }
  const half = (rest - plans) * relativeRange(apart?.usual ?? series, known, firstHour, (to - known) / 24);
  return {
    spent,
    low: spent + Math.max(0, rest - half),
    mid: spent + rest,
    high: spent + rest + half,
    exhaustedAt: (amount) => {
      let sum = spent;
      for (let hour = known; hour < to; hour += 1) {
        sum += hourly(hour);
        if (sum >= amount) return hour;
      }
      return undefined;
    },
    ifRateLasts: (perHour) => {
      const own = Math.max(0, perHour - (apart?.ratePlanned ?? 0));
      let sum = spent + plans;
      for (let hour = known; hour < to; hour += 1) sum += missing(own, apart?.rest ?? series, hour, billed);
      return sum;
    },
    ...(apart?.until === undefined ? {} : { planUntil: apart.until }),
  };
}

/** Part of a newest hour is billed already; only what is missing is to come. */
const missing = (expected: number, series: CostSeries, hour: Hour, billed: Hour): number =>
  Math.max(0, expected - (hour < billed ? costAt(series, hour) : 0));

/** What each hour to come is expected to cost on top of what is billed of it. */
function hourlyOf(basis: ForecastBasis, apart: PlansApart | undefined): (hour: Hour) => number {
  const { series, billed } = basis;
  const expected = expectedOf(apart?.usual ?? series, basis);
  if (apart === undefined) return (hour) => missing(expected(hour), series, hour, billed);
  const scopes = new Map<CostSeries, (hour: Hour) => number>();
  const ofScope = (scope: CostSeries): ((hour: Hour) => number) => {
    const found = scopes.get(scope) ?? expectedOf(scope, basis);
    scopes.set(scope, found);
    return found;
  };
  return (hour) => {
    const inPlans = apart.scopesAt(hour).reduce((sum, scope) => sum + ofScope(scope)(hour), 0);
    return missing(expected(hour) - inPlans, apart.rest, hour, billed) + apart.ahead(hour);
  };
}

/** Cost of hours to come, by these of the past. */
function expectedOf(
  series: CostSeries,
  { known, firstHour }: Pick<ForecastBasis, 'known' | 'firstHour'>,
): (hour: Hour) => number {
  const since = Math.max(firstHour, known - LEVEL_HOURS);
  const level = costBetween(series, since, known) / Math.max(1, known - since);
  const running = [false, true].map((weekend) => runningCost(series, known, firstHour, weekend));
  return (hour) => {
    const weeks = sameHours(series, hour, firstHour, known);
    const lastWeek = weeks[0] ?? level;
    const rhythm = weeks.length < WEEKS_MIN ? level : quantile([...weeks].sort(ascending), 0.5);
    return Math.max((rhythm + lastWeek) / 2, running[isWeekend(hour) ? 1 : 0]!);
  };
}

/** Cost of the same hour of the week in the last weeks that are known, newest first. */
function sameHours(series: CostSeries, hour: Hour, firstHour: Hour, known: Hour): readonly number[] {
  const nearest = Math.max(1, Math.ceil((hour - known + 1) / 168));
  return WEEKS.map((week) => hour - (week + nearest - 1) * 168)
    .filter((earlier) => earlier >= firstHour)
    .map((earlier) => costAt(series, earlier));
}

const ascending = (a: number, b: number): number => a - b;

const isWeekend = (hour: Hour): boolean => weekdayOf(dayOfHour(hour)) >= 5;

/** Hourly cost that was exceeded in three quarters of the last 24 known hours of the kind: nights and pauses included. */
function runningCost(series: CostSeries, known: Hour, firstHour: Hour, weekend: boolean): number {
  const costs: number[] = [];
  for (let hour = known - 1; hour >= firstHour && costs.length < RUNNING_HOURS; hour -= 1) {
    if (isWeekend(hour) === weekend) costs.push(costAt(series, hour));
  }
  return costs.length < RUNNING_HOURS ? 0 : quantile(costs.sort(ascending), RUNNING_QUANTILE);
}

/** Half width of the range as a part of the remaining cost, from how days differed from the same day a week before. */
function relativeRange(series: CostSeries, known: Hour, firstHour: Hour, days: number): number {
  const lastDay = dayOfHour(known) - 1;
  const changes: number[] = [];
  for (let day = lastDay; day > lastDay - VARIATION_DAYS && (day - 7) * 24 >= firstHour; day -= 1) {
    const now = costBetween(series, day * 24, day * 24 + 24);
    const before = costBetween(series, (day - 7) * 24, (day - 7) * 24 + 24);
    if (now + before > 0) changes.push(Math.abs(now - before) / ((now + before) / 2));
  }
  changes.sort(ascending);
  // The median change between two days is 0.954 deviations of one: 0.6745 of a normal one, times the root of two.
  const day = changes.length < 7 ? VARIATION_UNKNOWN : quantile(changes, 0.5) / 0.954;
  return RANGE_DEVIATIONS * day * Math.sqrt((1 + DAY_CORRELATION * (days - 1)) / Math.max(1, days));
}
