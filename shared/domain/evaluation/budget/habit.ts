import type { Hour } from '../../base/instant.ts';
import { type CostSeries, costBetween } from '../series/series.ts';

/** Windows further apart than this are two occasions and not one long one. */
const APART_HOURS = 72;

/**
 * What windows of so many hours cost on the second dearest occasion in [from, to), in currency units: a job of every
 * week or month did it twice, an incident once. 0 without two occasions. Hours of known incidents are no habit.
 */
export function habitualCost(
  series: CostSeries,
  hours: number,
  { from, to }: { readonly from: Hour; readonly to: Hour },
  incidents: readonly { readonly from: Hour; readonly to: Hour }[],
): number {
  const windows: { readonly start: Hour; readonly cost: number }[] = [];
  for (let start = from; start + hours <= to; start += 1) {
    if (incidents.some((each) => start < each.to && start + hours > each.from)) continue;
    windows.push({ start, cost: costBetween(series, start, start + hours) });
  }
  const dearest = windows.reduce((a, b) => (b.cost > a.cost ? b : a), { start: from, cost: 0 });
  return windows
    .filter(({ start }) => Math.abs(start - dearest.start) >= Math.max(APART_HOURS, hours))
    .reduce((most, { cost }) => Math.max(most, cost), 0);
}
