export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** The least value at which the given share of the weight is reached. NaN where nothing has weight. */
export function weightedQuantile(samples: readonly Weighted[], share: number): number {
  const sorted = samples.filter(({ weight }) => weight > 0).sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let reached = 0;
  for (const { value, weight } of sorted) {
    reached += weight;
    // Sums of thirds and the like miss their own total by a hair.
    if (reached >= share * total - 1e-9) return value;
  }
  return Number.NaN;
}
