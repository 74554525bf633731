import { misconfigured } from './failure.ts';
import { type Day, dayOf, type Hour, hourOf, type Instant } from './instant.ts';

/** A billing period is a UTC calendar month, written `2026-11` (FOCUS BillingPeriodStart, half-open interval). */
export type BillingPeriod = string;

// Date.UTC takes years below 100 for the 20th century's.
const PERIOD_TEXT = /^([1-9]\d{3})-(0[1-9]|1[0-2])$/;

export const isBillingPeriod = (text: string): boolean => PERIOD_TEXT.test(text);

/** Throws Failure `misconfigured` on anything but `YYYY-MM`. */
export function parsePeriod(text: string): BillingPeriod {
  if (!isBillingPeriod(text)) {
    throw misconfigured('not a billing period', { expected: 'YYYY-MM', found: JSON.stringify(text) });
  }
  return text;
}

export const periodOf = (instant: Instant): BillingPeriod => new Date(instant).toISOString().slice(0, 7);

/** First instant of the period. */
export function periodStart(period: BillingPeriod): Instant {
  const [year, month] = split(period);
  return Date.UTC(year, month - 1, 1);
}

/** First instant after the period. */
export const periodEnd = (period: BillingPeriod): Instant => periodStart(shiftPeriod(period, 1));

export function shiftPeriod(period: BillingPeriod, months: number): BillingPeriod {
  const [year, month] = split(period);
  return periodOf(Date.UTC(year, month - 1 + months, 1));
}

export const periodHours = (period: BillingPeriod): { readonly from: Hour; readonly to: Hour } => ({
  from: hourOf(periodStart(period)),
  to: hourOf(periodEnd(period)),
});

export const periodDays = (period: BillingPeriod): { readonly from: Day; readonly to: Day } => ({
  from: dayOf(periodStart(period)),
  to: dayOf(periodEnd(period)),
});

function split(period: BillingPeriod): [number, number] {
  const match = PERIOD_TEXT.exec(parsePeriod(period))!;
  return [Number(match[1]), Number(match[2])];
}
