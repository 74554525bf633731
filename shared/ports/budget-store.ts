import type { Instant } from '../domain/base/instant.ts';
import type { Pico } from '../domain/base/money.ts';
import type { Budget, BudgetBook } from '../domain/evaluation/budget/budget.ts';

export interface BudgetChange {
  readonly at: Instant;
  readonly by: string;
  readonly version: number;
  /** '' where the cap was changed. */
  readonly team: string;
  readonly before?: Budget;
  readonly after?: Budget;
  /** The cap as it was and as it is; absent sides had none. */
  readonly cap?: { readonly before?: Pico; readonly after?: Pico };
  /** Why, as whoever changed it said. */
  readonly reason?: string;
}

export interface BudgetStore {
  /** Version 0 and no budgets where nothing was ever saved. */
  read(): Promise<BudgetBook>;
  /** Replaces all budgets, and leaves the cap, with their audit rows in one step; `false` if `ifVersion` is no longer current. */
  replace(
    budgets: readonly Budget[],
    ifVersion: number,
    by: string,
    at: Instant,
    reason?: string,
  ): Promise<boolean>;
  /** The cap alone, in the same way. */
  setCap(
    cap: Pico | undefined,
    ifVersion: number,
    by: string,
    at: Instant,
    reason?: string,
  ): Promise<boolean>;
  /** Newest first. */
  changes(limit: number): Promise<readonly BudgetChange[]>;
}
