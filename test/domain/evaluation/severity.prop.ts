import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startOfHour } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { EVALUATION_DEFAULTS } from '../../../shared/domain/evaluation/defaults.ts';
import { evaluate } from '../../../shared/domain/evaluation/evaluate.ts';
import { impactOf, severityOf } from '../../../shared/domain/evaluation/impact.ts';
import { aBook, aBudget } from '../../builders/budget.ts';
import { aStream, at, plus } from '../../builders/series.ts';
import { createWorld } from '../../builders/view.ts';

const cents = (max: number) =>
  fc.integer({ min: 0, max: max * 100 }).map((each) => parsePico((each / 100).toFixed(2)));
const told = fc
  .tuple(fc.integer({ min: at('2026-11-02'), max: at('2026-11-28') }), fc.integer({ min: 0, max: 30 }))
  .map(([hour, age]) => ({ dataEnd: hour - age, asOf: startOfHour(hour) }));

describe('severity goes by dollars', () => {
  test('the same excess is as severe on any usual cost, whatever percent of it that is', () => {
    fc.assert(
      fc.property(cents(500), cents(20), cents(50_000), told, (excess, usual, dearer, when) => {
        const on = (usualPerHour: bigint) =>
          severityOf(
            impactOf({ costPerHour: usualPerHour + excess, usualPerHour }, 0n, when),
            EVALUATION_DEFAULTS,
          );
        expect(on(usual + dearer)).toBe(on(usual));
      }),
      { numRuns: 300 },
    );
  });

  test('more excess is never less severe', () => {
    const rank = { info: 0, warning: 1, critical: 2 };
    fc.assert(
      fc.property(cents(500), cents(500), cents(50), told, (excess, more, usualPerHour, when) => {
        const of = (each: bigint) =>
          rank[
            severityOf(
              impactOf({ costPerHour: usualPerHour + each, usualPerHour }, 0n, when),
              EVALUATION_DEFAULTS,
            )
          ];
        expect(of(excess + more)).toBeGreaterThanOrEqual(of(excess));
      }),
      { numRuns: 300 },
    );
  });

  test('floors and thresholds in percent decide whether something is told, and never how severe it is', () => {
    const percents = fc.record({
      minPercent: fc.constantFrom(0, 10, 100),
      thresholds: fc.constantFrom([50, 80, 100], [1], [40, 90], [97, 98]),
    });
    const months = fc.record({
      perHour: fc.integer({ min: 1, max: 60 }),
      extra: fc.integer({ min: 5, max: 300 }),
      dollars: fc.integer({ min: 500, max: 20_000 }),
      days: fc.integer({ min: 8, max: 24 }),
      one: percents,
      other: percents,
    });
    let compared = 0;
    fc.assert(
      fc.property(months, ({ perHour, extra, dollars, days, one, other }) => {
        const end = at('2026-11-01') + days * 24;
        const asOf = startOfHour(end);
        const stream = aStream({ cost: plus(() => perHour, end - 40, extra) });
        const { viewsAt } = createWorld([stream], { from: at('2026-10-01') });
        const severities = (percent: typeof one) =>
          new Map(
            evaluate({
              views: viewsAt(asOf),
              budgets: aBook(aBudget({ dollars, ...percent })),
              defaults: EVALUATION_DEFAULTS,
              asOf,
            }).map(({ rule, severity }) => [rule.replace(/-(threshold|forecast|burn)$/, ''), severity]),
          );
        const [a, b] = [severities(one), severities(other)];
        for (const [rule, severity] of a) {
          if (!b.has(rule)) continue;
          compared += 1;
          expect([rule, b.get(rule)]).toEqual([rule, severity]);
        }
      }),
      { numRuns: 15 },
    );
    expect(compared).toBeGreaterThan(5);
  });
});
