import type { Hour } from '../../base/instant.ts';
import { type Pico, picoOfNumber } from '../../base/money.ts';
import type { Completeness } from '../impact/excess.ts';
import { WHOLE_BILL } from '../ripeness/family.ts';
import type { JudgedTime } from '../series/judged-time.ts';
import { type CostSeries, costAt, costBetween } from '../series/series.ts';
import { type LagWeight, usualBetween } from '../series/usual.ts';

/** A whole day, so that the rate is not one of office hours in the evening and of the night in the morning. */
const RECENT_HOURS = 24;
/** From so many complete hours on, the first one is left out: it may have been half quiet. */
const FIRST_HOUR_SKIPPED = 3;
/** With fewer complete hours than this the newest incomplete ones speak. */
const RIPE_HOURS_MIN = 2;

export interface Burn {
  readonly costPerHour: Pico;
  readonly usualPerHour: Pico;
}

/** Mean hourly cost over the newest complete hours since the start, and the usual of those hours. */
export function burnOf(
  series: CostSeries,
  startedAt: Hour,
  lags: readonly LagWeight[],
  time: JudgedTime,
): Burn {
  if (time.ripeEnd - startedAt < RIPE_HOURS_MIN) return unripeBurn(series, startedAt, lags, time);
  const first = time.step === 1 && time.ripeEnd - startedAt >= FIRST_HOUR_SKIPPED ? startedAt + 1 : startedAt;
  const from = Math.max(first, time.ripeEnd - RECENT_HOURS);
  return meanBurn(series, from, time.ripeEnd, lags);
}

/** Mean hourly cost of [from, to), and the usual of those hours. */
export function meanBurn(series: CostSeries, from: Hour, to: Hour, lags: readonly LagWeight[]): Burn {
  return {
    costPerHour: picoOfNumber(Math.max(0, costBetween(series, from, to)) / (to - from)),
    usualPerHour: picoOfNumber(usualBetween(series, from, to, lags) / (to - from)),
  };
}

/** How complete the hours are that `burnOf` took the rate from; undefined where they are complete. */
export function burnCompleteness(
  series: CostSeries,
  startedAt: Hour,
  { ripeEnd, dataEnd, filling }: JudgedTime,
): Completeness | undefined {
  if (filling === undefined || ripeEnd - startedAt >= RIPE_HOURS_MIN) return undefined;
  const from = dearestHour(series, startedAt, dataEnd);
  // Of the whole bill: what is believed of single families on the first day would blow a new hour up threefold.
  return filling.ripeness.completeness({
    family: WHOLE_BILL,
    from,
    to: from + 1,
    ageZero: filling.ageZero,
  });
}

/** Incomplete hours understate, so the dearest of them is the nearest to the truth. */
function unripeBurn(series: CostSeries, startedAt: Hour, lags: readonly LagWeight[], time: JudgedTime): Burn {
  const dearest = dearestHour(series, startedAt, time.dataEnd);
  return {
    costPerHour: picoOfNumber(Math.max(0, costAt(series, dearest))),
    usualPerHour: picoOfNumber(usualBetween(series, dearest, dearest + 1, lags)),
  };
}

function dearestHour(series: CostSeries, from: Hour, to: Hour): Hour {
  let dearest = from;
  for (let hour = from; hour < to; hour += 1) {
    if (costAt(series, hour) > costAt(series, dearest)) dearest = hour;
  }
  return dearest;
}
