import type { Api } from './api-ports.ts';
import type { UseCases } from './app.ts';
import { alertUseCases } from './use-cases/alerts.ts';
import { attributionUseCases } from './use-cases/attribution.ts';
import { backtestUseCases } from './use-cases/backtest.ts';
import { budgetUseCases } from './use-cases/budgets.ts';
import { planUseCases } from './use-cases/plans.ts';
import { settingsUseCases } from './use-cases/settings.ts';
import { spendingUseCases } from './use-cases/spending.ts';
import { statementUseCases } from './use-cases/statements.ts';

/** What each route does with what passed its checks. */
export const createUseCases = (api: Api): UseCases => ({
  ...spendingUseCases(api),
  ...alertUseCases(api),
  ...planUseCases(api),
  ...budgetUseCases(api),
  ...backtestUseCases(api),
  ...settingsUseCases(api),
  ...attributionUseCases(api),
  ...statementUseCases(api),
});
