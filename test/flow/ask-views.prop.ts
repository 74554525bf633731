import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodHours } from '../../shared/domain/base/period.ts';
import { summaryOf } from '../../shared/domain/view/period-summary.ts';
import { buildCube } from '../../shared/domain/view/spend-cube.ts';
import { askSpend } from '../../shared/domain/view/spend-query.ts';
import { askViews } from '../../shared/flow/read/ask-views.ts';
import type { PeriodView } from '../../shared/flow/read/view-book.ts';
import { aCell, anEntry } from '../builders/entry.ts';
import { aPointer } from '../builders/snapshot.ts';

const { to: BETWEEN } = periodHours('2026-10');
/** Hours from the middle of one day to that of another, around the end of a month. */
const anHour = fc.integer({ min: BETWEEN - 60, max: BETWEEN + 60 });
const aCharge = fc.record({
  hour: anHour,
  value: fc.constantFrom('role/a', 'role/b'),
  model: fc.constantFrom('opus', 'haiku'),
  cost: fc.oneof(fc.bigInt({ min: 0n, max: 9n }), fc.bigInt({ min: 2n ** 52n - 2n, max: 2n ** 60n })),
});
const charges = fc.uniqueArray(aCharge, {
  maxLength: 8,
  selector: ({ hour, value, model }) => `${hour} ${value} ${model}`,
});
const aRange = fc
  .record({ from: anHour, length: fc.integer({ min: -2, max: 100 }), isWhole: fc.boolean() })
  .map(({ from, length, isWhole }) => {
    const first = isWhole ? from - (from % 24) : from;
    return { from: first, to: first + (isWhole ? length - (length % 24) : length) };
  });

test('what periods answer is what their hours would, which are read only where a day is cut or hours are asked', async () => {
  let read = 0;
  await fc.assert(
    fc.asyncProperty(charges, aRange, fc.constantFrom('hour', 'day', 'month'), async (paid, range, grain) => {
      const cubes = [true, false].map((isBefore) =>
        buildCube(
          paid
            .filter(({ hour }) => hour < BETWEEN === isBefore)
            .map(({ hour, value, model, cost }) =>
              anEntry({
                ...{ value, day: Math.floor(hour / 24) },
                cells: [aCell({ model, cost, hourOfDay: hour % 24, tokens: hour })],
              }),
            ),
        ),
      );
      const views = cubes.map((cube): PeriodView => {
        const hours = async () => {
          read += 1;
          return cube;
        };
        return { pointer: aPointer(), ...summaryOf(cube), hours, sessions: () => new Map() };
      });
      const question = { key: ({ value }: { readonly value: string }) => value, ...range, grain };
      const before = read;
      expect(await askViews(views, { teams: '*' }, question)).toEqual(
        askSpend(cubes, { teams: '*' }, question),
      );
      if (grain !== 'hour' && range.from % 24 === 0 && range.to % 24 === 0) expect(read).toBe(before);
    }),
    { numRuns: 500 },
  );
  expect(read).toBeGreaterThan(100);
});
