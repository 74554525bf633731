import { isoInstant } from '../../../shared/domain/base/instant.ts';
import type { Pico } from '../../../shared/domain/base/money.ts';
import type { Budget } from '../../../shared/domain/evaluation/budget/budget.ts';
import type { BudgetDifference } from '../../../shared/domain/evaluation/budget/diff-budgets.ts';
import type { EvaluationDefaults } from '../../../shared/domain/evaluation/defaults.ts';
import type { BudgetNote } from '../../../shared/flow/budgets/change-budgets.ts';
import type { BudgetsPage, WithoutBudget } from '../../../shared/flow/read/budgets.ts';
import type { BudgetChange } from '../../../shared/ports/budget-store.ts';
import { timeOfDayText } from '../../../shared/runtime/settings.ts';
import { money, orNull } from './values.ts';

export const budgetsDocument = (
  { version, budgets, without, sum, cap }: BudgetsPage,
  { thresholds, minDollars, minPercent }: EvaluationDefaults,
) => ({
  version,
  budgets: budgets.map(({ budget, spent, percent, hasSpend }) => ({
    ...budgetDocument(budget),
    ...{ spent: money(spent), percent, hasSpend },
  })),
  without: without.map(({ team, spent, proposed, months }) => ({
    ...{ team, spent: money(spent), proposed: money(proposed) },
    proposal: proposalWords(months),
  })),
  sum: money(sum),
  cap: orNull(cap, money),
  defaults: { thresholds, minDollars: money(minDollars), minPercent },
});

/** As `BudgetBody` of shared/api, with its team. */
export function budgetDocument(budget: Budget) {
  const { amount, months, minDollars, dayStartsAt, dayEndsAt, ...plain } = budget;
  return {
    ...plain,
    amount: money(amount),
    ...(months === undefined
      ? {}
      : { months: Object.fromEntries(Object.entries(months).map(([month, of]) => [month, money(of)])) }),
    ...(minDollars === undefined ? {} : { minDollars: money(minDollars) }),
    ...(dayStartsAt === undefined ? {} : { dayStartsAt: timeOfDayText(dayStartsAt) }),
    ...(dayEndsAt === undefined ? {} : { dayEndsAt: timeOfDayText(dayEndsAt) }),
  };
}

const proposalWords = (months: WithoutBudget['months']): string =>
  months.length === 0
    ? 'No whole month is known yet: a tenth above what this one cost so far.'
    : `A tenth above the dearer of the last whole month and the median of ${months.join(', ')}.`;

export const changesDocument = (changes: readonly BudgetChange[]) => ({
  changes: changes.map(({ at, by, version, team, reason, before, after, cap }) => ({
    at: isoInstant(at),
    by: { id: by, name: by },
    ...{ version, team, reason: reason ?? '' },
    before: cap === undefined ? orNull(before, budgetDocument) : orNull(cap.before, capDocument),
    after: cap === undefined ? orNull(after, budgetDocument) : orNull(cap.after, capDocument),
  })),
});

const capDocument = (cap: Pico) => ({ cap: money(cap) });

/** What a file changed, or would change. */
export const importDocument = (
  version: number,
  changes: readonly BudgetDifference[],
  { by, at, reason }: BudgetNote,
) => ({
  version,
  ...changesDocument(
    changes.map((change) => ({ ...change, by, at, version, ...(reason === undefined ? {} : { reason }) })),
  ),
});
