import type { EvaluationDefaults } from '../defaults.ts';
import type { CostSeries } from '../series/series.ts';
import { residualsOf, type WindowAsked } from './earlier-windows.ts';
import type { UsablePast } from './open-incident.ts';
import { dearestTail, otherHoursOf } from './other-hours.ts';
import { quantile } from './quantile.ts';
import { scoreIn, tailOf } from './tail.ts';

/** What the past says about windows like this one; costs in currency units. */
export interface Baseline {
  /** Number of earlier windows. */
  readonly history: number;
  readonly typical: number;
  /** Nine of ten quiet windows lie between. */
  readonly low: number;
  readonly high: number;
  /** -log10 of the chance that a quiet window costs at least this much. */
  scoreOf(cost: number): number;
}

/**
 * The window of `hours` ending at `end` against the same hours of earlier days, in log space: centre, weekday effect,
 * and an exponential tail above the residuals' 75 % quantile. A series that keeps no hours is compared with the dearest
 * windows of earlier days, too, whatever their hour. Undefined with too little history.
 */
export function baselineOf(
  series: CostSeries,
  window: WindowAsked,
  past: UsablePast,
  defaults: EvaluationDefaults,
): Baseline | undefined {
  const own = residualsOf(series, window, past, defaults);
  if (own === undefined) return undefined;
  const { expected, offset, residuals } = own;
  const others = otherHoursOf(series, window, past, defaults);
  const tail = tailOf(residuals, others.residuals, window.hours);
  const dearest = others.keepsHours ? undefined : dearestTail(series, window, past, defaults, offset);
  const costAtLog = (log: number): number => Math.max(0, Math.exp(log) - offset);
  return {
    history: residuals.length,
    typical: costAtLog(expected),
    low: costAtLog(expected + quantile(residuals, 0.05)),
    high: costAtLog(expected + quantile(residuals, 0.95)),
    scoreOf: (cost) => {
      const log = Math.log(Math.max(cost, 0) + offset);
      const score = scoreIn(tail, log - expected);
      return dearest === undefined ? score : Math.min(score, scoreIn(dearest, log));
    },
  };
}
