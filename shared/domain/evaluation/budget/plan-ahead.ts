import type { Hour } from '../../base/instant.ts';
import { type CostSeries, costAt } from '../series/series.ts';
import { holderOf, mappedSeries, type PlannedSpend, plannedAt, restSeries } from './planned-spend.ts';

/** Of which past and month the plans are taken apart. */
interface PlanBasis {
  readonly series: CostSeries;
  /** End (exclusive) of the hours that are complete. */
  readonly known: Hour;
  /** End (exclusive) of the month, and of the hours that have any cost that is known. */
  readonly to: Hour;
  readonly billed: Hour;
  readonly firstHour: Hour;
}

/** A team's costs with its plans taken out. */
export interface PlansApart {
  /** Costs outside the plans. */
  readonly rest: CostSeries;
  /** The past as it might have been without them: in their hours what the scope cost in weeks before. */
  readonly usual: CostSeries;
  /** What plans that go on spend of an hour to come, on top of what is billed of it. */
  ahead(hour: Hour): number;
  /** Such pasts of the scopes whose plans hold this hour to come: all that they do is the plan's. */
  scopesAt(hour: Hour): readonly CostSeries[];
  /** Mean of the last known day that lies in plans, per hour. */
  readonly ratePlanned: number;
  /** End (exclusive) of the last plan that goes on. */
  readonly until?: Hour;
}

const RATE_HOURS = 24;

/** Undefined where no plan has spent anything yet: such plans change nothing. */
export function plansApart(basis: PlanBasis, all: readonly PlannedSpend[]): PlansApart | undefined {
  const { series, known, to } = basis;
  const planned = all.filter((plan) => spentHours(all, plan, basis).length > 0);
  if (planned.length === 0) return undefined;
  const going = planned.filter((plan) => plan.to > known);
  const ahead = going.map((plan) => ({ plan, costs: costsAhead(planned, plan, basis) }));
  const scopes = new Map(going.map((plan) => [plan, usualOf(plan.series, [plan], planned, basis)]));
  let lastDay = 0;
  for (let hour = known - RATE_HOURS; hour < known; hour += 1) {
    lastDay += plannedAt(planned, hour, costAt(series, hour));
  }
  return {
    rest: restSeries(series, planned),
    usual: usualOf(series, planned, planned, basis),
    ahead: (hour) => ahead.reduce((sum, { costs }) => sum + (costs.get(hour) ?? 0), 0),
    scopesAt: (hour) =>
      hour < to ? going.filter((plan) => holderOf(planned, plan, hour)).map((plan) => scopes.get(plan)!) : [],
    ratePlanned: lastDay / RATE_HOURS,
    ...(going.length === 0 ? {} : { until: Math.max(...going.map((plan) => plan.to)) }),
  };
}

/** Hours of a plan that cost something, as far as they are billed. */
function spentHours(
  planned: readonly PlannedSpend[],
  plan: PlannedSpend,
  { billed }: PlanBasis,
): readonly Hour[] {
  const hours: Hour[] = [];
  for (let hour = plan.from; hour < Math.min(plan.to, billed); hour += 1) {
    if (costAt(plan.series, hour) > 0 && holderOf(planned, plan, hour)) hours.push(hour);
  }
  return hours;
}

/** At its present rate to its end, until its cap is used up. */
function costsAhead(
  planned: readonly PlannedSpend[],
  plan: PlannedSpend,
  basis: PlanBasis,
): ReadonlyMap<Hour, number> {
  const { known, to, billed } = basis;
  const spent = spentHours(planned, plan, basis);
  let left = plan.cap - spent.reduce((sum, hour) => sum + costAt(plan.series, hour), 0);
  const rate = rateOf(plan, spent, known);
  const costs = new Map<Hour, number>();
  for (let hour = Math.max(known, plan.from); hour < Math.min(plan.to, to); hour += 1) {
    if (!holderOf(planned, plan, hour)) continue;
    const missing = rate - (hour < billed ? costAt(plan.series, hour) : 0);
    const cost = Math.min(Math.max(0, missing), Math.max(0, left));
    costs.set(hour, cost);
    left -= cost;
  }
  return costs;
}

/** Mean of its last day, from its first cost on; of complete hours if there are any. */
function rateOf({ series }: PlannedSpend, spent: readonly Hour[], known: Hour): number {
  const [first, last] = [spent[0]!, spent.at(-1)!];
  const end = known > first ? known : last + 1;
  const from = Math.max(first, end - RATE_HOURS);
  const recent = spent.filter((hour) => hour >= from && hour < end);
  return recent.reduce((sum, hour) => sum + costAt(series, hour), 0) / (end - from);
}

/** Each hour of these plans with what their scopes cost in the last week, else on the last day, that no plan holds. */
function usualOf(
  series: CostSeries,
  plans: readonly PlannedSpend[],
  planned: readonly PlannedSpend[],
  { known, firstHour }: PlanBasis,
): CostSeries {
  const isFree = (hour: Hour): boolean =>
    hour >= firstHour && planned.every((plan) => hour < plan.from || hour >= plan.to);
  const before = (hour: Hour): Hour | undefined => {
    for (const step of [168, 24]) {
      for (let hours = step; hour - hours >= firstHour; hours += step) {
        if (isFree(hour - hours)) return hour - hours;
      }
    }
    return undefined;
  };
  return mappedSeries(series, (hour) => {
    const cost = costAt(series, hour);
    const held = plans.filter((plan) => hour < known && holderOf(planned, plan, hour));
    if (held.length === 0) return cost;
    const earlier = before(hour);
    const usual = held.reduce(
      (sum, plan) => sum + (earlier === undefined ? 0 : costAt(plan.series, earlier)),
      0,
    );
    return cost - plannedAt(held, hour, cost) + usual;
  });
}
