import { parsePico } from '../../shared/domain/base/money.ts';
import type { Budget, BudgetBook } from '../../shared/domain/evaluation/budget/budget.ts';

/** $11,000 a month with the usual three thresholds. `dollars` is short for the amount. */
export const aBudget = ({
  dollars = 11_000,
  ...overrides
}: Partial<Budget> & { dollars?: number } = {}): Budget => ({
  team: 'search',
  currency: 'USD',
  amount: parsePico(String(dollars)),
  thresholds: [50, 80, 100],
  ...overrides,
});

export const aBook = (...budgets: readonly Budget[]): BudgetBook => ({ version: 1, budgets });
