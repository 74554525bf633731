import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isotonic } from '../../../../shared/domain/evaluation/ripeness/isotonic.ts';
import { weightedQuantile } from '../../../../shared/domain/evaluation/ripeness/quantile.ts';

const points = fc.array(
  fc.record({
    value: fc.double({ min: 0, max: 1, noNaN: true }),
    weight: fc.double({ min: 0.1, max: 9, noNaN: true }),
  }),
  { minLength: 1, maxLength: 12 },
);
const mean = (all: readonly { value: number; weight: number }[]): number =>
  all.reduce((sum, { value, weight }) => sum + value * weight, 0) /
  all.reduce((sum, { weight }) => sum + weight, 0);

it('the nearest non-decreasing sequence never falls, keeps the mean and leaves what never fell', () => {
  fc.assert(
    fc.property(points, (given) => {
      const values = isotonic(given);
      expect(values).toHaveLength(given.length);
      expect(values.every((value, index) => index === 0 || value >= values[index - 1]!)).toBe(true);
      expect(mean(given.map(({ weight }, index) => ({ value: values[index]!, weight })))).toBeCloseTo(
        mean(given),
        9,
      );
      const sorted = given.toSorted((a, b) => a.value - b.value);
      expect(isotonic(sorted)).toEqual(sorted.map(({ value }) => value));
    }),
  );
});

it('is no further from the points than any other non-decreasing sequence', () => {
  const given = [3, 1, 2, 5, 4].map((value) => ({ value, weight: 1 }));
  expect(isotonic(given)).toEqual([2, 2, 2, 4.5, 4.5]);
});

it('a quantile is a value at which its share of the weight is reached, and no smaller one is', () => {
  fc.assert(
    fc.property(points, fc.double({ min: 0.01, max: 1, noNaN: true }), (given, share) => {
      const quantile = weightedQuantile(given, share);
      const weightOf = (counts: (value: number) => boolean): number =>
        given.filter(({ value }) => counts(value)).reduce((sum, { weight }) => sum + weight, 0);
      const total = weightOf(() => true);
      expect(weightOf((value) => value <= quantile)).toBeGreaterThanOrEqual(share * total - 1e-6);
      expect(weightOf((value) => value < quantile)).toBeLessThan(share * total + 1e-6);
    }),
  );
  expect(weightedQuantile([], 0.5)).toBeNaN();
});
