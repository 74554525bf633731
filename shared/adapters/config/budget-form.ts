import type { Budget } from '../../domain/evaluation/budget/budget.ts';
import type { BudgetField } from './budget-field.ts';
import { budgetsOf } from './budget-record.ts';

/**
 * One budget from a form whose fields say what the columns of a budget file say, by the same rules. Throws Failure
 * `misconfigured` naming the field as the column.
 */
export const budgetFromForm = (fields: Readonly<Partial<Record<BudgetField, string>>>): Budget =>
  budgetsOf([{ line: 1, fields: new Map(Object.entries(fields)) }], 'the budget')[0]!;
