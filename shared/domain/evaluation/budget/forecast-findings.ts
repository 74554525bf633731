import { approximate } from '../../base/money.ts';
import { periodHours } from '../../base/period.ts';
import type { Finding } from '../finding.ts';
import type { Judging } from '../judging.ts';
import { type BudgetState, budgetFinding, budgetSeverity } from './budget-findings.ts';

/**
 * The month will end over budget, even if a tenth of the forecast rest stays away. Not the low end of the range: one
 * more odd day widens the range, and more spending must never silence a budget. Ends where the amount is used up,
 * which is the threshold's news where one is reached, and begins when a few days of the period are known.
 */
export function forecastFinding(
  judging: Judging,
  state: BudgetState,
  threshold: Finding | undefined,
): readonly Finding[] {
  const { budget, forecast, spent } = state;
  const { time, defaults, tree } = judging;
  const { from } = periodHours(tree.newest.billingPeriod);
  const isUsedUp = spent >= budget.amount && (threshold !== undefined || budget.amount === 0n);
  if (isUsedUp || time.ripeEnd - Math.max(from, tree.firstHour) < defaults.forecast.daysMin * 24) return [];
  const amount = approximate(budget.amount);
  const cautious = forecast.mid - defaults.forecast.margin * (forecast.mid - forecast.spent);
  if (cautious <= amount) return [];
  return [
    {
      // The newest known hour is the one that made the forecast cross.
      ...budgetFinding(judging, state, 100, time.ripeEnd - time.step),
      rule: 'budget-forecast',
      severity: budgetSeverity(judging, forecast.mid - amount, true),
    },
  ];
}
