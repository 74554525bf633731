import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainJson, explainText } from '../../functions/cli/explain-text.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import { anIo } from '../builders/an-io.ts';
import { aBook, aBudget } from '../builders/budget.ts';
import { packsOf } from '../builders/evidence.ts';
import { aStream, at, plus, rhythm } from '../builders/series.ts';
import { createWorld } from '../builders/view.ts';

interface Explained {
  readonly contributions: readonly { readonly rise: string }[];
  readonly baseline?: { readonly actual: string; readonly expected: string };
  readonly budget?: { readonly spent: string };
  readonly hours: readonly { readonly hour: string; readonly cost: string }[];
}
const sum = (texts: readonly string[]): bigint => texts.reduce((total, text) => total + parsePico(text), 0n);

/** Companies of many small callers and models, in which one or two go wrong. */
const worlds = fc.record({
  seed: fc.nat(1_000),
  callers: fc.integer({ min: 2, max: 30 }),
  extra: fc.integer({ min: 40, max: 400 }),
  startsAt: fc.integer({ min: at('2026-11-06'), max: at('2026-11-17') }),
  dollars: fc.integer({ min: 1_000, max: 60_000 }),
});

test('whatever alert is explained, its parts sum to its amount, to the picodollar, at every width', () => {
  const kinds = new Set<string>();
  let explained = 0;
  fc.assert(
    fc.property(worlds, ({ seed, callers, extra, startsAt, dollars }) => {
      const streams = Array.from({ length: callers }, (_, index) => {
        const cost = rhythm({ seed: seed + index, base: 0.7 });
        return aStream({
          principal: `role/caller-${index % 20}@123456789012`,
          model: index % 3 === 0 ? 'nova-lite' : 'claude-sonnet-4.6',
          cost: index < 2 ? plus(cost, startsAt, extra / (index + 1)) : cost,
        });
      });
      const asOf = (startsAt + 40) * 3_600_000;
      const views = createWorld(streams, { from: at('2026-10-01') }).viewsAt(asOf);
      const budgets = aBook(aBudget({ dollars }));
      for (const { alert, pack } of packsOf({ views, budgets, asOf })) {
        explained += 1;
        kinds.add(alert.finding.rule);
        const told = explainJson({ alert, messages: [], pack }) as unknown as Explained;
        const amount =
          told.budget === undefined
            ? parsePico(told.baseline!.actual) - parsePico(told.baseline!.expected)
            : parsePico(told.budget.spent);
        expect(sum(told.contributions.map(({ rise }) => rise))).toBe(amount);
        expect(new Set(told.hours.map(({ hour }) => hour)).size).toBe(told.hours.length);
        for (const width of [80, 160]) {
          const text = explainText({ alert, messages: [], pack }, anIo({ width }));
          expect(text.match(/, difference \$0\.00$/gm)).toHaveLength(2);
          expect(text).not.toMatch(/difference (?!\$0\.00$)/m);
        }
      }
    }),
    { numRuns: 12 },
  );
  expect([...kinds].toSorted()).toEqual(
    expect.arrayContaining(['budget-forecast', 'budget-threshold', 'spike']),
  );
  expect(explained).toBeGreaterThan(12);
});
