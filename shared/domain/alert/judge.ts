import type { Instant } from '../base/instant.ts';
import type { EvaluationInput } from '../evaluation/evaluate.ts';
import { evaluateTree } from '../evaluation/evaluate.ts';
import type { Finding } from '../evaluation/finding.ts';
import { type Ripeness, ripenessOf } from '../evaluation/ripeness/ripeness.ts';
import { NOTHING_LEARNED, type RipenessState } from '../evaluation/ripeness/state.ts';
import { buildCostTree, type CostTree } from '../evaluation/series/cost-tree.ts';
import { judgedTimeOf } from '../evaluation/series/judged-time.ts';
import { cutView } from '../ledger/cut-view.ts';
import type { LedgerView, Pointer } from '../ledger/snapshot.ts';
import type { Alert, Transition } from './alert.ts';
import { type FirstLook, firstLookOf, inDigests } from './digest.ts';
import { endedRise } from './ended-rise.ts';
import { holdingPlans } from './holding-plans.ts';
import { mutesOf } from './mutes.ts';
import type { Plan } from './plan.ts';
import { type PlanReport, type PlanStep, planReport, planSteps, plansAfter } from './plan-steps.ts';
import { recountTold } from './recount.ts';
import { restatedAlerts } from './restated.ts';
import type { Silence } from './silence.ts';
import type { JudgedPointer } from './step.ts';
import { decideTransitions } from './transition.ts';

/** What one delivery is judged by. */
export interface JudgedCosts {
  readonly tree: CostTree;
  readonly asOf: Instant;
  /** Of the newest period that is judged. */
  readonly pointer: JudgedPointer;
  /** How bills fill up, as far as the deliveries until then had shown. */
  readonly ripeness?: Ripeness;
  /** Whether an installation sees its first deliveries; what is found in plain series is always told one by one. */
  readonly firstLook?: FirstLook;
}

/** What people announced or want hidden; of what was made after the delivery it knows nothing. */
export interface Declared {
  readonly plans?: readonly Plan[];
  readonly silences?: readonly Silence[];
}

export interface JudgeInput
  extends Omit<EvaluationInput, 'views' | 'alerts' | 'planned'>,
    JudgedCosts,
    Declared {
  readonly alerts: readonly Alert[];
  /** By which a snooze ends; `asOf` where a past is judged. */
  readonly clock?: Instant;
}

/** A plan that was left or is over, with its report. */
export interface PlanChange extends PlanStep {
  readonly report: PlanReport;
}

export interface Judged {
  readonly findings: readonly Finding[];
  readonly transitions: readonly Transition[];
  readonly plans: readonly PlanChange[];
}

/** What these views (the judged periods, oldest first, at least one) and what was learned let a judgement know at `asOf`. */
export function judgedCosts(
  views: readonly LedgerView[],
  asOf: Instant,
  learned: RipenessState = NOTHING_LEARNED,
): JudgedCosts & {
  /** Of the newest period as far as the judgement sees: what a message says of its data. */
  readonly shown: Pointer;
} {
  const cut = views.map((view) => cutView(view, asOf));
  return {
    tree: buildCostTree(cut)!,
    asOf,
    ripeness: ripenessOf(learned),
    firstLook: firstLookOf(views.map(({ pointer }) => pointer)),
    pointer: views.at(-1)!.pointer,
    shown: cut.at(-1)!.pointer,
  };
}

/** One delivery's findings and what they change: the live engine, its backtest and the replay of plain series share it. */
export function judge(input: JudgeInput): Judged {
  const { tree, alerts, budgets, pointer, asOf, firstLook, clock = asOf, plans = [], silences = [] } = input;
  const time = { tree, asOf, ripeEnd: judgedTimeOf(tree, asOf, input.defaults, input.ripeness).ripeEnd };
  const findings = evaluateTree(tree, { ...input, planned: holdingPlans(plans, time) });
  const steps = planSteps(plans, findings, time);
  const decided = decideTransitions({
    ...{ findings, alerts, pointer, asOf, clock },
    recounted: recountTold(tree, alerts),
    restated: restatedAlerts(tree, alerts, asOf),
    // Plain series are told once and for all.
    ...(tree.others === undefined
      ? {}
      : { ended: (finding: Finding) => endedRise(finding, tree, time.ripeEnd) }),
    mutes: mutesOf(plansAfter(plans, steps), silences, time),
  });
  const transitions = inDigests(decided, { alerts, budgets, firstLook, order: pointer.order });
  return {
    findings,
    transitions,
    plans: steps.map((step) => ({ ...step, report: planReport(step, alerts, transitions) })),
  };
}
