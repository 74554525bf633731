import type { Instant } from '../../domain/base/instant.ts';
import { byText } from '../../domain/base/order.ts';
import type { Budget, BudgetBook } from '../../domain/evaluation/budget/budget.ts';
import { type BudgetDifference, diffBudgets } from '../../domain/evaluation/budget/diff-budgets.ts';
import type { BudgetStore } from '../../ports/budget-store.ts';

/** Who changes the budgets, from which version of the book, and why. */
export interface BudgetNote {
  readonly ifVersion: number;
  readonly by: string;
  readonly at: Instant;
  readonly reason?: string;
}

export type BudgetsChanged =
  | {
      readonly outcome: 'saved';
      readonly version: number;
      readonly changes: readonly BudgetDifference[];
    }
  /** Somebody else was faster: this is what there is now, and nothing was changed. */
  | { readonly outcome: 'conflict'; readonly version: number }
  | { readonly outcome: 'unknown' };

type Store = Pick<BudgetStore, 'read' | 'replace'>;

/** Sets the budget of one team. */
export const saveBudget = (store: Store, budget: Budget, note: BudgetNote): Promise<BudgetsChanged> =>
  changeBudgets(store, note, ({ budgets }) => withBudget(budgets, budget));

/** Removes it; `unknown` where the team has none. */
export const removeBudget = (store: Store, team: string, note: BudgetNote): Promise<BudgetsChanged> =>
  changeBudgets(store, note, ({ budgets }) =>
    budgets.some((budget) => budget.team === team)
      ? budgets.filter((budget) => budget.team !== team)
      : undefined,
  );

/** Another amount for one month, which ends by itself; `unknown` where the team has no budget. */
export const raiseBudget = (
  store: Store,
  raise: { readonly team: string; readonly period: string; readonly amount: bigint },
  note: BudgetNote,
): Promise<BudgetsChanged> =>
  changeBudgets(store, note, ({ budgets }) => {
    const budget = budgets.find(({ team }) => team === raise.team);
    if (budget === undefined) return undefined;
    const months = [...Object.entries({ ...budget.months, [raise.period]: raise.amount })];
    return withBudget(budgets, {
      ...budget,
      months: Object.fromEntries(months.sort(([a], [b]) => byText(a, b))),
    });
  });

/** Puts these in the place of all others; `dryRun` only says what that would change. */
export const replaceBudgets = (
  store: Store,
  next: readonly Budget[],
  note: BudgetNote,
  { dryRun }: { readonly dryRun: boolean },
): Promise<BudgetsChanged> => changeBudgets(store, note, () => next, dryRun);

/** Undefined from `change`: there is nothing that could be changed so. What changes nothing is not written. */
export async function changeBudgets(
  store: Store,
  { ifVersion, by, at, reason }: BudgetNote,
  change: (book: BudgetBook) => readonly Budget[] | undefined,
  dryRun = false,
): Promise<BudgetsChanged> {
  const book = await store.read();
  if (book.version !== ifVersion) return { outcome: 'conflict', version: book.version };
  const next = change(book);
  if (next === undefined) return { outcome: 'unknown' };
  const changes = diffBudgets(book.budgets, next);
  if (dryRun || changes.length === 0) return { outcome: 'saved', version: ifVersion, changes };
  if (await store.replace(next, ifVersion, by, at, reason))
    return { outcome: 'saved', version: ifVersion + 1, changes };
  return { outcome: 'conflict', version: (await store.read()).version };
}

const withBudget = (budgets: readonly Budget[], budget: Budget): readonly Budget[] =>
  [...budgets.filter(({ team }) => team !== budget.team), budget].sort((a, b) => byText(a.team, b.team));
