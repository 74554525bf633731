import { formatMoney, type Pico } from '../base/money.ts';
import { type BillingPeriod, periodHours, shiftPeriod } from '../base/period.ts';
import { allowedPerDay } from '../evaluation/budget/allowed-pace.ts';
import type { BudgetFacts, Finding, PastError } from '../evaluation/finding.ts';
import type { Telling } from './body.ts';
import type { Gauge, LabelledValue } from './notification.ts';
import { estimateText, hourText, lastDayText } from './words.ts';

export interface MonthPosition {
  /** 1-based day of the newest data. */
  readonly day: number;
  readonly days: number;
  readonly daysLeft: number;
}

/** Where in the month the data ends; never outside it, whatever delivery tells of it. */
export function monthPosition(period: BillingPeriod, dataThrough: number): MonthPosition {
  const { from, to } = periodHours(period);
  const days = (to - from) / 24;
  const day = Math.min(Math.max(Math.ceil((dataThrough - from) / 24), 1), days);
  return { day, days, daysLeft: days - day };
}

/** Budget used against month gone; a budget of nothing has no share. */
export function budgetGauges(finding: Finding, budget: BudgetFacts, telling: Telling): readonly Gauge[] {
  const { from, to } = periodHours(finding.billingPeriod);
  const gone = (telling.dataThrough - from) / (to - from);
  return budget.amount <= 0n
    ? []
    : [
        { label: 'Budget', share: budget.percent / 100 },
        { label: 'Month', share: Math.min(Math.max(gone, 0), 1) },
      ];
}

/** `82.4 % of $11,000.00`; a budget of nothing has no percent. */
export const usedText = ({ amount, spent, percent }: BudgetFacts, currency: string): string =>
  amount <= 0n
    ? `${formatMoney(spent, currency)} of ${formatMoney(amount, currency)}`
    : `${percentText(percent)} of ${formatMoney(amount, currency)}`;

export const percentText = (percent: number): string => `${Number(percent.toFixed(1))} %`;

/** People take a budget for a cap; this one is none. */
export const AT_FULL: LabelledValue = { label: 'At 100 %', value: 'alert only, nothing is stopped' };

/** Money on the left, its yardstick on the right. */
export function budgetGrid(
  finding: Finding,
  budget: BudgetFacts,
  telling: Telling,
): readonly LabelledValue[] {
  const { currency } = finding;
  if (telling.end !== undefined) return lastTold(budget, currency);
  const { daysLeft, days } = monthPosition(finding.billingPeriod, telling.dataThrough);
  return [
    { label: 'Spent this month', value: formatMoney(budget.spent, currency) },
    { label: 'Budget', value: formatMoney(budget.amount, currency) },
    {
      label: 'Used',
      value: budget.amount > 0n ? `${percentText(budget.percent)} (alert at ${budget.threshold} %)` : 'all',
    },
    { label: 'Days left', value: `${daysLeft} of ${days}` },
    { label: 'Pace now', value: `≈ ${estimateText(finding.costPerHour * 24n, currency)} a day` },
    { label: 'Pace that keeps the budget', value: pace(budget, finding, telling) },
    AT_FULL,
  ];
}

/** A finding that is gone is kept as it last was: its amounts are no longer those of today. */
const lastTold = (budget: BudgetFacts, currency: string): readonly LabelledValue[] => [
  { label: 'Spent when last told', value: formatMoney(budget.spent, currency) },
  { label: 'Budget', value: formatMoney(budget.amount, currency) },
];

function pace(
  { amount, spent }: BudgetFacts,
  { billingPeriod, currency }: Finding,
  { dataThrough }: Telling,
): string {
  if (spent >= amount) return 'none: it is used up';
  const hoursLeft = periodHours(billingPeriod).to - dataThrough;
  if (hoursLeft < 24) return `${formatMoney(amount - spent, currency)} until midnight UTC`;
  return `≈ ${estimateText(allowedPerDay(amount, spent, hoursLeft), currency)} a day`;
}

/** Month end with its range, by how much that is over, and when the budget ends. */
export function budgetOutlook(finding: Finding, budget: BudgetFacts): readonly LabelledValue[] {
  const { currency, billingPeriod } = finding;
  const { low, mid, high } = budget.forecast;
  const over = mid - budget.amount;
  return [
    {
      label: `Month end (${lastDayText(billingPeriod)})`,
      value: `≈ ${estimateText(mid, currency)} (${rangeText(low, high, currency)})${planText(budget)}`,
    },
    { label: 'Against the budget', value: verdict(over, high - budget.amount, currency) },
    ...ifRateLasts(budget, currency),
    ...(budget.exhaustedAt === undefined || budget.spent >= budget.amount
      ? []
      : [{ label: 'Budget ends', value: `≈ ${hourText(budget.exhaustedAt)} UTC` }]),
  ];
}

/** `, with the announced plan until Fri 20 Nov 18:00 UTC`; '' where none goes on. */
export const planText = ({ planUntil }: BudgetFacts): string =>
  planUntil === undefined ? '' : `, with the announced plan until ${hourText(planUntil)} UTC`;

/** Of a burn beside a plan that goes on. */
export const planNotes = ({ planUntil }: BudgetFacts): readonly string[] =>
  planUntil === undefined
    ? []
    : [`What lies in the announced plan until ${hourText(planUntil)} UTC does not count as burning.`];

/** A forecast takes nights and weekends as they last were; what runs away knows neither. */
const ifRateLasts = ({ ifRateLasts: end }: BudgetFacts, currency: string): readonly LabelledValue[] =>
  end === undefined
    ? []
    : [
        {
          label: 'If it goes on like now',
          value: `≈ ${estimateText(end, currency)}, nights and weekends too`,
        },
      ];

const rangeText = (low: Pico, high: Pico, currency: string): string =>
  `${estimateText(low, currency)} to ${estimateText(high, currency)}`;

function verdict(over: Pico, highest: Pico, currency: string): string {
  if (over > 0n) return `≈ ${estimateText(over, currency)} over`;
  const within = `≈ ${estimateText(-over, currency)} within`;
  return highest > 0n ? `${within}, but it may end over` : within;
}

/** ` Last month this forecast was 6 % low, in 2026-09 2 % high.`; '' where no earlier month is known. */
export function errorText(period: BillingPeriod, errors: readonly PastError[]): string {
  const [last, before] = errors;
  if (last === undefined) return '';
  const when = last.billingPeriod === shiftPeriod(period, -1) ? 'Last month' : `In ${last.billingPeriod}`;
  const more = before === undefined ? '' : `, in ${before.billingPeriod} ${strayed(before)}`;
  return ` ${when} this forecast was ${strayed(last)}${more}.`;
}

function strayed({ percent }: PastError): string {
  if (percent === 0) return 'right to the percent';
  return `${Math.abs(percent)} % ${percent < 0 ? 'low' : 'high'}`;
}
