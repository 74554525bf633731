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
  const count = earlier.costs.length;
  if (count < defaults.historyMin) return undefined;
  const { weights, weekdays } = earlier;
  const offset = Math.max((OFFSET_PER_DAY * window.hours) / 24, OFFSET_SHARE * mean(earlier.costs, weights));
  const logs = earlier.costs.map((cost) => Math.log(Math.max(cost, 0) + offset));
  const centre = mean(logs, weights);
  // Windows of whole weeks hold every weekday, so there is nothing to correct.
  const effects = window.hours % 168 === 0 ? EVEN_WEEK : weekdayEffects(logs, weights, weekdays, centre);
  const residuals = logs.map((log, index) => log - centre - effects[weekdays[index]!]!).sort(ascending);
  const expected = centre + effects[weekdayOfWindow(window.end)]!;
  const tail = tailOf(residuals);
  const costAtLog = (log: number): number => Math.max(0, Math.exp(log) - offset);
  return {
    history: count,
    typical: costAtLog(expected),
    low: costAtLog(expected + quantile(residuals, 0.05)),
    high: costAtLog(expected + quantile(residuals, 0.95)),
    scoreOf: (cost) => {
      const above = Math.log(Math.max(cost, 0) + offset) - expected - tail.from;
      return -Math.log10(1 - TAIL_QUANTILE) + above / (tail.scale * Math.LN10);
    },
  };
}

/** Columns, not records: thousands of nodes ask for forty windows each, several times a judgement. */
interface EarlierWindows {
  readonly costs: number[];
  readonly weights: number[];
  readonly weekdays: number[];
}

function earlierWindows(
  series: CostSeries,
  { end, hours, firstLag }: { readonly end: Hour; readonly hours: number; readonly firstLag: number },
  past: UsablePast,
  { historyDays, halfLifeDays }: EvaluationDefaults,
): EarlierWindows {
  const found: EarlierWindows = { costs: [], weights: [], weekdays: [] };
  for (let lag = firstLag; lag <= historyDays; lag += 1) {
    const to = end - lag * 24;
    if (to - hours < past.from) break;
    if (!isUsable(past, to - hours, to)) continue;
    found.costs.push(costBetween(series, to - hours, to));
    found.weights.push(0.5 ** (lag / halfLifeDays));
    found.weekdays.push(weekdayOfWindow(to));
  }
  return found;
}

const weekdayOfWindow = (end: Hour): number => weekdayOf(dayOfHour(end - 1));

const EVEN_WEEK: readonly number[] = [0, 0, 0, 0, 0, 0, 0];

/** Mean of each weekday against the mean of all, drawn towards zero while there are few weeks. */
function weekdayEffects(
  logs: readonly number[],
  weights: readonly number[],
  weekdays: readonly number[],
  centre: number,
): readonly number[] {
  const [sums, weighed, counts] = [[...EVEN_WEEK], [...EVEN_WEEK], [...EVEN_WEEK]];
  for (let index = 0; index < logs.length; index += 1) {
    const weekday = weekdays[index]!;
    sums[weekday]! += weights[index]! * logs[index]!;
    weighed[weekday]! += weights[index]!;
    counts[weekday]! += 1;
  }
  return sums.map((sum, weekday) => {
    const count = counts[weekday]!;
    return count === 0 ? 0 : ((sum / weighed[weekday]! - centre) * count) / (count + WEEKDAY_SHRINK);
  });
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

function mean(values: readonly number[], weights: readonly number[]): number {
  let [sum, weighed] = [0, 0];
  for (let index = 0; index < values.length; index += 1) {
    sum += weights[index]! * values[index]!;
    weighed += weights[index]!;
  }
  return sum / weighed;
}

const ascending = (a: number, b: number): number => a - b;

/** Linear between neighbours; `sorted` ascending and not empty. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)]!;
  const high = sorted[Math.ceil(at)]!;
  return low + (high - low) * (at - Math.floor(at));
}
