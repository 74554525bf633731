import type { Alert, Transition } from '../../shared/domain/alert/alert.ts';
import { type Declared, judge, type PlanChange } from '../../shared/domain/alert/judge.ts';
import { plansAfter } from '../../shared/domain/alert/plan-steps.ts';
import { HOUR_MS, parseInstant } from '../../shared/domain/base/instant.ts';
import type { BudgetBook } from '../../shared/domain/evaluation/budget/budget.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import type { Finding } from '../../shared/domain/evaluation/finding.ts';
import { buildCostTree } from '../../shared/domain/evaluation/series/cost-tree.ts';
import type { LedgerView } from '../../shared/domain/ledger/snapshot.ts';
import { isLoud } from './alert.ts';
import { aBook } from './budget.ts';

export interface World {
  viewsAt(asOf: number): readonly LedgerView[];
}

export interface Judged {
  readonly asOf: number;
  readonly findings: readonly Finding[];
  readonly transitions: readonly Transition[];
  readonly plans: readonly PlanChange[];
}

/** Deliveries `everyHours` apart from `from` to `to`, judged one after another with the alerts of those before. */
export function replay(
  world: World,
  from: string,
  to: string,
  {
    budgets = aBook(),
    everyHours = 8,
    plans = [],
    silences = [],
  }: { budgets?: BudgetBook; everyHours?: number } & Declared = {},
): readonly Judged[] {
  let known = plans;
  const alerts = new Map<string, Alert>();
  const judged: Judged[] = [];
  for (let asOf = parseInstant(from); asOf <= parseInstant(to); asOf += everyHours * HOUR_MS) {
    const views = world.viewsAt(asOf);
    const { findings, transitions, ...changed } = judge({
      tree: buildCostTree(views)!,
      budgets,
      defaults: EVALUATION_DEFAULTS,
      alerts: [...alerts.values()],
      plans: known,
      silences,
      pointer: views.at(-1)!.pointer,
      asOf,
    });
    for (const { after } of transitions) alerts.set(after.id, after);
    known = plansAfter(known, changed.plans);
    judged.push({ asOf, findings, transitions, ...changed });
  }
  return judged;
}

/** What people would have heard. */
export const told = (judged: readonly Judged[]): readonly Transition[] =>
  judged.flatMap(({ transitions }) => transitions.filter(isLoud));

export const alertsAfter = (judged: readonly Judged[]): readonly Alert[] => {
  const alerts = new Map<string, Alert>();
  for (const { transitions } of judged) for (const { after } of transitions) alerts.set(after.id, after);
  return [...alerts.values()];
};
