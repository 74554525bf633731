import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOfHour } from '../../../../shared/domain/base/instant.ts';
import { BRIDGE_PARTS } from '../../../../shared/domain/evaluation/cause/bridge.ts';
import { causeOf } from '../../../../shared/domain/evaluation/cause/cause-of.ts';
import type { LedgerCell, LedgerEntry } from '../../../../shared/domain/ledger/entry.ts';
import { anEntry } from '../../../builders/entry.ts';
import { NOW } from '../../../builders/judging.ts';

const cells: fc.Arbitrary<LedgerCell> = fc.record({
  model: fc.constantFrom('opus', 'haiku'),
  tokenKind: fc.constantFrom('input', 'output', 'cache-read', 'cache-write', 'other'),
  hourOfDay: fc.integer({ min: 0, max: 23 }),
  cost: fc.oneof(fc.constant(0n), fc.bigInt({ min: -(10n ** 12n), max: 10n ** 18n })),
  tokens: fc.oneof(fc.constant(0), fc.integer({ min: -5, max: 1e12 })),
  rows: fc.constant(1),
});
const entries: fc.Arbitrary<LedgerEntry> = fc
  .record({
    value: fc.constantFrom('a', 'b'),
    ago: fc.integer({ min: 0, max: 40 }),
    cells: fc.array(cells, { maxLength: 12 }),
    count: fc.nat(500),
  })
  .map(({ value, ago, cells: own, count }) =>
    anEntry({ value, day: dayOfHour(NOW) - ago, cells: own, sessions: { count, sample: [] } }),
  );

test('whatever a ledger holds, its cause has exact sums and finite numbers', () => {
  let causes = 0;
  fc.assert(
    fc.property(
      fc.array(entries, { maxLength: 40 }),
      fc.integer({ min: 1, max: 200 }),
      fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 6 }),
      fc.option(fc.constantFrom('opus', 'haiku'), { nil: undefined }),
      fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
      (ledger, hours, days, model, rise) => {
        const { cause } = causeOf(ledger, model, {
          from: NOW - hours,
          to: NOW,
          lags: days.map((each) => ({ days: each, weight: 1 / days.length })),
          actual: rise,
          expected: 0n,
          startedAt: NOW - Math.ceil(hours / 2),
          time: { ripeEnd: NOW - 2, step: 1 },
        });
        if (cause === undefined) return;
        causes += 1;
        expect(BRIDGE_PARTS.reduce((sum, part) => sum + cause.bridge[part], 0n)).toBe(rise);
        const numbers = cause.patterns.flatMap(({ facts }) => facts.flatMap(({ was, now }) => [was, now]));
        expect(numbers.every(Number.isFinite)).toBe(true);
        for (const { against } of cause.patterns) expect(against.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 300 },
  );
  expect(causes).toBeGreaterThan(100);
});
