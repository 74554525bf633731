import { type Hour, startOfHour } from '../base/instant.ts';
import { type BillingPeriod, periodHours, periodOf } from '../base/period.ts';

/** CUR began in 2015; anything before, or far ahead, is a broken time and not a charge. */
export const SANE_HOURS = { from: periodHours('2006-01').from, to: periodHours('2200-01').from } as const;

/** Finds the billing period of data files that come without a manifest: the month most rows start in. */
export interface PeriodTally {
  add(hour: Hour): void;
  /** Undefined where no row has a sane time. Of equals the later month. */
  mostly(): BillingPeriod | undefined;
}

export function createPeriodTally(): PeriodTally {
  const rows = new Map<BillingPeriod, number>();
  let month = { from: 0, to: 0 };
  let period = '';
  let run = 0;
  const settle = (): void => {
    if (run > 0) rows.set(period, (rows.get(period) ?? 0) + run);
    run = 0;
  };
  return {
    add(hour) {
      if (hour >= month.from && hour < month.to) {
        run += 1;
        return;
      }
      if (hour < SANE_HOURS.from || hour >= SANE_HOURS.to) return;
      settle();
      period = periodOf(startOfHour(hour));
      month = periodHours(period);
      run = 1;
    },
    mostly() {
      settle();
      let best: BillingPeriod | undefined;
      for (const [candidate, count] of rows) {
        const lead = best === undefined ? 1 : count - rows.get(best)!;
        if (best === undefined || lead > 0 || (lead === 0 && candidate > best)) best = candidate;
      }
      return best;
    },
  };
}
