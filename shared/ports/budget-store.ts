import type { Instant } from '../domain/base/instant.ts';
import type { Budget, BudgetBook } from '../domain/evaluation/budget/budget.ts';

export interface BudgetChange {
  readonly at: Instant;
  readonly by: string;
  readonly version: number;
  readonly team: string;
  readonly before?: Budget;
  readonly after?: Budget;
  /** Why, as whoever changed it said. */
  readonly reason?: string;
}

export interface BudgetStore {
  /** Version 0 and no budgets where nothing was ever saved. */
  read(): Promise<BudgetBook>;
  /** Replaces the whole book with its audit rows in one step; `false` if `ifVersion` is no longer current. */
  replace(
    budgets: readonly Budget[],
    ifVersion: number,
    by: string,
    at: Instant,
    reason?: string,
  ): Promise<boolean>;
  /** Newest first. */
  changes(limit: number): Promise<readonly BudgetChange[]>;
}
