import { dayOfHour, type Hour, weekdayOf } from '../../base/instant.ts';
import type { CostNode } from '../series/cost-tree.ts';
import { type CostSeries, costBetween } from '../series/series.ts';

/** Least cost of a working day, in currency units. */
const DAY_MIN = 20;
/** Working days looked at, and the least part of them on which it spent so much. */
const WEEKS = 4;
const WEEKS_MIN = 3;
const REGULAR = 0.8;

/** What a workload does when nothing is wrong. Amounts in currency units. */
export interface UsualWork {
  /** Median of its working days. */
  readonly day: number;
  /** Weeks it was seen in. */
  readonly weeks: number;
}

/** First hour from which `usualWork` before an hour looks. */
export const workFrom = (before: Hour): Hour => (dayOfHour(before) - WEEKS * 7) * 24;

/**
 * The usual working day (Monday to Friday, UTC) of the four weeks before an hour, of whoever spent $20 on four of five
 * of them for at least three weeks; undefined for all others: weekly jobs, weekend workers, sparse and young series.
 */
export function usualWork(
  { series, firstHour }: Pick<CostNode, 'series' | 'firstHour'>,
  before: Hour,
): UsualWork | undefined {
  const last = dayOfHour(before);
  const first = Math.max(last - WEEKS * 7, Math.ceil(firstHour / 24));
  if (last - first < WEEKS_MIN * 7) return undefined;
  const days: number[] = [];
  for (let day = first; day < last; day += 1) {
    if (weekdayOf(day) < 5) days.push(costBetween(series, day * 24, day * 24 + 24));
  }
  const paid = days.filter((cost) => cost >= DAY_MIN);
  if (paid.length < REGULAR * days.length) return undefined;
  return { day: medianOf(paid), weeks: Math.floor((last - first) / 7) };
}

/** What the usual of a silence is learned from. */
export interface KnownWeeks {
  /** First hour that is known. */
  readonly since: Hour;
  /** From here on there is silence, up to `to`: only weeks before it teach. */
  readonly lastSeen: Hour;
  readonly to: Hour;
}

/**
 * Usual cost of some hours of a silence: the median of the same hours in up to four weeks before it, day by day, so that
 * neither one wild week nor a missed one counts. 0 with fewer than three weeks.
 */
export function usualOf(
  series: CostSeries,
  { from, to }: { readonly from: Hour; readonly to: Hour },
  known: KnownWeeks,
): number {
  const week = Math.max(1, Math.ceil((known.to - known.lastSeen) / 168));
  let sum = 0;
  for (let at = from; at < to; at += 24) {
    const costs: number[] = [];
    for (let lag = week; lag < week + WEEKS && at - lag * 168 >= known.since; lag += 1) {
      costs.push(costBetween(series, at - lag * 168, Math.min(at + 24, to) - lag * 168));
    }
    if (costs.length >= WEEKS_MIN) sum += Math.max(0, medianOf(costs));
  }
  return sum;
}

/** The lower of two middle ones: an expectation that is too small keeps quiet. */
const medianOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[(values.length - 1) >> 1] ?? 0;

/** Whether it rests at weekends: then public holidays are likely rests too. */
export function restsAtWeekends(series: CostSeries, before: Hour): boolean {
  const last = dayOfHour(before);
  const sums = [0, 0];
  for (let day = last - WEEKS * 7; day < last; day += 1) {
    sums[weekdayOf(day) < 5 ? 0 : 1]! += costBetween(series, day * 24, day * 24 + 24);
  }
  return sums[1]! / 2 < 0.5 * (sums[0]! / 5);
}
