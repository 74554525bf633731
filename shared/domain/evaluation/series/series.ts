import type { Hour } from '../../base/instant.ts';

/**
 * Hourly cost of one node in currency units, as prefix sums: `prefix[i]` is the cost of the first i hours after
 * `from`, so any window costs two look-ups. Hours outside are zero.
 */
export interface CostSeries {
  readonly from: Hour;
  readonly prefix: Float64Array;
}

/** Cost of [from, to). */
export function costBetween(series: CostSeries, from: Hour, to: Hour): number {
  const last = series.prefix.length - 1;
  const a = Math.min(Math.max(from - series.from, 0), last);
  const b = Math.min(Math.max(to - series.from, 0), last);
  return b <= a ? 0 : series.prefix[b]! - series.prefix[a]!;
}

export const costAt = (series: CostSeries, hour: Hour): number => costBetween(series, hour, hour + 1);

/** Slot 0 of `buckets` stays free: slot i + 1 holds the i-th hour's cost. Sums in place. */
export function seriesOf(from: Hour, buckets: Float64Array): CostSeries {
  for (let i = 1; i < buckets.length; i += 1) buckets[i]! += buckets[i - 1]!;
  return { from, prefix: buckets };
}

/** First hour with a cost, at `since` or after; undefined for a silent series. */
export function firstCost({ from, prefix }: CostSeries, since: Hour = from): Hour | undefined {
  for (let i = Math.max(1, since - from + 1); i < prefix.length; i += 1) {
    if (prefix[i]! !== prefix[i - 1]!) return from + i - 1;
  }
  return undefined;
}

/** Hours of `like`, each with what it costs in all of these. */
export const summedSeries = ({ from, prefix }: CostSeries, parts: readonly CostSeries[]): CostSeries => ({
  from,
  prefix: prefix.map((_, slot) => parts.reduce((sum, part) => sum + costBetween(part, from, from + slot), 0)),
});
