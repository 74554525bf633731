import type { Weighted } from './quantile.ts';

/**
 * The nearest non-decreasing sequence by weighted least squares: pool adjacent violators (Ayer, Brunk, Ewing, Reid &
 * Silverman, "An empirical distribution function for sampling with incomplete information", 1955).
 */
export function isotonic(points: readonly Weighted[]): readonly number[] {
  const pools: { value: number; weight: number; count: number }[] = [];
  for (const point of points) {
    let pool = { ...point, count: 1 };
    for (let last = pools.at(-1); last !== undefined && last.value > pool.value; last = pools.at(-1)) {
      pools.pop();
      const weight = last.weight + pool.weight;
      const value = (last.value * last.weight + pool.value * pool.weight) / weight;
      pool = { value, weight, count: last.count + pool.count };
    }
    pools.push(pool);
  }
  return pools.flatMap(({ value, count }) => Array.from({ length: count }, () => value));
}
