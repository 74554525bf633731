import * as v from 'valibot';
import { BacktestBody } from '../../../shared/api/budget.ts';
import { isInScope } from '../../../shared/domain/access/scope.ts';
import { tryBudget } from '../../../shared/flow/budgets/try-budget.ts';
import { type Answer, type Asked, answer, notFound } from '../answer.ts';
import type { Api } from '../api-ports.ts';
import { budgetOfBody } from '../budget-form.ts';
import { backtestDocument } from '../documents/backtest.ts';

/** What a budget would have told before it is saved. */
export const backtestUseCase = ({ ports, settings }: Api) => ({
  backtest: async ({ scope, body }: Asked): Promise<Answer> => {
    const { team, days, budget: draft } = v.parse(BacktestBody, body);
    if (!isInScope(scope, team)) return notFound('team');
    const { exportName, defaults } = await settings();
    const budget = draft === undefined ? {} : { budget: budgetOfBody(team, draft) };
    const result = await tryBudget(ports, exportName, { team, days, defaults, ...budget });
    return answer(backtestDocument(result, team));
  },
});
