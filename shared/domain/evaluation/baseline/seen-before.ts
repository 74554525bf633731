import { type Hour, startOfHour } from '../../base/instant.ts';
import { periodHours, periodOf, shiftPeriod } from '../../base/period.ts';
import { type CostSeries, costBetween } from '../series/series.ts';

/** At least this part of the present cost makes an earlier window "as high". */
const AS_HIGH = 0.85;
const WEEKS = [1, 2, 3, 4];
const TIMES_NEEDED = 2;
/** A weekly job starts an hour earlier or later now and then. */
const DRIFT_HOURS = 3;
/** Closing a month falls on the last or the first working days, so the earlier month end may lie a weekend off. */
const MONTH_END_HOURS = 72;
const MONTH_DRIFT_HOURS = 48;

/**
 * Cost that this window had at its place in earlier weeks, or around an earlier month end: what was seen before is not
 * news. In currency units; 0 where nothing as high was seen.
 */
export function seenBefore(series: CostSeries, from: Hour, to: Hour): number {
  const now = costBetween(series, from, to);
  return Math.max(seenWeekly(series, from, to, now), seenAtMonthEnd(series, from, to, now));
}

function seenWeekly(series: CostSeries, from: Hour, to: Hour, now: number): number {
  const drift = to - from > 24 ? 0 : DRIFT_HOURS;
  const high = WEEKS.map((week) => highest(series, from - week * 168, to - week * 168, drift))
    .filter((cost) => cost >= AS_HIGH * now)
    .sort((a, b) => b - a);
  return high[TIMES_NEEDED - 1] ?? 0;
}

function seenAtMonthEnd(series: CostSeries, from: Hour, to: Hour, now: number): number {
  const boundary = nearestMonthStart(to - 1);
  if (from - MONTH_END_HOURS > boundary || to + MONTH_END_HOURS < boundary) return 0;
  let seen = 0;
  for (const months of [1, 2]) {
    const earlier = periodHours(shiftPeriod(periodOf(startOfHour(boundary)), -months)).from;
    const cost = highest(series, earlier + from - boundary, earlier + to - boundary, MONTH_DRIFT_HOURS);
    if (cost >= AS_HIGH * now) seen = Math.max(seen, cost);
  }
  return seen;
}

function nearestMonthStart(hour: Hour): Hour {
  const { from, to } = periodHours(periodOf(startOfHour(hour)));
  return hour - from < to - hour ? from : to;
}

function highest(series: CostSeries, from: Hour, to: Hour, drift: number): number {
  let most = 0;
  for (let shift = -drift; shift <= drift; shift += 1) {
    most = Math.max(most, costBetween(series, from + shift, to + shift));
  }
  return most;
}
