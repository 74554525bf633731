import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { type Pico, parsePico } from '../../../shared/domain/base/money.ts';
import { EVALUATION_DEFAULTS } from '../../../shared/domain/evaluation/defaults.ts';
import { evaluate } from '../../../shared/domain/evaluation/evaluate.ts';
import type { Finding } from '../../../shared/domain/evaluation/finding.ts';
import { aBook, aBudget } from '../../builders/budget.ts';
import { aStream, at, plus, rhythm, type Stream } from '../../builders/series.ts';
import { createWorld, type WorldOptions } from '../../builders/view.ts';

const FROM = at('2026-10-01');

const worlds = fc.record({
  seed: fc.nat(1_000),
  base: fc.integer({ min: 1, max: 40 }),
  extra: fc.constantFrom(0, 0, 30, 200),
  /** Hours before the delivery at which something may begin. */
  before: fc.integer({ min: 1, max: 72 }),
  asOf: fc.integer({ min: at('2026-11-08'), max: at('2026-11-20') }),
});
type WorldFacts = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

function streamsOf({ seed, base, extra, before, asOf }: WorldFacts): readonly Stream[] {
  return [0, 1, 2].map((index) => {
    const cost = rhythm({ seed: seed * 3 + index, base });
    return aStream({
      principal: `role/${index}@123456789012`,
      cost: index === 0 ? plus(cost, asOf - before, extra) : cost,
    });
  });
}

function judge(facts: WorldFacts, amount: Pico, options: WorldOptions = {}): readonly Finding[] {
  const asOf = facts.asOf * 3_600_000;
  const views = createWorld(streamsOf(facts), { from: FROM, ...options }).viewsAt(asOf);
  const budgets = aBook(aBudget({ amount }));
  return evaluate({ views, budgets, defaults: EVALUATION_DEFAULTS, asOf });
}

const rises = (findings: readonly Finding[]): readonly string[] =>
  findings
    .filter(({ rule }) => rule === 'spike' || rule === 'newcomer')
    .map(({ rule, scope }) => `${rule} ${scope.team} ${scope.principal}`);

it('hours that are still filling up never make a rise that the whole hours would not make', () => {
  let found = 0;
  const delivered = fc.record({
    facts: worlds,
    // A delivery right behind its data, of which the newest six hours are still filling up.
    part: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
  });
  fc.assert(
    fc.property(delivered, ({ facts, part }) => {
      const late = { lagHours: 1, arrived: (age: number) => part[age] ?? 1 };
      const whole = rises(judge(facts, 10n ** 24n, { lagHours: 1, arrived: () => 1 }));
      const partly = rises(judge(facts, 10n ** 24n, late));
      found += partly.length;
      expect(whole).toEqual(expect.arrayContaining([...partly]));
    }),
    { numRuns: 30 },
  );
  expect(found).toBeGreaterThan(2);
});

const told = (findings: readonly Finding[]) => ({
  threshold: findings.find(({ rule }) => rule === 'budget-threshold')?.budget?.threshold ?? 0,
  // A threshold that is told tells of the forecast, too.
  forecast: findings.some(({ rule, budget }) => rule === 'budget-forecast' || budget?.headsOver === true),
});

it('a higher budget never reaches more of its thresholds, nor is a forecast over it that was not over the lower one', () => {
  let crossed = 0;
  const amount = fc.bigInt({ min: 1n, max: parsePico('40000') });
  fc.assert(
    fc.property(worlds, amount, amount, (facts, one, more) => {
      const [low, high] = [told(judge(facts, one)), told(judge(facts, one + more))];
      if (low.threshold > 0) crossed += 1;
      expect(high.threshold).toBeLessThanOrEqual(low.threshold);
      // Once the amount is used up the threshold speaks, and the forecast is silent.
      if (high.forecast) expect(low.forecast || low.threshold >= 100).toBe(true);
    }),
    { numRuns: 30 },
  );
  expect(crossed).toBeGreaterThan(5);
});

it('the percent that is told never reaches a threshold that the money has not reached', () => {
  const asOf = parseInstant('2026-11-11T05:00:00Z');
  const world = createWorld([aStream({ cost: () => 10 })], { arrived: () => 1 });
  const views = world.viewsAt(asOf);
  // $2,400 are spent: a picodollar to a thousandth of the budget below each threshold, and exactly on it.
  for (const threshold of [50, 80, 100]) {
    for (const above of [0n, 1n, 10n ** 6n, parsePico('0.4'), parsePico('1.2')]) {
      const amount = (parsePico('2400') * 100n) / BigInt(threshold) + above;
      const budgets = aBook(aBudget({ amount, thresholds: [10, threshold] }));
      const findings = evaluate({ views, budgets, defaults: EVALUATION_DEFAULTS, asOf });
      const found = findings.find(({ rule }) => rule === 'budget-threshold');
      const { percent, threshold: reached } = found!.budget!;
      expect([above, reached]).toEqual([above, above === 0n ? threshold : 10]);
      expect(percent >= threshold).toBe(above === 0n);
      expect(threshold - percent).toBeLessThan(0.2);
    }
  }
});
