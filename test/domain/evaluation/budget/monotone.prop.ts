import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startOfHour } from '../../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../../shared/domain/base/money.ts';
import { EVALUATION_DEFAULTS } from '../../../../shared/domain/evaluation/defaults.ts';
import { evaluate } from '../../../../shared/domain/evaluation/evaluate.ts';
import { aBook, aBudget } from '../../../builders/budget.ts';
import { aStream, at, chance, plus, type Stream } from '../../../builders/series.ts';
import { createWorld } from '../../../builders/view.ts';

const FROM = at('2026-10-01');
const MONTH = at('2026-11-01');

const block = fc.record({
  from: fc.integer({ min: MONTH, max: at('2026-11-24') }),
  hours: fc.integer({ min: 1, max: 90 }),
  perHour: fc.integer({ min: 1, max: 400 }),
});
/** Something that may still run when the delivery is made. */
const late = fc.record({
  from: fc.integer({ min: at('2026-11-20'), max: at('2026-11-24') }),
  hours: fc.constant(999),
  perHour: fc.integer({ min: 1, max: 400 }),
});

/** Sparse or steady months in which some blocks of hours cost more, judged on any day; spikes may be out of reach. */
const months = fc.record({
  seed: fc.nat(10_000),
  base: fc.constantFrom(0, 1, 10),
  sparse: fc.constantFrom(1, 0.3, 0.02),
  blocks: fc.array(fc.oneof(block, late), { maxLength: 3 }),
  extra: block,
  asOf: fc.oneof(
    fc.integer({ min: at('2026-11-02'), max: at('2026-11-27') }),
    fc.integer({ min: at('2026-11-20'), max: at('2026-11-25') }),
  ),
  dollars: fc.integer({ min: 0, max: 20_000 }),
  thresholds: fc.constantFrom([50, 80, 100], [50], [1000]),
  quiet: fc.boolean(),
});
type Month = typeof months extends fc.Arbitrary<infer T> ? T : never;

const costOf = ({ seed, base, sparse, blocks }: Month): Stream['cost'] =>
  blocks.reduce<Stream['cost']>(
    (cost, { from, hours, perHour }) => plus(cost, from, perHour, from + hours),
    // The first hour of all stays where it is: before it nobody knows what a month is like.
    (hour) => (hour === FROM ? 1 : chance(seed, hour) < sparse ? base : 0),
  );

/** What is told of the budget, wherever it is told. */
function told({ asOf, dollars, thresholds, quiet }: Month, cost: Stream['cost']) {
  const instant = startOfHour(asOf);
  const budget = aBudget({ dollars, thresholds, ...(quiet ? { minDollars: parsePico('1000000000') } : {}) });
  const findings = evaluate({
    views: createWorld([aStream({ cost })], { from: FROM }).viewsAt(instant),
    budgets: aBook(budget),
    defaults: EVALUATION_DEFAULTS,
    asOf: instant,
  });
  const budgets = findings.filter((finding) => finding.budget !== undefined);
  const threshold = Math.max(
    0,
    ...budgets.filter(({ rule }) => rule === 'budget-threshold').map((each) => each.budget!.threshold),
  );
  return {
    messages: budgets.length,
    threshold,
    // Where the amount is used up and a threshold says so, nothing is left to be forecast.
    forecast:
      (threshold > 0 && budgets[0]!.budget!.spent >= budgets[0]!.budget!.amount) ||
      budgets.some(({ rule, budget }) => rule === 'budget-forecast' || budget?.headsOver),
    burn: findings.some(({ burn }) => burn !== undefined),
  };
}

it('more spending anywhere in the month never takes a threshold, a forecast or a burn back', () => {
  const seen = { threshold: 0, forecast: 0, burn: 0 };
  fc.assert(
    fc.property(months, (month) => {
      const cost = costOf(month);
      const { from, hours, perHour } = month.extra;
      const before = told(month, cost);
      const after = told(month, plus(cost, from, perHour, from + hours));
      expect(after.threshold).toBeGreaterThanOrEqual(before.threshold);
      if (before.forecast) expect(after.forecast).toBe(true);
      if (before.burn) expect(after.burn).toBe(true);
      expect(Math.max(before.messages, after.messages)).toBeLessThanOrEqual(1);
      for (const name of ['forecast', 'burn'] as const) if (before[name]) seen[name] += 1;
      if (before.threshold > 0) seen.threshold += 1;
    }),
    { numRuns: 150 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(2);
});
