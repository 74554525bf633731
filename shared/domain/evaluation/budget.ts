import type { Pico } from '../base/money.ts';

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
