// The door for functions, which never import an adapter themselves.
export { withAttributionRules } from '../adapters/config/attribution-text.ts';
export {
  type BudgetFileFormat,
  budgetFormatOf,
  parseBudgets,
  printBudgets,
} from '../adapters/config/budget-file.ts';
export { budgetFromForm } from '../adapters/config/budget-form.ts';
export { timeOfDayText, workingDaysText } from '../adapters/config/budget-working-time.ts';
export { csvCell } from '../adapters/config/csv-cell.ts';
export { DEFAULT_SETTINGS, parseSettings, type Settings } from '../adapters/config/settings.ts';
