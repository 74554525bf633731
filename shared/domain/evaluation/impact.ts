import { DAY_MS, dayOf, HOUR_MS, type Hour, type Instant, startOfDay, startOfHour } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import { approximate } from '../base/money.ts';
import { type BillingPeriod, periodEnd, periodOf } from '../base/period.ts';
import type { EvaluationDefaults } from './defaults.ts';
import type { Impact, Severity } from './finding.ts';

/** Exports are refreshed about three times a day. */
const NEXT_DELIVERY_MS = 8 * HOUR_MS;
const MORNING_MS = 9 * HOUR_MS;

/**
 * Extra cost if the present rate goes on, from the end of the judged data: until the next delivery, until 09:00 UTC of
 * the day after the delivery, and until the month ends (not before that morning, so the three are in order).
 */
export function impactOf(
  rate: { readonly costPerHour: Pico; readonly usualPerHour: Pico },
  soFar: Pico,
  dataEnd: Hour,
  asOf: Instant,
  period: BillingPeriod = periodOf(asOf),
): Impact {
  const extra = rate.costPerHour > rate.usualPerHour ? rate.costPerHour - rate.usualPerHour : 0n;
  const from = startOfHour(dataEnd);
  const morning = startOfDay(dayOf(asOf)) + DAY_MS + MORNING_MS;
  const until = (instant: Instant): Pico => (extra * BigInt(Math.max(0, instant - from))) / BigInt(HOUR_MS);
  return {
    soFar,
    untilNextDelivery: until(asOf + NEXT_DELIVERY_MS),
    untilMorning: until(morning),
    untilMonthEnd: until(Math.max(periodEnd(period), morning)),
  };
}

/** By projected dollars, never by percent: what it costs until somebody can act, or until the bill closes. */
export function severityOf(
  impact: Pick<Impact, 'untilMorning' | 'untilMonthEnd'>,
  { severity }: EvaluationDefaults,
): Severity {
  const reaches = (limit: { readonly untilMorning: number; readonly untilMonthEnd: number }): boolean =>
    approximate(impact.untilMorning) >= limit.untilMorning ||
    approximate(impact.untilMonthEnd) >= limit.untilMonthEnd;
  if (reaches(severity.critical)) return 'critical';
  return reaches(severity.warning) ? 'warning' : 'info';
}
