import fc from 'fast-check';
import { expect, it } from 'vitest';
import { HOUR_MS, type Hour, isoInstant } from '../../../../shared/domain/base/instant.ts';
import { periodHours, periodOf } from '../../../../shared/domain/base/period.ts';
import { AGE_STEPS } from '../../../../shared/domain/evaluation/ripeness/age.ts';
import { WHOLE_BILL } from '../../../../shared/domain/evaluation/ripeness/family.ts';
import type { KnownCosts } from '../../../../shared/domain/evaluation/ripeness/known-costs.ts';
import { observe, observeAll } from '../../../../shared/domain/evaluation/ripeness/observe.ts';
import { ripenessOf } from '../../../../shared/domain/evaluation/ripeness/ripeness.ts';
import { NOTHING_LEARNED, type RipenessState } from '../../../../shared/domain/evaluation/ripeness/state.ts';
import { at } from '../../../builders/series.ts';

const FIRST = at('2026-10-28');
const FAMILIES = ['amazon', 'anthropic', 'other'];
const HOURS = 12;

/** What a delivery says of a few hours around the end of a month: any cost, also none, in any relation to before. */
const deliveries = fc
  .array(
    fc.record({
      period: fc.constantFrom('2026-10', '2026-11'),
      gap: fc.integer({ min: 1, max: 30 }),
      costs: fc.array(fc.nat(3), { minLength: HOURS * 3, maxLength: HOURS * 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((drawn) => {
    let executed = FIRST + 100;
    return drawn.map(({ period, gap, costs }, index): KnownCosts => {
      executed += gap;
      const { from, to } = periodHours(period);
      const first = period === '2026-10' ? to - 2 * HOURS : from;
      const hoursOf = (family: number): ReadonlyMap<Hour, number> =>
        new Map(
          costs
            .slice(family * HOURS, (family + 1) * HOURS)
            .flatMap((micros, slot) => (micros === 0 ? [] : [[first + slot * 2, micros] as const])),
        );
      return {
        billingPeriod: period,
        order: `${isoInstant(executed * HOUR_MS)}~${index}`,
        executedAt: executed * HOUR_MS,
        dataThrough: Math.min(to, executed - 8),
        slotHours: 1,
        costs: new Map(FAMILIES.map((name, family) => [name, hoursOf(family)])),
      };
    });
  });

/** What the state says that a family's hour cost when this delivery had been learned. */
const remembered = (state: RipenessState, family: string, hour: Hour, no: number): number =>
  state.families
    .find((each) => each.family === family)
    ?.hours.find((each) => each.hour === hour)
    ?.changes.findLast(([changed]) => changed <= no)?.[1] ?? 0;

it('loses and doubles nothing: after each delivery every hour is remembered as the newest one of its month told it', () => {
  fc.assert(
    fc.property(deliveries, (all) => {
      const state = observeAll(NOTHING_LEARNED, all);
      expect(state.taught).toBe(all.length);
      const newest = new Map<string, KnownCosts>();
      for (const [index, delivery] of all.entries()) {
        newest.set(delivery.billingPeriod, delivery);
        for (let hour = FIRST; hour < FIRST + 200; hour += 1) {
          const said = [...newest].find(([period]) => period === periodOf(hour * HOUR_MS))?.[1].costs;
          const known = FAMILIES.map((family) => said?.get(family)?.get(hour) ?? 0);
          expect(FAMILIES.map((family) => remembered(state, family, hour, index + 1))).toEqual(known);
          const whole = known.reduce((sum, micros) => sum + micros, 0);
          expect(remembered(state, WHOLE_BILL, hour, index + 1)).toBe(whole);
        }
      }
    }),
    { numRuns: 40 },
  );
});

it('learns the same in whatever order deliveries are handed over, and nothing twice', () => {
  fc.assert(
    fc.property(deliveries, fc.infiniteStream(fc.nat()), (all, keys) => {
      const state = observeAll(NOTHING_LEARNED, all);
      const shuffled = all.map((known) => ({ known, key: keys.next().value! })).sort((a, b) => a.key - b.key);
      expect(
        observeAll(
          NOTHING_LEARNED,
          shuffled.map(({ known }) => known),
        ),
      ).toEqual(state);
      for (const known of all) expect(observe(state, known)).toBe(state);
    }),
    { numRuns: 40 },
  );
});

it('expects shares between 0 and 1 that never fall with age, and ranges around them, whatever was delivered', () => {
  fc.assert(
    fc.property(deliveries, (all) => {
      const state = observeAll(NOTHING_LEARNED, all);
      const ripeness = ripenessOf(state);
      const { ageZero } = state.deliveries.at(-1)!;
      for (const family of [...FAMILIES, WHOLE_BILL, 'never seen']) {
        const shares = [-1, ...AGE_STEPS, 1_000].map((age) => ripeness.shareAt(family, age));
        expect(shares[0]).toBe(0);
        expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
        expect(shares.every((share, index) => index === 0 || share >= shares[index - 1]!)).toBe(true);
        expect(ripeness.shareAt(family, ripeness.ripeAge(family))).toBeGreaterThanOrEqual(0.95);
        const window = { family, from: ageZero - 30, to: ageZero - 2, ageZero };
        const { low, mid, high } = ripeness.completeness(window);
        expect(low >= 0 && low <= mid && mid <= high).toBe(true);
        const cost = ripeness.finalCost(100, window, 1_000);
        if (cost !== undefined) expect(cost.low <= cost.mid && cost.mid <= cost.high).toBe(true);
      }
    }),
    { numRuns: 40 },
  );
});
