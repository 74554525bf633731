import type { Hour } from '../base/instant.ts';
import type { Pico } from '../base/money.ts';
import type { Finding, SeriesPoint } from '../evaluation/finding.ts';
import type { CostTree } from '../evaluation/series/cost-tree.ts';
import { exactCost } from '../evaluation/series/exact-cost.ts';
import { nodeOf } from './recount.ts';

/** A replay of years ends too. */
const HOURS_AFTER_MAX = 60 * 24;

/**
 * A rise that is over, counted to its last hour above the usual: its end lies between two deliveries, and the hours from
 * the last telling on were never told. `ripeEnd`: end (exclusive) of the hours that the bill has whole. Undefined where
 * no end is seen before it, where the hours of its start are not known any more, and for what has no usual.
 */
export function endedRise(finding: Finding, tree: CostTree, ripeEnd: Hour): Finding | undefined {
  const { series, startedAt, usualPerHour, impact, scope } = finding;
  const last = series.at(-1);
  if (finding.rule !== 'spike' || last === undefined || series[0]!.hour > startedAt) return undefined;
  const step = tree.grain === 'daily' ? 24 : 1;
  const from = last.hour + step;
  if (from <= startedAt) return undefined;
  const least = halfwayUp(usualPerHour, impact.soFar / BigInt(from - startedAt)) * BigInt(step);
  const isAbove = ({ cost }: Pick<SeriesPoint, 'cost'>): boolean => cost > least;
  const after = isAbove(last) ? hoursAfter() : [];
  const all = [...series, ...after];
  const end = all.findLast((point) => point.hour >= startedAt && isAbove(point));
  if (end === undefined || end.hour + step >= ripeEnd || (after.length > 0 && isAbove(after.at(-1)!)))
    return undefined;
  const endedAt = end.hour + step;
  const extra = sumOf(after) - usualPerHour * BigInt(after.length * step);
  const ran = all.filter(({ hour }) => hour >= startedAt && hour < endedAt);
  return {
    ...finding,
    series: all,
    endedAt,
    costPerHour: sumOf(ran) / BigInt(endedAt - startedAt),
    impact: { ...impact, soFar: impact.soFar + (extra > 0n ? extra : 0n) },
  };

  /** Up to and with the first that is not above the usual any more. */
  function hoursAfter(): readonly SeriesPoint[] {
    const entries = nodeOf(tree, scope)?.entries ?? [];
    const filter = scope.model === undefined ? {} : { model: scope.model };
    const points: SeriesPoint[] = [];
    for (let hour = from; hour + step <= ripeEnd && hour < from + HOURS_AFTER_MAX; hour += step) {
      const point = { hour, cost: exactCost(entries, { from: hour, to: hour + step }, filter) };
      points.push(point);
      if (!isAbove(point)) break;
    }
    return points;
  }
}

/** Between what an hour usually costs and what it cost meanwhile, in logarithms: days have hours of their own height. */
function halfwayUp(usual: Pico, excess: Pico): Pico {
  const [low, high] = [Number(usual), Number(usual + excess)];
  return BigInt(Math.round(Math.sqrt(Math.max(low, high / 100, 0) * Math.max(high, 0))));
}

const sumOf = (points: readonly SeriesPoint[]): Pico => points.reduce((sum, { cost }) => sum + cost, 0n);
