import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ComparedCell } from '../../../shared/domain/evaluation/cause/compared-cells.ts';
import { bridgeBetween } from '../../../shared/domain/report/bridge-between.ts';

const amount = fc.oneof(fc.constant(0n), fc.bigInt({ min: -(10n ** 10n), max: 10n ** 17n }));
const count = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 10 ** 9 }));
const cells: fc.Arbitrary<readonly ComparedCell[]> = fc.uniqueArray(
  fc.record({
    principal: fc.constantFrom('role/a', 'role/b', 'user/c'),
    model: fc.constantFrom('opus', 'haiku'),
    tokenKind: fc.constantFrom('input' as const, 'output' as const, 'cache-read' as const, 'other' as const),
    ...{ cost: amount, tokens: count, usualCost: amount, usualTokens: count },
  }),
  { maxLength: 12, selector: ({ principal, model, tokenKind }) => `${principal} ${model} ${tokenKind}` },
);

test('what was and every part come to what is, to the picodollar, whatever moved', () => {
  fc.assert(
    fc.property(cells, (compared) => {
      const { before, after, parts } = bridgeBetween(compared);
      expect(before + Object.values(parts).reduce((sum, part) => sum + part, 0n)).toBe(after);
      expect(after).toBe(compared.reduce((sum, { cost }) => sum + cost, 0n));
    }),
  );
});

test('who came and who went are parts of their own', () => {
  const cell = {
    model: 'opus',
    tokenKind: 'input',
    cost: 0n,
    tokens: 0,
    usualCost: 0n,
    usualTokens: 0,
  } as const;
  const { parts, moved } = bridgeBetween([
    { ...cell, principal: 'role/came', cost: 30n, tokens: 3 },
    { ...cell, principal: 'role/went', usualCost: 20n, usualTokens: 2 },
    { ...cell, principal: 'role/same', cost: 10n, tokens: 1, usualCost: 10n, usualTokens: 1 },
  ]);
  expect(parts).toEqual({ volume: 0n, mix: 0n, cache: 0n, price: 0n, new: 30n, gone: -20n, other: 0n });
  expect(moved.map(({ principal, change }) => [principal, change])).toEqual([
    ['role/came', 30n],
    ['role/went', -20n],
  ]);
});
