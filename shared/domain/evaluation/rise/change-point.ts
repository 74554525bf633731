import type { Hour } from '../../base/instant.ts';
import type { Incident, UsablePast } from '../baseline/open-incident.ts';
import { quantile } from '../baseline/quantile.ts';
import type { EvaluationDefaults } from '../defaults.ts';
import type { JudgedTime } from '../series/judged-time.ts';
import { type CostSeries, costBetween } from '../series/series.ts';
import { usualBetween, usualLags } from '../series/usual.ts';
import type { Rise } from './scan.ts';

/** How far before the judged window's end a rise may have begun, by the window's length. */
const SEARCH_HOURS: ReadonlyMap<number, number> = new Map([
  [72, 8 * 24],
  [168, 15 * 24],
]);
const SEARCH_HOURS_SHORT = 96;
const LAGS_NEEDED = 7;
/** Added before taking logarithms: this part of the usual hour, and at least so many dollars an hour. */
const OFFSET_SHARE = 0.25;
const OFFSET_MIN = 0.05;
/** A told start may be corrected by a few hours, not replaced by a later jump of the same incident. */
const RETOLD = { before: 72, after: 6 };
/** An hour before the step belongs to the rise if it is above nearly all hours before, and a part of the step. */
const NOISE_QUANTILE = 0.9;
const NOISE_FACTOR = 1.5;
const RAMP_SHARE = 0.1;
const RAMP_HOURS_MAX = 12;

/**
 * Hour in which the rise began: the split that explains most of the squared growth as "usual before, a constant more
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
  const cost = (hour: Hour): number => Math.max(0, costBetween(series, hour, hour + time.step));
  const usual = (hour: Hour): number => usualBetween(series, hour, hour + time.step, lags);
  // Busy hours vary by more dollars than quiet ones, so the split is found in logarithms; the offset keeps the cents of
  // sleeping hours out of it.
  const mean = (usualBetween(series, range.from, rise.to, lags) * time.step) / (rise.to - range.from);
  const offset = Math.max(OFFSET_MIN, OFFSET_SHARE * mean);
  const growth = (hour: Hour): number => Math.log((cost(hour) + offset) / (usual(hour) + offset));
  const split = strongestSplit(growth, range, rise.to, time.step);
  return time.step > 1 ? split : backOverRamp((hour) => cost(hour) - usual(hour), split, range);
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

function strongestSplit(growth: (hour: Hour) => number, range: SearchRange, end: Hour, step: number): Hour {
  let [sum, count, best, start] = [0, 0, 0, range.last];
  for (let hour = end - step; hour >= range.from; hour -= step) {
    sum += growth(hour);
    count += 1;
    const explained = sum > 0 ? (sum * sum) / count : 0;
    if (hour <= range.last && explained > best) [best, start] = [explained, hour];
  }
  return start;
}

function backOverRamp(excess: (hour: Hour) => number, start: Hour, range: SearchRange): Hour {
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
