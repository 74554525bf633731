import type { Pico } from '../../base/money.ts';
import type { BillingPeriod } from '../../base/period.ts';
import type { TimeZone } from '../../base/time-zone.ts';
import { WORKING_TIME, type WorkingTime } from '../impact/working-day.ts';
import type { AlertsPer } from '../sensitivity.ts';

/** Agreed monthly limit of a team. Several thresholds, each told once a period. */
export interface Budget {
  readonly team: string;
  readonly currency: string;
  /** Monthly amount; zero is a real limit and not the same as having no budget. */
  readonly amount: Pico;
  /** Amounts of months that were planned otherwise, in the order of the months. */
  readonly months?: Readonly<Record<BillingPeriod, Pico>>;
  /** Percent of the amount, ascending, e.g. 50, 80, 100. */
  readonly thresholds: readonly number[];
  /** Person or group to name in the message; free text. */
  readonly owner?: string;
  /** Slack channel, e.g. `#search-ai`; without one the fallback channel is used. */
  readonly channel?: string;
  /** A rise counts only from this many dollars of excess in the judged window … */
  readonly minDollars?: Pico;
  /** … and this many percent above the expected cost. */
  readonly minPercent?: number;
  /** How easily rises alert: about one false alert a quarter where nothing is said. */
  readonly alertsPer?: AlertsPer;
  /** Where the team works; UTC where nothing is said. */
  readonly timeZone?: TimeZone;
  /** 0 = Monday … 6 = Sunday, ascending, at least one; Monday to Friday where nothing is said. */
  readonly workingDays?: readonly number[];
  /** Start of a working day in minutes after local midnight; 09:00 where nothing is said. */
  readonly dayStartsAt?: number;
  /** Its end; 18:00 where nothing is said. Not after its start: on the next day. */
  readonly dayEndsAt?: number;
}

/** Budgets as stored: `version` grows by one with each accepted change of any of them. */
export interface BudgetBook {
  readonly version: number;
  readonly budgets: readonly Budget[];
  /** What all amounts of a month together are held against, in the currency of the bill. */
  readonly cap?: Pico;
}

/** What is agreed for this month. */
export const amountIn = (
  { amount, months }: Pick<Budget, 'amount' | 'months'>,
  period: BillingPeriod,
): Pico => months?.[period] ?? amount;

/** When the team is at work; a team without a budget has said nothing. */
export const workingTimeOf = (
  budget: Pick<Budget, 'timeZone' | 'workingDays' | 'dayStartsAt'> | undefined,
): WorkingTime => ({
  timeZone: budget?.timeZone ?? WORKING_TIME.timeZone,
  days: budget?.workingDays ?? WORKING_TIME.days,
  startsAt: budget?.dayStartsAt ?? WORKING_TIME.startsAt,
});

/** Percent of the amount that is spent, one decimal, cut off: 99.96 % must not read as all of it. */
export const percentUsed = (spent: Pico, amount: Pico): number => Number((spent * 1000n) / amount) / 10;
