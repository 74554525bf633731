import type { Hour } from '../../base/instant.ts';
import { isUsable, type UsablePast } from '../baseline/open-incident.ts';
import type { EvaluationDefaults } from '../defaults.ts';
import { type CostSeries, costBetween } from './series.ts';

/** An earlier day that a window is compared with; weights of one set sum to 1. */
export interface LagWeight {
  readonly days: number;
  readonly weight: number;
}

/** Same weekday counts in full only after many weeks: n weeks weigh n / (n + 2) against the plain mean of all days. */
const SHRINK_WEEKS = 2;

/**
 * Days whose mean is "the usual" of [from, to). Chosen once for a finding and applied to the team and all of its
 * parts: a weighted mean adds up, so parts and shares do too.
 */
export function usualLags(
  window: { readonly from: Hour; readonly to: Hour },
  firstLag: number,
  past: UsablePast,
  defaults: EvaluationDefaults,
): readonly LagWeight[] {
  const days: number[] = [];
  for (let lag = firstLag; lag <= defaults.historyDays; lag += 1) {
    if (isUsable(past, window.from - lag * 24, window.to - lag * 24)) days.push(lag);
  }
  const weeks = days.filter((lag) => lag % 7 === 0);
  const weekly = weeks.length / (weeks.length + SHRINK_WEEKS);
  return days.map((lag) => ({
    days: lag,
    weight: (1 - weekly) / days.length + (lag % 7 === 0 ? weekly / weeks.length : 0),
  }));
}

/** Mean cost of the same hours on the given earlier days, in currency units; 0 without any. */
export function usualBetween(series: CostSeries, from: Hour, to: Hour, lags: readonly LagWeight[]): number {
  let sum = 0;
  for (const { days, weight } of lags) {
    sum += weight * costBetween(series, from - days * 24, to - days * 24);
  }
  return sum;
}
