import { type Hour, hourOf, type Instant } from '../../base/instant.ts';
import type { EvaluationDefaults } from '../defaults.ts';
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
}

/**
 * In observed exports the newest usage hours of a delivery still grew while earlier ones were final, so ripeness
 * follows the end of the data as well as the clock. Where usage ended long before the delivery it is silence.
 */
export function judgedTimeOf(tree: CostTree, asOf: Instant, defaults: EvaluationDefaults): JudgedTime {
  const clock = hourOf(asOf) - defaults.ripeHours;
  const data = tree.dataThrough - defaults.tailHours;
  const ripe = Math.max(Math.min(clock, data), clock - defaults.lateHours);
  const step = tree.grain === 'daily' ? 24 : 1;
  return {
    asOf,
    dataFrom: tree.firstHour,
    ripeEnd: Math.floor(ripe / step) * step,
    dataEnd: step === 24 ? Math.floor(ripe / step) * step : Math.max(tree.dataThrough, ripe),
    step,
  };
}
