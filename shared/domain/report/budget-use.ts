import type { Hour } from '../base/instant.ts';
import { approximate, type Pico, picoOfNumber } from '../base/money.ts';
import { type BillingPeriod, periodHours } from '../base/period.ts';
import { allowedPerDay } from '../evaluation/budget/allowed-pace.ts';
import { amountIn, type Budget, percentUsed } from '../evaluation/budget/budget.ts';
import { teamBurn } from '../evaluation/budget/budget-findings.ts';
import { forecastOf } from '../evaluation/budget/forecast.ts';
import { pastErrorsOf } from '../evaluation/budget/past-errors.ts';
import type { PastError, PicoRange } from '../evaluation/finding.ts';
import type { Judging } from '../evaluation/judging.ts';
import type { CostNode } from '../evaluation/series/cost-tree.ts';

/** How a month of a team stands against what was agreed: the numbers of a budget's message. */
export interface BudgetUse {
  readonly amount: Pico;
  readonly spent: Pico;
  /** One decimal, cut off. */
  readonly percent: number;
  /** Of the whole month; what was spent where it is over. */
  readonly forecast: PicoRange;
  /** Newest month first. */
  readonly pastErrors: readonly PastError[];
  /** Of the last 24 known hours, and what each day left may cost. */
  readonly burnPerDay: Pico;
  readonly allowedPerDay: Pico;
  /** Hour in whose course it is used up at the present rate; absent where it lasts or is gone already. */
  readonly endsAt?: Hour;
  /** End (exclusive) of an announced plan that goes on: the forecast counts it until then. */
  readonly planUntil?: Hour;
}

const HOURS_A_DAY = 24n;

/** Of the month that is judged; `team` is absent where it has no cost at all. */
export function budgetUseOf(
  judging: Judging,
  team: CostNode | undefined,
  budget: Budget,
  spent: Pico,
): BudgetUse {
  const period = judging.tree.newest.billingPeriod;
  const amount = amountIn(budget, period);
  const { to } = periodHours(period);
  const forecast = team === undefined ? undefined : forecastOf(judging, team);
  const endsAt = spent < amount ? forecast?.exhaustedAt(approximate(amount)) : undefined;
  return {
    amount,
    spent,
    percent: percentOf(spent, amount),
    forecast: forecast === undefined ? even(spent) : picoRange(forecast),
    pastErrors: team === undefined ? [] : pastErrorsOf(judging, team),
    burnPerDay: team === undefined ? 0n : teamBurn(judging, team).costPerHour * HOURS_A_DAY,
    allowedPerDay: allowedPerDay(amount, spent, to - judging.tree.dataThrough),
    ...(endsAt === undefined ? {} : { endsAt }),
    ...(forecast?.planUntil === undefined ? {} : { planUntil: forecast.planUntil }),
  };
}

/** Of a month that is over, or whose costs are not judged. */
export function closedBudgetUse(budget: Budget, period: BillingPeriod, spent: Pico): BudgetUse {
  const amount = amountIn(budget, period);
  const { from, to } = periodHours(period);
  return {
    amount,
    spent,
    percent: percentOf(spent, amount),
    forecast: even(spent),
    pastErrors: [],
    burnPerDay: (spent * HOURS_A_DAY) / BigInt(to - from),
    allowedPerDay: 0n,
  };
}

/** Any spending is all of a zero budget. */
export const percentOf = (spent: Pico, amount: Pico): number =>
  amount === 0n ? (spent > 0n ? 100 : 0) : percentUsed(spent, amount);

const even = (cost: Pico): PicoRange => ({ low: cost, mid: cost, high: cost });

export const picoRange = ({ low, mid, high }: Record<keyof PicoRange, number>): PicoRange => ({
  low: picoOfNumber(low),
  mid: picoOfNumber(mid),
  high: picoOfNumber(high),
});
