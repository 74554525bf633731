import type { Hour } from '../../base/instant.ts';
import { type CostSeries, costAt } from '../series/series.ts';

const WEEK = 168;
/** A silence is news if so many times as much is missing as in any of the weeks before. */
const RARER = 2;

/** What of the past a silence is compared with. */
export interface BeforeSilence {
  /** End of the last hour of work, and of the silence. */
  readonly lastSeen: Hour;
  readonly to: Hour;
  readonly weeks: number;
  /** Least cost of an hour of work, in currency units. */
  readonly working: number;
}

/**
 * Whether it was silent like this before: in some run of hours without work of the weeks before, at least half as much
 * was due, by the mean of each hour of the week. Nights and weekends of rest are not due; gaps of a bursty workload are.
 */
export function isHabitual(series: CostSeries, { lastSeen, to, weeks, working }: BeforeSilence): boolean {
  const from = lastSeen - weeks * WEEK;
  const means = new Float64Array(WEEK);
  for (let hour = from; hour < lastSeen; hour += 1)
    means[(hour - from) % WEEK]! += costAt(series, hour) / weeks;
  const due = (hour: Hour): number => Math.max(0, means[(hour - from) % WEEK]!);
  let now = 0;
  for (let hour = lastSeen; hour < to; hour += 1) now += due(hour);
  let run = 0;
  for (let hour = from; hour < lastSeen; hour += 1) {
    run = costAt(series, hour) >= working ? 0 : run + due(hour);
    if (run * RARER > now) return true;
  }
  return false;
}
