import { type Hour, startOfHour } from '../base/instant.ts';
import { sortedEntries } from '../base/order.ts';
import { type BillingPeriod, periodHours, periodOf } from '../base/period.ts';

/** CUR began in 2015; anything before, or far ahead, is a broken time and not a charge. */
export const SANE_HOURS = { from: periodHours('2006-01').from, to: periodHours('2200-01').from } as const;

/** Finds the billing period of data files that come without a manifest: the month most rows start in. */
export interface PeriodTally {
  add(hour: Hour, lineItems: number): void;
  /** Undefined where no row has a sane time. Of equals the later month. */
  mostly(): BillingPeriod | undefined;
}

export function createPeriodTally(): PeriodTally {
  const rows = new Map<BillingPeriod, number>();
  // Stryker disable next-line ObjectLiteral: no hour is in a month without ends either.
  let month = { from: 0, to: 0 };
  // Stryker disable next-line StringLiteral: a period without rows is never kept.
  let period = '';
  let run = 0;
  const settle = (): void => {
    if (run > 0) rows.set(period, (rows.get(period) ?? 0) + run);
    run = 0;
  };
  return {
    add(hour, lineItems) {
      // Most rows are of the month of the row before.
      // Stryker disable next-line ConditionalExpression,EqualityOperator,BlockStatement: the way below counts the same.
      if (hour >= month.from && hour < month.to) {
        run += lineItems;
        return;
      }
      if (hour < SANE_HOURS.from || hour >= SANE_HOURS.to) return;
      settle();
      period = periodOf(startOfHour(hour));
      month = periodHours(period);
      run = lineItems;
    },
    mostly() {
      settle();
      let best: BillingPeriod | undefined;
      let most = 0;
      for (const [candidate, count] of sortedEntries(rows)) {
        if (count < most) continue;
        best = candidate;
        most = count;
      }
      return best;
    },
  };
}
