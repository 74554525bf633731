import { workOffBacktest } from '../../shared/flow/budgets/backtest-jobs.ts';
import { eachBacktest } from '../../shared/runtime/backtest-events.ts';
import { composeBacktest } from '../../shared/runtime/compose/backtest.ts';
import { stack } from '../../shared/runtime/stack.ts';

const app = composeBacktest();

/** What somebody in the console wants to know before a budget is saved: it may take longer than a request can. */
export const handler = stack(
  app,
  eachBacktest(app, async (id) => workOffBacktest(app.ports, await app.settings(), id)),
);
