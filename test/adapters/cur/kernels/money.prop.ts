import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onBoth } from './on-both.ts';
import { picoOfDouble } from './pico-rule.ts';

/** Costs as exports have them, halves of a picodollar, values at the borders, and any double at all. */
const value = fc.oneof(
  fc.integer({ min: -1e15, max: 1e15 }).map((pico) => pico / 1e12),
  fc.integer({ min: -1e6, max: 1e6 }).map((halves) => halves / 2 / 1e12),
  fc.constantFrom(-0, 0, 1000, -1000, 999.999999999999, 4.9e-13, 5e-13, -5e-13, 0.49999999999999994 / 1e12),
  fc.double(),
);

test('costs become picodollars by the rule for one, bit by bit, and NaN where it stands aside', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 33 }), (values) => {
      const [aside, bits] = onBoth(({ kernels, engine, ...run }) => {
        const out = run.room(8 * values.length);
        const count = kernels.picoOfDoubles(run.doubles(values), values.length, out);
        return [count, [...engine.heap.views.u8.slice(out, out + 8 * values.length)]] as const;
      });
      const expected = values.map(picoOfDouble);
      expect(bits).toEqual([...new Uint8Array(Float64Array.from(expected).buffer)]);
      expect(aside).toBe(expected.filter(Number.isNaN).length);
    }),
    { numRuns: 1_000 },
  );
});

test('the first value outside is found, infinite and NaN ones with open bounds too', () => {
  const bound = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constantFrom(-Infinity, Infinity));
  const any = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constantFrom(Number.NaN, Infinity, -Infinity));
  fc.assert(
    fc.property(fc.array(any, { maxLength: 6 }), bound, bound, (values, low, high) => {
      const found = onBoth(({ kernels, ...run }) =>
        kernels.firstOutside(run.doubles(values), values.length, low, high),
      );
      expect(found).toBe(values.findIndex((each) => !Number.isFinite(each) || each < low || each > high));
    }),
  );
});
