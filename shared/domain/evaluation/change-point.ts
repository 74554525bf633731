import type { Hour } from '../base/instant.ts';
import { quantile } from './baseline.ts';
import type { EvaluationDefaults } from './defaults.ts';
import type { JudgedTime } from './judged-time.ts';
import type { Incident, UsablePast } from './open-incident.ts';
import type { Rise } from './scan.ts';
import { type CostSeries, costAt } from './series.ts';
import { type LagWeight, usualBetween, usualLags } from './usual.ts';

/** How far before the judged window's end a rise may have begun, by the window's length. */
const SEARCH_HOURS: ReadonlyMap<number, number> = new Map([
  [72, 8 * 24],
  [168, 15 * 24],
]);
const SEARCH_HOURS_SHORT = 96;
const LAGS_NEEDED = 7;
/** A told start may be corrected by a few hours, not replaced by a later jump of the same incident. */
const RETOLD = { before: 72, after: 6 };
/** An hour before the step belongs to the rise if it is above nearly all hours before, and a part of the step. */
const NOISE_QUANTILE = 0.9;
const NOISE_FACTOR = 1.5;
const RAMP_SHARE = 0.1;
const RAMP_HOURS_MAX = 12;

/**
 * Hour in which the rise began: the split that explains most of the squared excess as "usual before, a constant more
 * after", then back over the hours of a ramp or a partly burnt first hour.
 */
export function startOfRise(
  series: CostSeries,
  rise: Pick<Rise, 'to' | 'shape'>,
  past: UsablePast,
  time: JudgedTime,
  defaults: EvaluationDefaults,
  told?: Pick<Incident, 'from'>,
): Hour {
  const range = searchRange(rise, past, time, told);
  const firstLag = Math.ceil((rise.to - range.from) / 24);
  const lags = usualLags({ from: range.from, to: rise.to }, firstLag, past, defaults);
  const excess = (hour: Hour): number => excessOf(series, hour, time.step, lags);
  const step = strongestSplit(excess, range, rise.to, time.step);
  return backOverRamp(excess, step, range, time.step);
}

interface SearchRange {
  readonly from: Hour;
  /** Latest possible start. */
  readonly last: Hour;
}

function searchRange(
  { to, shape }: Pick<Rise, 'to' | 'shape'>,
  past: UsablePast,
  time: JudgedTime,
  told: Pick<Incident, 'from'> | undefined,
): SearchRange {
  const last = to - time.step;
  if (told !== undefined) {
    return { from: told.from - RETOLD.before, last: Math.min(last, told.from + RETOLD.after) };
  }
  const wanted = SEARCH_HOURS.get(shape.hours) ?? SEARCH_HOURS_SHORT;
  // A young series must keep enough days before the search to know what is usual.
  const known = Math.floor((to - past.from) / 24) - LAGS_NEEDED;
  const hours = Math.max(shape.hours, Math.min(wanted, Math.floor(known / 2) * 24));
  return { from: to - hours, last };
}

const excessOf = (series: CostSeries, hour: Hour, step: number, lags: readonly LagWeight[]): number => {
  let cost = 0;
  for (let h = hour; h < hour + step; h += 1) cost += costAt(series, h);
  return cost - usualBetween(series, hour, hour + step, lags);
};

function strongestSplit(excess: (hour: Hour) => number, range: SearchRange, end: Hour, step: number): Hour {
  let [sum, count, best, start] = [0, 0, 0, range.last];
  for (let hour = end - step; hour >= range.from; hour -= step) {
    sum += excess(hour);
    count += 1;
    const explained = sum > 0 ? (sum * sum) / count : 0;
    if (hour <= range.last && explained > best) [best, start] = [explained, hour];
  }
  return start;
}

function backOverRamp(excess: (hour: Hour) => number, start: Hour, range: SearchRange, step: number): Hour {
  if (step > 1) return start;
  const before: number[] = [];
  for (let hour = range.from; hour < start - RAMP_HOURS_MAX; hour += 1) before.push(Math.abs(excess(hour)));
  if (before.length === 0) return start;
  const noise = quantile(
    before.sort((a, b) => a - b),
    NOISE_QUANTILE,
  );
  const least = Math.max(NOISE_FACTOR * noise, RAMP_SHARE * excess(start));
  let first = start;
  while (start - first < RAMP_HOURS_MAX && excess(first - 1) > least) first -= 1;
  return first;
}
