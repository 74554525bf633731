import { expect, it } from 'vitest';
import { OTHERS, summingTo } from '../../../shared/domain/evaluation/explain.ts';

const part = (principal: string, rise: bigint) => ({
  principal,
  model: 'm',
  tokenKind: 'input' as const,
  rise,
});

it('keeps the large parts, folds the small ones into one, and sums to the picodollar', () => {
  const parts = Array.from({ length: 40 }, (_, index) => part(`role/${index}`, BigInt(index * 100)));
  const folded = summingTo(78_003n, parts);
  expect(folded.reduce((sum, { rise }) => sum + rise, 0n)).toBe(78_003n);
  expect([folded[0]!.principal, folded[0]!.rise]).toEqual(['role/39', 3903n]);
  expect(folded.at(-1)).toMatchObject({ principal: OTHERS, rise: 12_000n });
  expect(folded).toHaveLength(25);
});

it('orders equal parts by name and has none where nothing changed', () => {
  const names = summingTo(20n, [part('b', 10n), part('a', 10n)]).map(({ principal }) => principal);
  expect(names).toEqual(['a', 'b']);
  expect(summingTo(0n, [part('a', 0n)])).toEqual([]);
});
