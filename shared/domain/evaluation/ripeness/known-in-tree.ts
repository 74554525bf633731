import { type Hour, type Instant, isoInstant, startOfHour } from '../../base/instant.ts';
import { type BillingPeriod, periodHours, periodOf } from '../../base/period.ts';
import type { CostTree } from '../series/cost-tree.ts';
import { costBetween } from '../series/series.ts';
import { type Family, familyOf } from './family.ts';
import { COMPARED_HOURS, type KnownCosts } from './known-costs.ts';

/**
 * What a tree says that its hours cost, where there is no ledger behind it, as in a replay of plain series: one delivery
 * of each period that its newest three weeks touch.
 */
export function knownCostsOfTree(tree: CostTree, asOf: Instant): readonly KnownCosts[] {
  const to = tree.dataThrough;
  const from = Math.max(to - COMPARED_HOURS, tree.firstHour);
  const slotHours = tree.grain === 'daily' ? 24 : 1;
  const sums = sumsByFamily(tree, from, to);
  return periodsBetween(from, to).map((billingPeriod) => {
    const hours = periodHours(billingPeriod);
    const [first, last] = [Math.max(from, hours.from), Math.min(to, hours.to)];
    const costs = new Map(
      [...sums].map(([family, sum]) => [family, microsOf(sum, from, first, last)] as const),
    );
    const order = `${isoInstant(asOf)}~replay`;
    return { billingPeriod, order, executedAt: asOf, dataThrough: last, slotHours, costs };
  });
}

function sumsByFamily({ teams }: CostTree, from: Hour, to: Hour): ReadonlyMap<Family, Float64Array> {
  const sums = new Map<Family, Float64Array>();
  for (const { name, series } of teams.flatMap((team) => team.children.flatMap((each) => each.children))) {
    const family = familyOf(name);
    const sum = sums.get(family) ?? new Float64Array(Math.max(0, to - from));
    sums.set(family, sum);
    for (let hour = from; hour < to; hour += 1) sum[hour - from]! += costBetween(series, hour, hour + 1);
  }
  return sums;
}

function microsOf(sum: Float64Array, from: Hour, first: Hour, last: Hour): ReadonlyMap<Hour, number> {
  const micros = new Map<Hour, number>();
  for (let hour = first; hour < last; hour += 1) {
    const cost = Math.round(sum[hour - from]! * 1e6);
    if (cost !== 0) micros.set(hour, cost);
  }
  return micros;
}

function periodsBetween(from: Hour, to: Hour): readonly BillingPeriod[] {
  const days = Array.from({ length: Math.ceil((to - from) / 24) + 1 }, (_, day) =>
    Math.min(from + day * 24, to - 1),
  );
  return to <= from ? [] : [...new Set(days.map((hour) => periodOf(startOfHour(hour))))];
}
