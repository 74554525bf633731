import { byText } from '../../domain/base/order.ts';
import { capChange } from '../../domain/evaluation/budget/cap-change.ts';
import { diffBudgets } from '../../domain/evaluation/budget/diff-budgets.ts';
import type { BudgetStore } from '../../ports/budget-store.ts';
import { type Faults, NO_FAULTS, withFault } from './faults.ts';
import { keyOf, type MemoryTables } from './tables.ts';

export function createMemoryBudgetStore(
  { budgets }: Pick<MemoryTables, 'budgets'>,
  faults: Faults = NO_FAULTS,
): BudgetStore {
  return {
    read: () => withFault(faults, 'budgets.read', () => budgets.book),

    replace: (next, ifVersion, by, at, reason) =>
      withFault(faults, 'budgets.replace', () => {
        const version = ifVersion + 1;
        const author = keyOf(version, by, at);
        // The same call again, after its answer was lost.
        const repeated = budgets.author === author && diffBudgets(budgets.book.budgets, next).length === 0;
        if (budgets.book.version !== ifVersion) return repeated;
        const changes = diffBudgets(budgets.book.budgets, next);
        budgets.audit.push(
          ...changes.map((change) => ({
            ...change,
            at,
            by,
            version,
            ...(reason === undefined ? {} : { reason }),
          })),
        );
        budgets.book = { ...budgets.book, version, budgets: next };
        budgets.author = author;
        return true;
      }),

    setCap: (cap, ifVersion, by, at, reason) =>
      withFault(faults, 'budgets.setCap', () => {
        const { cap: before, ...book } = budgets.book;
        const version = ifVersion + 1;
        const author = keyOf(version, by, at);
        if (book.version !== ifVersion) return budgets.author === author && before === cap;
        budgets.audit.push(capChange({ before, after: cap }, { at, by, version, reason }));
        budgets.book = { ...book, version, ...(cap === undefined ? {} : { cap }) };
        budgets.author = author;
        return true;
      }),

    changes: (limit) =>
      withFault(faults, 'budgets.changes', () =>
        [...budgets.audit].sort((a, b) => b.version - a.version || byText(a.team, b.team)).slice(0, limit),
      ),
  };
}
