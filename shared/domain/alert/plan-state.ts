import { HOUR_MS, type Hour, type Instant } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { CostTree } from '../evaluation/series/cost-tree.ts';
import { exactCost } from '../evaluation/series/exact-cost.ts';
import { inPlanScope } from './covers.ts';
import { isRiseRule } from './inhibition.ts';
import type { Plan } from './plan.ts';
import { coveredFrom, nodeOf } from './recount.ts';

/** What a judgement knows of the costs when it looks at a plan. */
export interface PlanTime {
  readonly tree: CostTree;
  readonly asOf: Instant;
  /** End (exclusive) of the hours that are taken as complete. */
  readonly ripeEnd: Hour;
}

/** Half-open, UTC hours. */
interface Hours {
  readonly from: Hour;
  readonly to: Hour;
}

/** Hours that a plan touches, or days where the bill knows no hours. */
export function planHours({ startsAt, endsAt }: Plan, { grain }: Pick<CostTree, 'grain'>): Hours {
  const step = grain === 'daily' ? 24 : 1;
  return {
    from: Math.floor(startsAt / HOUR_MS / step) * step,
    to: Math.ceil(endsAt / HOUR_MS / step) * step,
  };
}

/** All that the scope has spent between start and end, to the picodollar, as far as it was delivered. */
export function planSpent(plan: Plan, tree: CostTree): Pico {
  const { team, principal, model } = plan;
  const node = nodeOf(tree, { team, ...(principal === undefined ? {} : { principal }) });
  return exactCost(node?.entries ?? [], planHours(plan, tree), model === undefined ? {} : { model });
}

/** It is known, has begun, and all that it spent can be counted. */
export const isCountable = (plan: Plan, { tree, asOf }: PlanTime): boolean =>
  plan.createdAt <= asOf &&
  plan.startsAt <= asOf &&
  plan.startsAt < plan.endsAt &&
  plan.currency === tree.newest.currency &&
  planHours(plan, tree).from >= coveredFrom(tree);

/** In which way a plan is left with this delivery; undefined where it holds, or was left before. */
export function leavingOf(
  plan: Plan,
  findings: readonly Finding[],
  time: PlanTime,
): NonNullable<Plan['left']>['why'] | undefined {
  if (plan.left !== undefined || !isCountable(plan, time)) return undefined;
  if (planSpent(plan, time.tree) > plan.cap) return 'amount';
  if (findings.some((finding) => isOtherModel(plan, finding, time.tree))) return 'scope';
  return findings.some((finding) => isAbout(plan, finding, time.tree) && goesOn(plan, finding, time))
    ? 'time'
    : undefined;
}

/** Whether a rise lies inside a plan that holds: its scope, begun between its start and its end, and not going on after it. */
export const isPlanned = (plan: Plan, finding: Finding, time: PlanTime): boolean =>
  plan.left === undefined &&
  isCountable(plan, time) &&
  isAbout(plan, finding, time.tree) &&
  !goesOn(plan, finding, time);

const beginsInside = (plan: Plan, { startedAt }: Finding, tree: CostTree): boolean => {
  const { from, to } = planHours(plan, tree);
  return startedAt >= from && startedAt < to;
};

const isAbout = (plan: Plan, finding: Finding, tree: CostTree): boolean =>
  isRiseRule(finding) && inPlanScope(plan, finding) && beginsInside(plan, finding, tree);

/** The planned principal rises by something else than the planned model. */
const isOtherModel = (plan: Plan, finding: Finding, tree: CostTree): boolean =>
  isRiseRule(finding) &&
  plan.principal !== undefined &&
  plan.model !== undefined &&
  plan.team === finding.scope.team &&
  plan.principal === finding.scope.principal &&
  plan.model !== finding.scope.model &&
  beginsInside(plan, finding, tree);

/**
 * The hours after its end still cost half of the rise: a window that merely reaches back into the plan is no rise after
 * it. Only complete hours tell.
 */
function goesOn(plan: Plan, finding: Finding, { tree, ripeEnd }: PlanTime): boolean {
  const { to } = planHours(plan, tree);
  const { baseline, scope, usualPerHour, costPerHour } = finding;
  if (ripeEnd <= to) return false;
  if (baseline === undefined) return costPerHour > usualPerHour;
  if (baseline.from >= to) return true;
  const entries = nodeOf(tree, scope)?.entries ?? [];
  const filter = scope.model === undefined ? {} : { model: scope.model };
  const after = exactCost(entries, { from: to, to: ripeEnd }, filter);
  const [hours, judged] = [BigInt(ripeEnd - to), BigInt(baseline.to - baseline.from)];
  const rise = baseline.actual - baseline.expected;
  return 2n * (after - hours * usualPerHour) * judged >= hours * rise;
}
