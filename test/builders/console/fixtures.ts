import { alertDetail } from './alert-document.ts';
import { backtestJob, budgets, changes } from './budget-documents.ts';
import { alerts, bridge, me, overview, principal, team } from './documents.ts';
import { deliveries, rules, rulesEffect, statements, untagged } from './month-documents.ts';
import type { Fixtures } from './server.ts';

/** A company on an ordinary Thursday: one thing burns, one budget will not hold, somebody is new. */
export const FIXTURES: Fixtures = {
  me: () => me,
  overview: () => overview(),
  team: ({ params, query }) => team(params.team ?? '', query.from, query.to),
  bridge: () => bridge,
  principal: ({ query }) => principal(query.id ?? ''),
  alerts: () => ({ alerts }),
  alert: () => alertDetail,
  budgets: () => budgets,
  budgetChanges: () => changes,
  askBacktest: () => backtestJob,
  backtest: () => backtestJob,
  untagged: () => untagged,
  rules: () => rules,
  putRules: () => ({ ...rules, effect: rulesEffect }),
  deliveries: () => deliveries,
  statements: () => statements,
};
