import type { Pico } from '../../domain/base/money.ts';
import type { Pointer } from '../../domain/ledger/snapshot.ts';
import { type BudgetUse, budgetUseOf, closedBudgetUse } from '../../domain/report/budget-use.ts';
import type { ReadBasis } from './read-basis.ts';

/** How a team's month stands; undefined without a budget in the bill's currency. */
export function budgetUseIn(
  { budgets, judging, newest }: ReadBasis,
  pointer: Pointer,
  team: string,
  spent: Pico,
): BudgetUse | undefined {
  const budget = budgets.budgets.find((each) => each.team === team && each.currency === pointer.currency);
  if (budget === undefined) return undefined;
  if (pointer !== newest) return closedBudgetUse(budget, pointer.billingPeriod, spent);
  const node = judging.tree.teams.find(({ name }) => name === team);
  return budgetUseOf(judging, node, budget, spent);
}
