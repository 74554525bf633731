import type { Hour } from '../../base/instant.ts';

/**
 * Two windows that must both burn too fast: the long one says that it matters, the short one that it has not stopped,
 * and so ends the alert soon after it has.
 */
export interface BurnPair {
  /** Hours of usage. */
  readonly hours: number;
  readonly shortHours: number;
  /** Part of the month's amount that the long window spends beyond what is planned for its hours. */
  readonly share: number;
}

/**
 * The pairs of the Google SRE workbook (chapter "Alerting on SLOs", 6: multiwindow, multi-burn-rate), 14.4 times in 1 h
 * and 5 min, 6 times in 6 h and 30 min, once in 3 d and 6 h, turned into money: 2 %, 5 % and 10 % of the month. An
 * error budget is meant to be left over and a money budget to be spent, so they are counted on top of an even spending
 * of the month; and a bill knows no less than an hour.
 */
export const BURN_PAIRS: readonly BurnPair[] = [
  { hours: 1, shortHours: 1, share: 0.02 },
  { hours: 6, shortHours: 1, share: 0.05 },
  { hours: 72, shortHours: 6, share: 0.1 },
];

/** What is agreed for the month, evenly spread over its hours. */
export interface MonthPlan {
  /** First hour of the month: earlier costs belong to another budget. */
  readonly from: Hour;
  readonly amount: number;
  readonly perHour: number;
}

/** The fastest pair that burns at this end of the data; `step` is 24 where the bill knows days only. */
export function burningPair(
  costBetween: (from: Hour, to: Hour) => number,
  end: Hour,
  plan: MonthPlan,
  step: 1 | 24,
): BurnPair | undefined {
  if (plan.amount <= 0) return undefined;
  const beyondPlan = (hours: number): number =>
    costBetween(Math.max(plan.from, end - hours), end) - plan.perHour * hours;
  return BURN_PAIRS.filter(({ hours }) => hours % step === 0)
    .map((pair) => ({ ...pair, shortHours: Math.max(pair.shortHours, step) }))
    .find(({ hours, shortHours, share }) => {
      const perHour = (share * plan.amount) / hours;
      return beyondPlan(hours) >= perHour * hours && beyondPlan(shortHours) >= perHour * shortHours;
    });
}
