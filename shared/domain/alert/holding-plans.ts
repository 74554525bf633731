import { approximate, type Pico } from '../base/money.ts';
import type { PlannedSpend } from '../evaluation/budget/planned-spend.ts';
import type { CostNode, CostTree } from '../evaluation/series/cost-tree.ts';
import { type CostSeries, summedSeries } from '../evaluation/series/series.ts';
import type { Plan } from './plan.ts';
import { isCountable, type PlanTime, planHours, planSpent } from './plan-state.ts';
import { nodeOf } from './recount.ts';

/** What the scope of a plan costs by hour, and what of it is spent in the plan. */
export interface PlanCosts {
  readonly series: CostSeries;
  readonly spent: Pico;
}

/**
 * Plans by which a budget's forecast knows when spending ends: begun, counted in full, and never left. One that is over
 * its cap is left with this very delivery.
 */
export const holdingPlans = (
  plans: readonly Plan[],
  time: PlanTime,
  costsOf: (plan: Plan) => PlanCosts | undefined = (plan) => costsIn(time.tree, plan),
): readonly PlannedSpend[] =>
  plans.flatMap((plan): readonly PlannedSpend[] => {
    if (plan.left !== undefined || !isCountable(plan, time)) return [];
    const costs = costsOf(plan);
    if (costs === undefined || costs.spent > plan.cap) return [];
    const { team, principal, model } = plan;
    return [
      {
        ...{ team, ...planHours(plan, time.tree), cap: approximate(plan.cap), series: costs.series },
        ...(principal === undefined ? {} : { principal }),
        ...(model === undefined ? {} : { model }),
      },
    ];
  });

function costsIn(tree: CostTree, plan: Plan): PlanCosts | undefined {
  const node = nodeOf(tree, {
    team: plan.team,
    ...(plan.principal === undefined ? {} : { principal: plan.principal }),
  });
  if (node === undefined) return undefined;
  return { series: seriesIn(node, plan), spent: planSpent(plan, tree) };
}

function seriesIn(node: CostNode, { principal, model }: Plan): CostSeries {
  if (model === undefined) return node.series;
  const models = principal === undefined ? node.children.flatMap(({ children }) => children) : node.children;
  return summedSeries(
    node.series,
    models.filter(({ name }) => name === model).map(({ series }) => series),
  );
}
