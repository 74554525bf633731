import { isInScope, type ReadScope, seesAll } from '../access/scope.ts';
import { dayOfHour, type Hour, startOfHour } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import { type BillingPeriod, periodHours, periodOf, shiftPeriod } from '../base/period.ts';
import { PRINCIPAL_DIMENSION } from '../ledger/entry.ts';
import { createGroupSums, type SpendGroup } from './group-sums.ts';
import type { CubeSeries, SpendCube } from './spend-cube.ts';

export type { SpendGroup } from './group-sums.ts';

export type Grain = 'hour' | 'day' | 'month';

export interface SpendQuestion {
  /** The principal's where nothing is said; tags and regions only for who sees every team. */
  readonly dimension?: string;
  readonly where?: (series: CubeSeries) => boolean;
  /** What a series is counted under. */
  readonly key: (series: CubeSeries) => string;
  /** Half-open, UTC hours. */
  readonly from: Hour;
  readonly to: Hour;
  readonly grain: Grain;
  /** So many of the dearest groups have a name, the rest is one; all of them where nothing is said. */
  readonly top?: number;
}

export interface SpendAnswer {
  /** Starts of the steps, as hours. */
  readonly times: readonly Hour[];
  /** Dearest first, ties by name; they sum to `total`. */
  readonly groups: readonly SpendGroup[];
  readonly total: Pico;
}

/** Sums the usage that somebody may see, exactly, over the cubes of the periods that the question touches. */
export function askSpend(
  cubes: readonly SpendCube[],
  scope: ReadScope,
  question: SpendQuestion,
): SpendAnswer {
  const { dimension = PRINCIPAL_DIMENSION, where = () => true, from, to, grain } = question;
  const top = question.top ?? Number.POSITIVE_INFINITY;
  const times = stepsOf(from, to, grain);
  const sums = createGroupSums(times, to);
  const mayAsk = dimension === PRINCIPAL_DIMENSION || seesAll(scope);
  for (const cube of mayAsk ? cubes : []) {
    for (const [index, series] of cube.series.entries()) {
      if (series.dimension !== dimension || !where(series)) continue;
      if (dimension === PRINCIPAL_DIMENSION && !isInScope(scope, series.team)) continue;
      sums.addSeries(cube, index, () => question.key(series));
    }
  }
  return { times, ...sums.answer(top) };
}

/** The first step may begin in the middle of its day or month. */
export function stepsOf(from: Hour, to: Hour, grain: Grain): readonly Hour[] {
  const times: Hour[] = [];
  for (let hour = from; hour < to; hour = nextStep(hour, grain)) times.push(hour);
  return times;
}

function nextStep(hour: Hour, grain: Grain): Hour {
  if (grain === 'hour') return hour + 1;
  if (grain === 'day') return (dayOfHour(hour) + 1) * 24;
  return periodHours(periodOf(startOfHour(hour))).to;
}

/** Periods that hold the hours [from, to). */
export function periodsOf(from: Hour, to: Hour): readonly BillingPeriod[] {
  const periods: BillingPeriod[] = [];
  for (
    let period = periodOf(startOfHour(from));
    periodHours(period).from < to;
    period = shiftPeriod(period, 1)
  ) {
    periods.push(period);
  }
  return periods;
}
