import { type Hour, hourOf, type Instant } from '../../base/instant.ts';
import { periodHours } from '../../base/period.ts';
import type { EvaluationDefaults } from '../defaults.ts';
import { ageZeroOf } from '../ripeness/age.ts';
import { type Family, WHOLE_BILL } from '../ripeness/family.ts';
import { type Ripeness, ripenessOf } from '../ripeness/ripeness.ts';
import type { CostTree } from './cost-tree.ts';

/** The hours a judgement may look at. */
export interface JudgedTime {
  readonly asOf: Instant;
  /** First hour of any data. */
  readonly dataFrom: Hour;
  /** End (exclusive) of the hours that are taken as complete. */
  readonly ripeEnd: Hour;
  /** End (exclusive) of the hours that have any data; from `ripeEnd` on they can still grow. */
  readonly dataEnd: Hour;
  /** 24 where the export is daily: windows then begin and end with days. */
  readonly step: 1 | 24;
  /** How hours fill up, for what is judged or told of one family alone; see `ripeEndOf`. */
  readonly filling?: { readonly ripeness: Ripeness; readonly ageZero: Hour };
}

/**
 * Ripe is what usually has come in by now, as earlier deliveries of this export showed; before there were any, all but
 * the newest two hours of the data. Where usage ended long before the delivery it is silence.
 */
export function judgedTimeOf(
  tree: CostTree,
  asOf: Instant,
  defaults: EvaluationDefaults,
  ripeness: Ripeness = ripenessOf(),
): JudgedTime {
  const step = tree.grain === 'daily' ? 24 : 1;
  const executed = hourOf(asOf);
  const isMonthOver = tree.dataThrough >= periodHours(tree.newest.billingPeriod).to;
  const through = isMonthOver ? Math.max(tree.dataThrough, executed - ripeness.usualLag) : tree.dataThrough;
  const ageZero = ageZeroOf({ executed, through }, defaults);
  const ends = ripeness.mainFamilies.map((family) => ripeness.judgedEnd(family, ageZero));
  // What one family brings late must not hold up the others.
  const end = ends.length === 0 ? ripeness.judgedEnd(WHOLE_BILL, ageZero) : Math.max(...ends);
  // A month's data cannot go on after it, so nothing after it is known to be silence.
  const ripe = isMonthOver ? Math.min(end, tree.dataThrough) : end;
  return {
    asOf,
    dataFrom: tree.firstHour,
    ripeEnd: Math.floor(ripe / step) * step,
    dataEnd: step === 24 ? Math.floor(ripe / step) * step : Math.max(tree.dataThrough, ripe),
    step,
    filling: { ripeness, ageZero },
  };
}

/**
 * End (exclusive) of the hours that are complete for series of these families alone; `ripeEnd` of the bill where nothing
 * is known. It may lie before `ripeEnd`, where Marketplace brings a family late, or after it.
 */
export function ripeEndOf(time: JudgedTime, families: readonly Family[]): Hour {
  const { filling, ripeEnd, dataEnd, step } = time;
  if (filling === undefined || families.length === 0) return ripeEnd;
  const ends = families.map((family) => filling.ripeness.judgedEnd(family, filling.ageZero));
  return Math.floor(Math.min(...ends, dataEnd) / step) * step;
}
