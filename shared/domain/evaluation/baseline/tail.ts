import { ascending } from './earlier-windows.ts';
import { quantile } from './quantile.ts';

/** Exponential tail in log units: from where it starts, and the mean excess above (Pickands 1975; shape zero). */
export interface Tail {
  readonly from: number;
  readonly scale: number;
  /** The highest value so far, of so many days. */
  readonly most: number;
  readonly days: number;
}

const TAIL_QUANTILE = 0.75;
/** Mean excess over the quantile that a series is believed to have before it has shown any. */
const TAIL_PRIOR = 0.15;
const TAIL_PRIOR_WEIGHT = 2;
const TAIL_FLOOR = 0.06;
const SHORT_HISTORY = 14;

/** Logarithms of equal costs differ by so little. */
const ROUNDING = 1e-9;

/** Scale beyond the highest value so far: what is five times the dearest window of six weeks is news to anybody. */
const BEYOND_SCALE = 0.5;

/**
 * -log10 of the chance that a quiet window reaches this value. Two bursts in six weeks make a tail so heavy that nothing
 * would ever be rare; but higher than the highest of n days is one day in n, and falls off from there.
 */
export const scoreIn = ({ from, scale, most, days }: Tail, value: number): number =>
  Math.max(
    -Math.log10(1 - TAIL_QUANTILE) + (value - from) / (scale * Math.LN10),
    value <= most ? 0 : Math.log10(days) + (value - most) / (BEYOND_SCALE * Math.LN10),
  );

/**
 * Tail of the residuals of windows that end at the same hour, no thinner than that of windows that end at other hours:
 * bursts keep no hours.
 */
export function tailOf(residuals: readonly number[], atOtherHours: readonly number[], hours: number): Tail {
  const all = [...residuals, ...atOtherHours].sort(ascending);
  const [own, pooled] = [quantile(residuals, TAIL_QUANTILE), quantile(all, TAIL_QUANTILE)];
  const scale = Math.max(
    meanExcess(residuals, own, 1),
    // Windows of one day are hardly independent: together they weigh as much as one a day.
    meanExcess(all, pooled, residuals.length / all.length),
  );
  return {
    from: Math.max(own, pooled),
    scale: widened(scale, residuals.length, hours),
    most: all.at(-1)!,
    days: residuals.length,
  };
}

/** Tail of values that are compared as they are, one a day. */
export function tailOfValues(sorted: readonly number[], hours: number): Tail {
  const from = quantile(sorted, TAIL_QUANTILE);
  const scale = widened(meanExcess(sorted, from, 1), sorted.length, hours);
  return { from, scale, most: sorted.at(-1)!, days: sorted.length };
}

function meanExcess(values: readonly number[], from: number, weight: number): number {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (value - from < ROUNDING) continue;
    sum += weight * (value - from);
    count += weight;
  }
  return (sum + TAIL_PRIOR_WEIGHT * TAIL_PRIOR) / (count + TAIL_PRIOR_WEIGHT);
}

/** Few windows know little of their tail, and windows of several days, one a day, are fewer than they seem. */
const widened = (scale: number, count: number, hours: number): number =>
  Math.max(scale, TAIL_FLOOR) * (1 + (SHORT_HISTORY * Math.sqrt(Math.max(1, hours / 24))) / count);
