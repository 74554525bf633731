import { holdingPlans, type PlanCosts } from '../../domain/alert/holding-plans.ts';
import type { Plan } from '../../domain/alert/plan.ts';
import { isCountable, planHours } from '../../domain/alert/plan-state.ts';
import { approximate } from '../../domain/base/money.ts';
import { periodHours } from '../../domain/base/period.ts';
import { judgedPeriods } from '../../domain/ledger/judged-periods.ts';
import type { Grain } from '../../domain/ledger/snapshot.ts';
import type { CubeSeries } from '../../domain/view/spend-cube.ts';
import { askSpend } from '../../domain/view/spend-query.ts';
import type { PlanStore } from '../../ports/plan-store.ts';
import type { ReadBasis } from './read-basis.ts';
import type { PeriodView, ViewBook } from './view-book.ts';

export interface PlanCostPorts {
  readonly book: ViewBook;
  readonly plans: Pick<PlanStore, 'recent'>;
}

/**
 * The basis of pages that tell where a month ends, as the judgement forecasts it. A plan of one principal or model that
 * has begun costs a reading of the hours.
 */
export async function withPlans(
  { book, plans }: PlanCostPorts,
  exportName: string,
  basis: ReadBasis,
  isShown: (team: string) => boolean,
): Promise<ReadBasis> {
  const { pointers, newest, judging } = basis;
  const { tree } = judging;
  const now = { tree, ...judging.time };
  const recent = await plans.recent(exportName, now.asOf);
  const begun = recent.filter(
    (plan) => isShown(plan.team) && plan.left === undefined && isCountable(plan, now),
  );
  if (begun.length === 0) return basis;
  const judged = judgedPeriods(pointers).filter(({ currency }) => currency === newest.currency);
  const views = await Promise.all(judged.map(book.view));
  const costs = new Map<Plan, PlanCosts | undefined>();
  for (const plan of begun) costs.set(plan, await planCostsIn(views, plan, tree.grain));
  const planned = holdingPlans(begun, now, (plan) => costs.get(plan));
  return { ...basis, judging: { ...judging, planned } };
}

/** Whether costs lie in the scope of a plan, whatever their time. */
const isOfPlan =
  ({ team, principal, model }: Plan) =>
  (series: CubeSeries): boolean =>
    series.team === team &&
    (principal === undefined || series.value === principal) &&
    (model === undefined || series.model === model);

/** As the judgement's tree has them, from views of the judged periods in one currency, oldest first. */
export async function planCostsIn(
  views: readonly PeriodView[],
  plan: Plan,
  grain: Grain,
): Promise<PlanCosts | undefined> {
  const [first, last] = [views[0], views.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const from = periodHours(first.pointer.billingPeriod).from;
  const { to } = periodHours(last.pointer.billingPeriod);
  const isWhole = plan.principal === undefined && plan.model === undefined;
  const cubes = await Promise.all(views.map(async (view) => (isWhole ? view.teams : view.hours())));
  const asked = { where: isOfPlan(plan), key: () => '', from, to, grain: 'hour' } as const;
  const [group] = askSpend(cubes, { teams: '*' }, asked).groups;
  const costs = group?.steps ?? [];
  const held = planHours(plan, { grain });
  const prefix = new Float64Array(to - from + 1);
  for (const [slot, cost] of costs.entries()) prefix[slot + 1] = prefix[slot]! + approximate(cost);
  return {
    series: { from, prefix },
    spent: costs.slice(Math.max(0, held.from - from), held.to - from).reduce((sum, cost) => sum + cost, 0n),
  };
}
