import { retryable } from '../../shared/domain/base/failure.ts';
import { formatMoney } from '../../shared/domain/base/money.ts';
import type { Budget } from '../../shared/domain/evaluation/budget/budget.ts';
import { diffBudgets } from '../../shared/domain/evaluation/budget/diff-budgets.ts';
import type { LocalPorts } from '../../shared/runtime/compose-local.ts';

/**
 * Puts these budgets in the place of all others and says what changed, one line a team; where nothing would,
 * nothing is written. Throws Failure `retryable` where somebody else was faster.
 */
export async function replaceBudgets(
  ports: Pick<LocalPorts, 'budgets' | 'clock'>,
  next: readonly Budget[],
  by: string,
  options: { readonly dryRun: boolean } = { dryRun: false },
): Promise<readonly string[]> {
  const book = await ports.budgets.read();
  const changes = changesBetween(book.budgets, next);
  if (options.dryRun || changes.length === 0) return changes;
  if (await ports.budgets.replace(next, book.version, by, ports.clock.now())) return changes;
  throw retryable('somebody else changed the budgets meanwhile; look at them and import again');
}

const money = (budget: Budget): string => formatMoney(budget.amount, budget.currency);

/** `search: $10,000.00 -> $12,000.00 a month`. */
function changesBetween(before: readonly Budget[], after: readonly Budget[]): readonly string[] {
  return diffBudgets(before, after).map(({ team, before: old, after: next }) => {
    if (old === undefined) return next === undefined ? team : `${team}: new, ${money(next)} a month`;
    if (next === undefined) return `${team}: ${money(old)} -> no budget`;
    if (money(old) === money(next)) return `${team}: ${money(next)} a month as before, other settings`;
    return `${team}: ${money(old)} -> ${money(next)} a month`;
  });
}
