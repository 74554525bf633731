import { type Hour, hourOf, type Instant } from '../../base/instant.ts';
import { periodHours } from '../../base/period.ts';
import type { EvaluationDefaults } from '../defaults.ts';
import { ageZeroOf } from '../ripeness/age.ts';
import { WHOLE_BILL } from '../ripeness/family.ts';
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
  /** How hours fill up, for what is judged or told of one family alone; ages count back from `ageZero`. */
  readonly filling?: { readonly ripeness: Ripeness; readonly ageZero: Hour };
}

/** Whatever was learned, an hour three days back is judged: late is better than never. */
const RIPE_AGE_MAX = 72;

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
  const ripeAge = Math.min(ripeness.ripeAge(WHOLE_BILL), RIPE_AGE_MAX);
  // A month's data cannot go on after it, so nothing after it is known to be silence.
  const ripe = isMonthOver ? Math.min(ageZero - ripeAge, tree.dataThrough) : ageZero - ripeAge;
  return {
    asOf,
    dataFrom: tree.firstHour,
    ripeEnd: Math.floor(ripe / step) * step,
    dataEnd: step === 24 ? Math.floor(ripe / step) * step : Math.max(tree.dataThrough, ripe),
    step,
    filling: { ripeness, ageZero },
  };
}
