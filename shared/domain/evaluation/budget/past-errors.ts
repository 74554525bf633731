import { periodHours, shiftPeriod } from '../../base/period.ts';
import type { PastError } from '../finding.ts';
import type { Judging } from '../judging.ts';
import type { CostNode } from '../series/cost-tree.ts';
import { costBetween } from '../series/series.ts';
import { forecastFrom } from './forecast.ts';
import { plansOf } from './planned-spend.ts';

/** Months at hand before the judged one. */
const MONTHS = [1, 2];

/**
 * How forecasts made so many days into the earlier months erred, from costs as they are known now. Only of months that
 * are known from their first hour on, and where the forecast would have been allowed to speak.
 */
export function pastErrorsOf(
  { tree, time, defaults, planned = [] }: Judging,
  { name, series }: CostNode,
): readonly PastError[] {
  const plans = plansOf(planned, name);
  const gone = time.ripeEnd - periodHours(tree.newest.billingPeriod).from;
  return MONTHS.flatMap((months): readonly PastError[] => {
    const billingPeriod = shiftPeriod(tree.newest.billingPeriod, -months);
    const { from, to } = periodHours(billingPeriod);
    const known = from + gone;
    const actual = costBetween(series, from, to);
    if (from < tree.firstHour || gone < defaults.forecast.daysMin * 24 || known >= to || actual <= 0)
      return [];
    const basis = { series, from, to, known, billed: known, firstHour: tree.firstHour };
    const { mid } = forecastFrom(basis, plans);
    return [{ billingPeriod, percent: Math.round((mid / actual - 1) * 100) }];
  });
}
