import * as v from 'valibot';
import { BacktestBody } from '../../../shared/api/budget.ts';
import { isInScope } from '../../../shared/domain/access/scope.ts';
import type { BacktestJob } from '../../../shared/domain/alert/backtest/job.ts';
import { askBacktest, dropBacktest, standingOf } from '../../../shared/flow/budgets/backtest-jobs.ts';
import { type Answer, type Asked, answer, notFound } from '../answer.ts';
import type { Api } from '../api-ports.ts';
import { budgetOfBody } from '../budget-form.ts';
import { backtestJobDocument } from '../documents/backtest.ts';

/** What a budget would have told before it is saved. */
export const backtestUseCases = (api: Api) => ({
  askBacktest: async ({ person, scope, body }: Asked): Promise<Answer> => {
    const { team, days, budget: draft } = v.parse(BacktestBody, body);
    if (!isInScope(scope, team)) return notFound('team');
    const { exportName } = await api.settings();
    const budget = draft === undefined ? {} : { budget: budgetOfBody(team, draft) };
    const asked = { asker: person.id, team, days, ...budget };
    return answer(backtestJobDocument(await askBacktest(api.ports, exportName, asked)));
  },
  backtest: async (asked: Asked): Promise<Answer> => {
    const job = await jobOf(api, asked);
    return job === undefined ? notFound('backtest') : answer(backtestJobDocument(job));
  },
  dropBacktest: async (asked: Asked): Promise<Answer> => {
    const job = await jobOf(api, asked);
    if (job === undefined) return notFound('backtest');
    await dropBacktest(api.ports, (await api.settings()).exportName, job);
    const left = (await jobOf(api, asked)) ?? job;
    return answer(backtestJobDocument(left));
  },
});

/** Their own only, and only while the team is theirs to see. */
async function jobOf(api: Api, { person, scope, params }: Asked): Promise<BacktestJob | undefined> {
  const { exportName } = await api.settings();
  const job = await standingOf(api.ports, exportName, { id: params.id ?? '', asker: person.id });
  return job !== undefined && isInScope(scope, job.team) ? job : undefined;
}
