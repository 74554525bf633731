import type { Pico } from '../../base/money.ts';

/** Agreed monthly limit of a team. Several thresholds, each told once a period. */
export interface Budget {
  readonly team: string;
  readonly currency: string;
  /** Monthly amount; zero is a real limit and not the same as having no budget. */
  readonly amount: Pico;
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
}

/** Budgets as stored: `version` grows by one with each accepted change of any of them. */
export interface BudgetBook {
  readonly version: number;
  readonly budgets: readonly Budget[];
}

/** Percent of the amount that is spent, one decimal, cut off: 99.96 % must not read as all of it. */
export const percentUsed = (spent: Pico, amount: Pico): number => Number((spent * 1000n) / amount) / 10;
