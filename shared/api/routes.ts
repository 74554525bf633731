import type * as v from 'valibot';
import { AlertDetail, Alerts, AlertsQuery, DecisionBody, Plan, PlanBody, Plans } from './alert.ts';
import { AttributionRules, AttributionRulesBody } from './attribution.ts';
import {
  BacktestBody,
  BacktestJob,
  BudgetBody,
  BudgetChanges,
  Budgets,
  CapBody,
  ImportBody,
  ImportResult,
  RaiseBody,
} from './budget.ts';
import { Me, Settings, SettingsBody } from './me.ts';
import {
  Bridge,
  BridgeQuery,
  Deliveries,
  Overview,
  OverviewQuery,
  Principal,
  PrincipalQuery,
  Spend,
  SpendQuery,
  Team,
  TeamQuery,
  Untagged,
  UntaggedQuery,
} from './spend.ts';
import { Statements } from './statement.ts';

type Schema = v.GenericSchema;

export interface Route {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Under `/api/v1`; `{name}` is one segment, percent-encoded. */
  readonly path: string;
  readonly summary: string;
  /** What somebody must be allowed to (`mayDecide`), besides seeing the team it is about. */
  readonly needs: 'read' | 'decide' | 'plan' | 'budget' | 'settings';
  readonly query?: Schema;
  readonly body?: Schema;
  readonly answer?: Schema;
  /** Refused with 412 unless `If-Match` names the version that was read. */
  readonly versioned?: true;
  /** Of the answer; 200 where nothing is said. */
  readonly status?: 202;
}

/** The whole API: router, checks, OpenAPI and the tests of scope all read this table. */
export const ROUTES = {
  me: {
    method: 'GET',
    path: '/me',
    summary: 'Who asks, and what there is to see',
    needs: 'read',
    answer: Me,
  },
  overview: {
    method: 'GET',
    path: '/overview',
    summary: 'A month by team',
    needs: 'read',
    query: OverviewQuery,
    answer: Overview,
  },
  spend: {
    method: 'GET',
    path: '/spend',
    summary: 'Spending over time by anything',
    needs: 'read',
    query: SpendQuery,
    answer: Spend,
  },
  team: {
    method: 'GET',
    path: '/teams/{team}',
    summary: 'One team',
    needs: 'read',
    query: TeamQuery,
    answer: Team,
  },
  bridge: {
    method: 'GET',
    path: '/teams/{team}/bridge',
    summary: 'Why two times of a team cost what they do',
    needs: 'read',
    query: BridgeQuery,
    answer: Bridge,
  },
  principal: {
    method: 'GET',
    path: '/principal',
    summary: 'One principal',
    needs: 'read',
    query: PrincipalQuery,
    answer: Principal,
  },
  alerts: {
    method: 'GET',
    path: '/alerts',
    summary: 'Alerts, worst first',
    needs: 'read',
    query: AlertsQuery,
    answer: Alerts,
  },
  alert: {
    method: 'GET',
    path: '/alerts/{id}',
    summary: 'One alert with its evidence',
    needs: 'read',
    answer: AlertDetail,
  },
  decide: {
    method: 'POST',
    path: '/alerts/{id}/decisions',
    summary: 'Acknowledge, snooze, judge',
    needs: 'decide',
    body: DecisionBody,
    answer: AlertDetail,
  },
  plans: { method: 'GET', path: '/plans', summary: 'Announced spending', needs: 'read', answer: Plans },
  declarePlan: {
    method: 'POST',
    path: '/plans',
    summary: 'Announce spending up to a cap',
    needs: 'plan',
    body: PlanBody,
    answer: Plan,
  },
  endPlan: { method: 'DELETE', path: '/plans/{id}', summary: 'End a plan now', needs: 'plan', answer: Plan },
  budgets: { method: 'GET', path: '/budgets', summary: 'All budgets', needs: 'read', answer: Budgets },
  putBudget: {
    method: 'PUT',
    path: '/budgets/{team}',
    summary: 'Set the budget of a team',
    needs: 'budget',
    body: BudgetBody,
    answer: Budgets,
    versioned: true,
  },
  deleteBudget: {
    method: 'DELETE',
    path: '/budgets/{team}',
    summary: 'Remove the budget of a team',
    needs: 'budget',
    answer: Budgets,
    versioned: true,
  },
  raise: {
    method: 'POST',
    path: '/budgets/{team}/raises',
    summary: 'Another amount for one month',
    needs: 'budget',
    body: RaiseBody,
    answer: Budgets,
    versioned: true,
  },
  cap: {
    method: 'PUT',
    path: '/budgets-cap',
    summary: 'The cap that all budgets are held against',
    needs: 'budget',
    body: CapBody,
    answer: Budgets,
    versioned: true,
  },
  importBudgets: {
    method: 'POST',
    path: '/budgets/import',
    summary: 'Replace all budgets by a file, or say what would change',
    needs: 'budget',
    body: ImportBody,
    answer: ImportResult,
    versioned: true,
  },
  exportBudgets: {
    method: 'GET',
    path: '/budgets/export/{format}',
    summary: 'All budgets as csv or yaml',
    needs: 'read',
  },
  budgetChanges: {
    method: 'GET',
    path: '/budgets/changes',
    summary: 'Who changed which budget',
    needs: 'read',
    answer: BudgetChanges,
  },
  undoBudget: {
    method: 'POST',
    path: '/budgets/undo',
    summary: 'Take the last change back',
    needs: 'budget',
    answer: Budgets,
    versioned: true,
  },
  askBacktest: {
    method: 'POST',
    path: '/backtests',
    summary: 'Ask what a budget would have told in the past',
    needs: 'read',
    body: BacktestBody,
    answer: BacktestJob,
    status: 202,
  },
  backtest: {
    method: 'GET',
    path: '/backtests/{id}',
    summary: 'How far a backtest is, and its answer',
    needs: 'read',
    answer: BacktestJob,
  },
  dropBacktest: {
    method: 'DELETE',
    path: '/backtests/{id}',
    summary: 'Nobody waits for it any more',
    needs: 'read',
    answer: BacktestJob,
  },
  untagged: {
    method: 'GET',
    path: '/untagged',
    summary: 'What no team pays for',
    needs: 'read',
    query: UntaggedQuery,
    answer: Untagged,
  },
  deliveries: {
    method: 'GET',
    path: '/deliveries',
    summary: 'What AWS delivered',
    needs: 'read',
    answer: Deliveries,
  },
  statements: {
    method: 'GET',
    path: '/statements/{period}',
    summary: 'Statements of a month',
    needs: 'read',
    answer: Statements,
  },
  statementFile: {
    method: 'GET',
    path: '/statements/{period}/files/{name}',
    summary: 'A statement as csv, json or xlsx',
    needs: 'read',
  },
  settings: {
    method: 'GET',
    path: '/settings',
    summary: 'Rules of attribution, routes and people',
    needs: 'read',
    answer: Settings,
  },
  rules: {
    method: 'GET',
    path: '/attribution-rules',
    summary: 'How a charge finds its team',
    needs: 'read',
    answer: AttributionRules,
  },
  putRules: {
    method: 'PUT',
    path: '/attribution-rules',
    summary: 'Replace the rules of attribution, or say what they would give to teams',
    needs: 'settings',
    body: AttributionRulesBody,
    answer: AttributionRules,
    versioned: true,
  },
  putSettings: {
    method: 'PUT',
    path: '/settings',
    summary: 'Replace billhook.yml',
    needs: 'settings',
    body: SettingsBody,
    answer: Settings,
    versioned: true,
  },
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof ROUTES;
