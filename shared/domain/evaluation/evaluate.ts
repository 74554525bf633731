import type { Instant } from '../base/instant.ts';
import type { LedgerView } from '../ledger/snapshot.ts';
import { type EarlierAlert, incidentsOf } from './baseline/open-incident.ts';
import type { BudgetBook } from './budget/budget.ts';
import type { PlannedSpend } from './budget/planned-spend.ts';
import { byRuleAndScope, withBudget } from './budget/team-budget.ts';
import type { EvaluationDefaults } from './defaults.ts';
import { dropFindings } from './drop/drop.ts';
import type { Finding } from './finding.ts';
import { firstSeenFindings } from './first-seen/first-seen.ts';
import { outlooksOf } from './impact/outlooks.ts';
import { floorsOf, type Judging, judgingOf } from './judging.ts';
import type { Ripeness } from './ripeness/ripeness.ts';
import { withCompleteness } from './ripeness/told-share.ts';
import { newcomerFindings } from './rise/newcomer.ts';
import { spikeFindings } from './rise/spike-findings.ts';
import { buildCostTree, type CostNode, type CostTree } from './series/cost-tree.ts';
import { judgedTimeOf } from './series/judged-time.ts';

export interface EvaluationInput {
  /** Oldest period first: the newest period and up to two before it. */
  readonly views: readonly LedgerView[];
  readonly budgets: BudgetBook;
  readonly defaults: EvaluationDefaults;
  /** Execution time of the newest delivery: judgement never looks at another clock. */
  readonly asOf: Instant;
  /** Earlier alerts: their hours are kept out of the reference. */
  readonly alerts?: readonly EarlierAlert[];
  /** How hours fill up, as far as deliveries until then had shown. */
  readonly ripeness?: Ripeness;
  /** Plans that hold: budgets are judged by what they may still spend until they end. */
  readonly planned?: readonly PlannedSpend[];
}

/** Judges what is visible now. The same input gives the same findings in the same order. */
export function evaluate(input: EvaluationInput): readonly Finding[] {
  const tree = buildCostTree(input.views);
  return tree === undefined ? [] : evaluateTree(tree, input);
}

/** The same for costs that never were a ledger, as in a replay of a plain series. */
export function evaluateTree(tree: CostTree, input: Omit<EvaluationInput, 'views'>): readonly Finding[] {
  const { defaults, asOf, alerts = [], planned = [] } = input;
  const time = judgedTimeOf(tree, asOf, defaults, input.ripeness);
  const outlooks = outlooksOf(tree, input.budgets.budgets, asOf, input.ripeness);
  const incidents = incidentsOf(alerts, time.dataEnd);
  const judging = judgingOf({ tree, time, defaults, incidents, outlooks, planned });
  const found = tree.teams.flatMap((team) => teamFindings(judging, team, input.budgets));
  return [...found, ...firstSeenFindings(judging, found), ...dropFindings(judging)]
    .map((finding) => withCompleteness(time, finding))
    .sort(byRuleAndScope);
}

function teamFindings(judging: Judging, team: CostNode, budgets: BudgetBook): readonly Finding[] {
  const budget = budgets.budgets.find((each) => each.team === team.name);
  const newcomers = newcomerFindings(judging, team);
  const names = new Set(newcomers.map((finding) => finding.scope.principal ?? ''));
  const rises = [...newcomers, ...spikeFindings(judging, team, floorsOf(judging, team, budget), names)];
  // A budget in another currency cannot be compared; refusing it is the budget file's business.
  if (budget === undefined || budget.currency !== judging.tree.newest.currency) return rises;
  return withBudget(judging, team, budget, rises);
}
