import type { EvaluationDefaults } from '../defaults.ts';
import { type CostSeries, costBetween } from '../series/series.ts';
import { ascending, residualsOf, type WindowAsked } from './earlier-windows.ts';
import { isUsable, type UsablePast } from './open-incident.ts';
import { type Tail, tailOfValues } from './tail.ts';

/** Hours between the ends of a day that are looked at, by the window's length; longer ones hold all hours alike. */
const STEPS: ReadonlyMap<number, number> = new Map([
  [3, 3],
  [12, 6],
  [24, 12],
]);
/** Part of the variance of windows that the hour of the day explains, from which on a series keeps its hours. */
const RHYTHM_MIN = 0.9;
const VARIANCE_MIN = 1e-6;

/** What windows that end at other hours of the day say about a series. */
export interface OtherHours {
  readonly residuals: readonly number[];
  /** Whether the hour of the day says what a window costs; if not, any hour of the past is a fair comparison. */
  readonly keepsHours: boolean;
}

export function otherHoursOf(
  series: CostSeries,
  window: WindowAsked,
  past: UsablePast,
  defaults: EvaluationDefaults,
): OtherHours {
  const step = STEPS.get(window.hours);
  if (step === undefined) return { residuals: [], keepsHours: true };
  const residuals: number[] = [];
  const logs: number[] = [];
  for (let shift = 0; shift < 24; shift += step) {
    const phase = residualsOf(series, { ...window, end: window.end - shift }, past, defaults);
    if (phase === undefined) continue;
    logs.push(...phase.logs);
    if (shift > 0) residuals.push(...phase.residuals);
  }
  const total = variance(logs, meanOf(logs));
  const keepsHours = total < VARIANCE_MIN || 1 - variance(residuals, 0) / total >= RHYTHM_MIN;
  return { residuals, keepsHours };
}

/** Tail of each day's dearest window, whatever its hour; undefined for windows that hold all hours alike. */
export function dearestTail(
  series: CostSeries,
  { end, hours, firstLag }: WindowAsked,
  past: UsablePast,
  { historyDays }: EvaluationDefaults,
  offset: number,
): Tail | undefined {
  const step = STEPS.get(hours);
  if (step === undefined) return undefined;
  const dearest: number[] = [];
  for (let lag = firstLag; lag <= historyDays; lag += 1) {
    let most: number | undefined;
    for (let to = end - lag * 24; to > end - (lag + 1) * 24; to -= step) {
      if (isUsable(past, to - hours, to)) most = Math.max(most ?? 0, costBetween(series, to - hours, to));
    }
    if (most !== undefined) dearest.push(Math.log(most + offset));
  }
  return dearest.length === 0 ? undefined : tailOfValues(dearest.sort(ascending), hours);
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const variance = (values: readonly number[], mean: number): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
