import type { CallOf } from '../../../../shared/api/documents.ts';
import type { RouteName } from '../../../../shared/api/routes.ts';

/** Where each document lies. The types are those of the server's table, so that neither can move alone. */
export const CALLS: { readonly [N in RouteName]: CallOf<N> } = {
  me: 'GET /me',
  overview: 'GET /overview',
  spend: 'GET /spend',
  team: 'GET /teams/{team}',
  bridge: 'GET /teams/{team}/bridge',
  principal: 'GET /principal',
  alerts: 'GET /alerts',
  alert: 'GET /alerts/{id}',
  decide: 'POST /alerts/{id}/decisions',
  plans: 'GET /plans',
  declarePlan: 'POST /plans',
  endPlan: 'DELETE /plans/{id}',
  budgets: 'GET /budgets',
  putBudget: 'PUT /budgets/{team}',
  deleteBudget: 'DELETE /budgets/{team}',
  raise: 'POST /budgets/{team}/raises',
  cap: 'PUT /budgets-cap',
  importBudgets: 'POST /budgets/import',
  exportBudgets: 'GET /budgets/export/{format}',
  budgetChanges: 'GET /budgets/changes',
  undoBudget: 'POST /budgets/undo',
  backtest: 'POST /backtests',
  untagged: 'GET /untagged',
  deliveries: 'GET /deliveries',
  statements: 'GET /statements/{period}',
  statementFile: 'GET /statements/{period}/files/{name}',
  settings: 'GET /settings',
  putSettings: 'PUT /settings',
};
