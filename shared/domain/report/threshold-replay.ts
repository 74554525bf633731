import { type Hour, startOfHour } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import { type BillingPeriod, periodHours, periodOf, shiftPeriod } from '../base/period.ts';
import { amountIn, type Budget } from '../evaluation/budget/budget.ts';
import { isReached } from '../evaluation/budget/budget-findings.ts';
import { exactHours } from '../evaluation/series/exact-cost.ts';
import type { LedgerEntry } from '../ledger/entry.ts';

/** When a limit would have spoken in a month, on the month's bill as it is known now. */
export interface ReplayedMonth {
  readonly period: BillingPeriod;
  readonly spent: Pico;
  /** Each threshold that was reached, lowest first, with the hour in which it was. */
  readonly crossed: readonly { readonly threshold: number; readonly at: Hour }[];
}

/**
 * What a budget would have told in the months that are known from their first hour on, oldest first. The bill as it is
 * now, not as it was delivered then: a quick look before saving; `npx billhook backtest` replays the deliveries.
 */
export function replayThresholds(
  entries: readonly LedgerEntry[],
  budget: Pick<Budget, 'amount' | 'months' | 'thresholds'>,
  known: { readonly from: Hour; readonly to: Hour },
): readonly ReplayedMonth[] {
  return wholeMonths(known).map((period) => {
    const amount = amountIn(budget, period);
    const open = [...budget.thresholds].sort((a, b) => a - b);
    const crossed: { threshold: number; at: Hour }[] = [];
    let spent = 0n;
    for (const { hour, cost } of exactHours(entries, periodHours(period))) {
      spent += cost;
      while (open.length > 0 && isReached(spent, amount, open[0]!)) {
        crossed.push({ threshold: open.shift()!, at: hour });
      }
    }
    return { period, spent, crossed };
  });
}

/** Months that lie wholly within the known hours, oldest first. */
export function wholeMonths({
  from,
  to,
}: {
  readonly from: Hour;
  readonly to: Hour;
}): readonly BillingPeriod[] {
  const months: BillingPeriod[] = [];
  let period = periodOf(startOfHour(from));
  if (periodHours(period).from < from) period = shiftPeriod(period, 1);
  for (; periodHours(period).to <= to; period = shiftPeriod(period, 1)) months.push(period);
  return months;
}
