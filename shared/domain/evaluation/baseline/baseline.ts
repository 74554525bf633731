import { dayOfHour, type Hour, weekdayOf } from '../../base/instant.ts';
import type { EvaluationDefaults } from '../defaults.ts';
import { type CostSeries, costBetween } from '../series/series.ts';
import { isUsable, type UsablePast } from './open-incident.ts';

/** What the past says about windows like this one; costs in currency units. */
export interface Baseline {
  /** Number of earlier windows. */
  readonly history: number;
  readonly typical: number;
  /** Nine of ten quiet windows lie between. */
  readonly low: number;
  readonly high: number;
  /** -log10 of the chance that a quiet window costs at least this much. */
  scoreOf(cost: number): number;
}

/** Dollars a day that are added before taking logarithms: sparse and tiny series become harmless. */
const OFFSET_PER_DAY = 5;
const OFFSET_SHARE = 0.25;
const WEEKDAY_SHRINK = 2;
const TAIL_QUANTILE = 0.75;
/** Mean excess over the quantile that a series is believed to have before it has shown any, in log units. */
const TAIL_PRIOR = 0.15;
const TAIL_PRIOR_WEIGHT = 2;
const TAIL_FLOOR = 0.06;
const SHORT_HISTORY = 6;

/**
 * The window of `hours` ending at `end` against the same hours of earlier days, in log space: centre, weekday effect,
 * and an exponential tail above the residuals' 75 % quantile. Undefined with too little history.
 */
export function baselineOf(
  series: CostSeries,
  window: { readonly end: Hour; readonly hours: number; readonly firstLag: number },
  past: UsablePast,
  defaults: EvaluationDefaults,
): Baseline | undefined {
  const earlier = earlierWindows(series, window, past, defaults);
  if (earlier.length < defaults.historyMin) return undefined;
  const offset = Math.max((OFFSET_PER_DAY * window.hours) / 24, OFFSET_SHARE * mean(earlier, (w) => w.cost));
  const logs = earlier.map((w) => ({ ...w, log: Math.log(Math.max(w.cost, 0) + offset) }));
  const centre = mean(logs, (w) => w.log);
  // Windows of whole weeks hold every weekday, so there is nothing to correct.
  const effectOf = window.hours % 168 === 0 ? () => 0 : weekdayEffects(logs, centre);
  const residuals = logs.map((w) => w.log - centre - effectOf(w.weekday)).sort((a, b) => a - b);
  const expected = centre + effectOf(weekdayOfWindow(window.end));
  const tail = tailOf(residuals);
  const costAtLog = (log: number): number => Math.max(0, Math.exp(log) - offset);
  return {
    history: earlier.length,
    typical: costAtLog(expected),
    low: costAtLog(expected + quantile(residuals, 0.05)),
    high: costAtLog(expected + quantile(residuals, 0.95)),
    scoreOf: (cost) => {
      const above = Math.log(Math.max(cost, 0) + offset) - expected - tail.from;
      return -Math.log10(1 - TAIL_QUANTILE) + above / (tail.scale * Math.LN10);
    },
  };
}

interface Earlier {
  readonly cost: number;
  readonly weekday: number;
  readonly weight: number;
}

function earlierWindows(
  series: CostSeries,
  { end, hours, firstLag }: { readonly end: Hour; readonly hours: number; readonly firstLag: number },
  past: UsablePast,
  { historyDays, halfLifeDays }: EvaluationDefaults,
): readonly Earlier[] {
  const found: Earlier[] = [];
  for (let lag = firstLag; lag <= historyDays; lag += 1) {
    const to = end - lag * 24;
    if (!isUsable(past, to - hours, to)) continue;
    found.push({
      cost: costBetween(series, to - hours, to),
      weekday: weekdayOfWindow(to),
      weight: 0.5 ** (lag / halfLifeDays),
    });
  }
  return found;
}

const weekdayOfWindow = (end: Hour): number => weekdayOf(dayOfHour(end - 1));

/** Mean of each weekday against the mean of all, drawn towards zero while there are few weeks. */
function weekdayEffects(
  logs: readonly (Earlier & { readonly log: number })[],
  centre: number,
): (weekday: number) => number {
  const effects = Array.from({ length: 7 }, (_, weekday) => {
    const same = logs.filter((w) => w.weekday === weekday);
    if (same.length === 0) return 0;
    return ((mean(same, (w) => w.log) - centre) * same.length) / (same.length + WEEKDAY_SHRINK);
  });
  return (weekday) => effects[weekday] ?? 0;
}

/** Exponential tail: from where it starts, and the mean excess above, in log units. */
function tailOf(residuals: readonly number[]): { readonly from: number; readonly scale: number } {
  const from = quantile(residuals, TAIL_QUANTILE);
  const excesses = residuals.filter((residual) => residual > from).map((residual) => residual - from);
  const pooled =
    (excesses.reduce((sum, excess) => sum + excess, 0) + TAIL_PRIOR_WEIGHT * TAIL_PRIOR) /
    (excesses.length + TAIL_PRIOR_WEIGHT);
  return { from, scale: Math.max(pooled, TAIL_FLOOR) * (1 + SHORT_HISTORY / residuals.length) };
}

function mean<T extends { readonly weight: number }>(items: readonly T[], of: (item: T) => number): number {
  let [sum, weights] = [0, 0];
  for (const item of items) {
    sum += item.weight * of(item);
    weights += item.weight;
  }
  return sum / weights;
}

/** Linear between neighbours; `sorted` ascending and not empty. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)]!;
  const high = sorted[Math.ceil(at)]!;
  return low + (high - low) * (at - Math.floor(at));
}
