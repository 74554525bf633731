import type { Hour } from '../../base/instant.ts';
import { type Baseline, baselineOf } from '../baseline/baseline.ts';
import { type HanderOver, silentCost } from '../baseline/moved-cost.ts';
import { holdsTold, type UsablePast } from '../baseline/open-incident.ts';
import { seenBefore } from '../baseline/seen-before.ts';
import type { Judging, RiseFloors } from '../judging.ts';
import { type CostSeries, costBetween } from '../series/series.ts';
import { type LagWeight, usualBetween, usualLags } from '../series/usual.ts';
import { type WindowShape, windowsOf } from './windows.ts';
import { barOfYouth, NO_BAR } from './youth.ts';

/** A window that cost too much. Amounts in currency units. */
export interface Rise {
  readonly shape: WindowShape;
  readonly from: Hour;
  readonly to: Hour;
  readonly actual: number;
  /** Usual cost of the window, and what only moved here from elsewhere. */
  readonly usual: number;
  readonly moved: number;
  readonly excess: number;
  readonly score: number;
  readonly baseline: Baseline;
  /** Earlier days behind `usual`. */
  readonly lags: readonly LagWeight[];
}

export interface Scanned {
  readonly series: CostSeries;
  readonly past: UsablePast;
  readonly floors: RiseFloors;
  /** Siblings whose usual cost is taken off if they fell silent; asked for only where a window is dear enough. */
  readonly handersOver: () => readonly HanderOver[];
  /** Where the data of its models end, if that is before the ripe hours' end. */
  readonly slowEnds?: readonly Hour[];
  /** Told already: it stays a finding until it is clearly over, so that it does not come and go around the limit. */
  readonly open: boolean;
}

const OPEN_SCORE = 0.55;
export const OPEN_DOLLARS = 0.5;
/** A window under a day may have cost less than the floor if a day at its rate reaches it and it is that much rarer. */
const EARLY_DOLLARS = 0.5;
const EARLY_SCORE = 2;
/** Part of the excess rate of a window over a day that must still burn in its last 24 hours. */
const STILL_BURNING = 0.5;

/** The least likely of the windows that cost too much, or undefined where none does. */
export function scan(judging: Judging, scanned: Scanned): Rise | undefined {
  let best: Rise | undefined;
  for (const { shape, end } of windowsOf(judging.time, scanned.slowEnds)) {
    const rise = riseIn(judging, scanned, shape, end);
    if (rise !== undefined && (best === undefined || rise.score > best.score)) best = rise;
  }
  return best;
}

function riseIn(judging: Judging, scanned: Scanned, shape: WindowShape, end: Hour): Rise | undefined {
  const { series, past } = scanned;
  const { defaults } = judging;
  const window = { from: end - shape.hours, to: end };
  const actual = costBetween(series, window.from, window.to);
  if (!scanned.open && holdsTold(past, window)) return undefined;
  const bar = scanned.open ? NO_BAR : barOfYouth(window.from, past, defaults);
  const { dollars: floor, isNamed } = scanned.floors;
  // Whoever names a floor means it from the first day on; how rare a rise must be is still raised.
  const raised = isNamed === true ? floor : floor * bar.dollars;
  const dollars = raised * shape.dollars * (scanned.open ? OPEN_DOLLARS : 1);
  const dollarsMin = dollars * (shape.hours < 24 ? Math.max(EARLY_DOLLARS, shape.hours / 24) : 1);
  // Stryker disable next-line ConditionalExpression: ends early what the excess below, which is never greater, would end.
  if (actual < dollarsMin) return undefined;
  const lags = usualLags(window, shape.firstLag, past, defaults);
  const usual = usualBetween(series, window.from, window.to, lags);
  // Stryker disable next-line ConditionalExpression,ArithmeticOperator: ends early what the excess below, which is never greater, would end.
  if (actual - usual < dollarsMin) return undefined;

  const baseline = baselineOf(series, { end, ...shape }, past, defaults);
  if (baseline === undefined) return undefined;
  const moved = silentCost(judging, scanned.handersOver(), window);
  const score = scoreOf(judging, scanned, shape, end, baseline, actual - moved);
  const limit = scanned.floors.score + bar.score + shape.extraScore - dearness(actual, usual, dollars);
  if (score < (scanned.open ? OPEN_SCORE * limit : limit)) return undefined;
  if (!scanned.open && actual - usual < dollars && score < limit + EARLY_SCORE) return undefined;

  // Rarity is judged in log space, money by the plain mean: a bursty series is dear on average.
  const reference = Math.max(usual + moved, baseline.typical, seenBefore(series, window.from, window.to));
  const excess = actual - reference;
  const percentMin = Math.max(scanned.floors.percent, shape.percent);
  if (excess < dollarsMin || excess * 100 < percentMin * reference) return undefined;
  if (!stillBurning(series, end, shape, excess, lags)) return undefined;
  return { shape, ...window, actual, usual, moved, excess: actual - usual - moved, score, baseline, lags };
}

/** Ten floors above the usual may be that much likelier: a false alert costs the same, being late does not. */
const DEAR = 1.2;
/** But not the ordinary ups and downs of who spends much. */
const DEAR_TIMES = 1.5;
const dearness = (actual: number, usual: number, dollars: number): number =>
  actual < DEAR_TIMES * usual ? 0 : DEAR * Math.min(1, Math.log10(Math.max(1, (actual - usual) / dollars)));

function scoreOf(
  { defaults }: Judging,
  { series, past }: Scanned,
  shape: WindowShape,
  end: Hour,
  baseline: Baseline,
  cost: number,
): number {
  if (shape.halves === undefined) return baseline.scoreOf(cost);
  // Two days in a row, each on its own hardly rare enough: together they are. Both must carry it.
  const hours = shape.hours / 2;
  const scores = [0, 1].map((half) => {
    const halfEnd = end - half * hours;
    const day = baselineOf(series, { end: halfEnd, hours, firstLag: 2 - half }, past, defaults);
    const share = costBetween(series, halfEnd - hours, halfEnd) / costBetween(series, end - 2 * hours, end);
    return day?.scoreOf(cost * share) ?? 0;
  });
  return Math.min(...scores) * shape.halves;
}

function stillBurning(
  series: CostSeries,
  end: Hour,
  { hours }: WindowShape,
  excess: number,
  lags: readonly LagWeight[],
): boolean {
  if (hours <= 24) return true;
  const lastDay = costBetween(series, end - 24, end) - usualBetween(series, end - 24, end, lags);
  return lastDay / 24 >= (STILL_BURNING * excess) / hours;
}
