import { isoInstant } from '../../shared/domain/base/instant.ts';
import { formatMoney, picoText } from '../../shared/domain/base/money.ts';
import type { Budget } from '../../shared/domain/evaluation/budget/budget.ts';
import type { BudgetChange } from '../../shared/ports/budget-store.ts';
import { textTable } from './table.ts';

const money = (budget: Budget): string => formatMoney(budget.amount, budget.currency);

/** What is in force, a line a team. */
export const budgetTable = (budgets: readonly Budget[], width: number): string =>
  textTable(
    [
      { title: 'team' },
      { title: 'a month', align: 'right' },
      { title: 'told at' },
      { title: 'channel' },
      { title: 'owner' },
      { title: 'told from' },
    ],
    budgets.map((budget) => [
      budget.team,
      money(budget),
      budget.thresholds.map((each) => `${each} %`).join(', '),
      budget.channel ?? '(fallback)',
      budget.owner ?? '',
      floors(budget),
    ]),
    width,
  );

/** Below these a rise is not worth a message. */
const floors = (budget: Budget): string =>
  [
    budget.minDollars === undefined ? '' : formatMoney(budget.minDollars, budget.currency),
    budget.minPercent === undefined ? '' : `${budget.minPercent} %`,
  ]
    .filter((part) => part !== '')
    .join(' and ');

/** The audit trail, newest first. */
export const changeTable = (changes: readonly BudgetChange[], width: number): string =>
  textTable(
    ['when (UTC)', 'by', 'team', 'before', 'after'].map((title) => ({ title })),
    changes.map((change) => [
      isoInstant(change.at).slice(0, 16).replace('T', ' '),
      change.by,
      change.team,
      change.before === undefined ? '–' : money(change.before),
      change.after === undefined ? 'removed' : money(change.after),
    ]),
    width,
  );

export const budgetJson = (budget: Budget): Readonly<Record<string, unknown>> => ({
  ...budget,
  amount: picoText(budget.amount),
  ...(budget.minDollars === undefined ? {} : { minDollars: picoText(budget.minDollars) }),
});

export const changeJson = (change: BudgetChange): Readonly<Record<string, unknown>> => ({
  at: isoInstant(change.at),
  by: change.by,
  team: change.team,
  before: change.before === undefined ? null : budgetJson(change.before),
  after: change.after === undefined ? null : budgetJson(change.after),
});
