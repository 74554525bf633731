import type { Alert } from '../alert/alert.ts';
import { holdingPlans } from '../alert/holding-plans.ts';
import { judgedCosts } from '../alert/judge.ts';
import type { Plan } from '../alert/plan.ts';
import type { Hour, Instant } from '../base/instant.ts';
import { incidentsOf } from '../evaluation/baseline/open-incident.ts';
import type { BudgetBook } from '../evaluation/budget/budget.ts';
import type { EvaluationDefaults } from '../evaluation/defaults.ts';
import { type Judging, judgingOf } from '../evaluation/judging.ts';
import type { RipenessState } from '../evaluation/ripeness/state.ts';
import type { CostNode } from '../evaluation/series/cost-tree.ts';
import { judgedTimeOf } from '../evaluation/series/judged-time.ts';
import { judgedAt } from '../ledger/judged-periods.ts';
import type { LedgerView, Pointer } from '../ledger/snapshot.ts';

export interface ReportInput {
  /** The judged periods, oldest first, at least one. */
  readonly views: readonly LedgerView[];
  readonly learned: RipenessState | undefined;
  readonly budgets: BudgetBook;
  readonly alerts: readonly Alert[];
  readonly plans: readonly Plan[];
  readonly defaults: EvaluationDefaults;
}

/** What every report of one time is computed from: the same numbers as the judgement's. */
export interface ReportBasis extends ReportInput {
  readonly judging: Judging;
  /** Of the newest period. */
  readonly pointer: Pointer;
  readonly currency: string;
  readonly asOf: Instant;
  /** First hour of any data: before it nothing is known, which is not the same as nothing spent. */
  readonly firstHour: Hour;
}

export function reportBasis(input: ReportInput): ReportBasis {
  const { views, learned, alerts, defaults, plans } = input;
  const asOf = judgedAt(views.map(({ pointer }) => pointer));
  const { tree, ripeness, shown } = judgedCosts(views, asOf, learned);
  const time = judgedTimeOf(tree, asOf, defaults, ripeness);
  const planned = holdingPlans(plans, { tree, asOf, ripeEnd: time.ripeEnd });
  const judging = judgingOf({ tree, time, defaults, incidents: incidentsOf(alerts, time.dataEnd), planned });
  const { currency } = tree.newest;
  return { ...input, judging, pointer: shown, currency, asOf, firstHour: tree.firstHour };
}

export const teamNode = ({ judging }: ReportBasis, team: string): CostNode | undefined =>
  judging.tree.teams.find(({ name }) => name === team);

export const budgetOf = ({ budgets, currency }: ReportBasis, team: string) =>
  budgets.budgets.find((budget) => budget.team === team && budget.currency === currency);
