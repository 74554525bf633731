import { describe, expect, it, test } from 'vitest';
import { dayOfHour, hourOfDay } from '../../../../shared/domain/base/instant.ts';
import {
  type ComparedCell,
  comparedCells,
  settled,
} from '../../../../shared/domain/evaluation/cause/compared-cells.ts';
import { modelSwitchOf } from '../../../../shared/domain/evaluation/cause/model-switch.ts';
import { priceChangeOf } from '../../../../shared/domain/evaluation/cause/price-change.ts';
import { riseKindOf } from '../../../../shared/domain/evaluation/cause/rise-kind.ts';
import type { LedgerEntry } from '../../../../shared/domain/ledger/entry.ts';
import { aCell, anEntry } from '../../../builders/entry.ts';
import { NOW } from '../../../builders/judging.ts';

describe('what a rise looks like', () => {
  const hours = (count: number, cost: (index: number) => number) =>
    Array.from({ length: count }, (_, i) => cost(i));
  it.each([
    ['spike', 'a few hours', hours(23, () => 10)],
    ['step', 'a day on one level', hours(24, () => 10)],
    ['step', 'days by day and not by night', hours(96, (i) => (i % 24 < 12 ? 20 : 1))],
    ['spike', 'a day that is over by its evening', hours(24, (i) => (i < 14 ? 10 : 1))],
    ['creep', 'a climb of four days', hours(96, (i) => i)],
    ['step', 'a climb of two days', hours(48, (i) => i)],
    ['spike', 'nothing above the usual', hours(48, () => -1)],
    ['spike', 'no hours', []],
  ] as const)('is a %s for %s', (kind, _, excess) => {
    expect(riseKindOf(excess)).toBe(kind);
  });
});

const DAYS = [1, 2, 3, 4].map((days) => ({ days, weight: 0.25 }));
const WINDOW = { from: NOW - 6, to: NOW, lags: DAYS };
/** Every hour of five days: tokens of these models (kind input) at dollars a million. */
const world = (
  at: (hour: number) => Readonly<Record<string, readonly [tokens: number, price: number]>>,
): LedgerEntry[] =>
  Array.from({ length: 24 * 5 + 6 }, (_, index) => {
    const hour = NOW - 24 * 5 - 6 + index;
    const cells = Object.entries(at(hour)).map(([model, [tokens, price]]) =>
      aCell({
        model,
        tokens,
        hourOfDay: hourOfDay(hour),
        cost: BigInt(tokens) * BigInt(Math.round(price * 1e6)),
      }),
    );
    return anEntry({ day: dayOfHour(hour), cells });
  });

test('cells of long windows count each past hour as often as an earlier window holds it', () => {
  const entries = world((hour) => ({ m: [hour >= NOW - 48 ? 7 : 2, 1] }));
  const [cell] = comparedCells(entries, {
    from: NOW - 48,
    to: NOW,
    lags: [
      { days: 2, weight: 0.5 },
      { days: 3, weight: 0.5 },
    ],
  });
  expect(cell).toMatchObject({
    tokens: 7 * 48,
    usualTokens: 2 * 48,
    cost: 336_000_000n,
    usualCost: 96_000_000n,
  });
});

test('what rounding left of the rise goes into the largest cell, and what was meant stays apart', () => {
  const cell = (principal: string, rise: bigint): ComparedCell => ({
    principal,
    model: 'm',
    tokenKind: 'input',
    cost: 10n ** 14n + rise,
    tokens: 1,
    usualCost: 10n ** 14n,
    usualTokens: 1,
  });
  const cells = [cell('a', 500n), cell('b', -800n), cell('c', 100n)];
  const rises = (total: bigint) => settled(cells, total).map(({ cost, usualCost }) => cost - usualCost);
  expect(rises(-200n)).toEqual([500n, -800n, 100n]);
  expect(rises(-150n)).toEqual([500n, -750n, 100n]);
  expect(rises(10n ** 10n - 200n)).toEqual([500n, 10n ** 10n - 800n, 100n]);
  expect(rises(10n ** 10n - 199n)).toEqual([500n, -800n, 100n]);
  expect(rises(-(10n ** 10n) - 201n)).toEqual([500n, -800n, 100n]);
  expect(settled([], 5n)).toEqual([]);
});

describe('a price change', () => {
  const found = (at: Parameters<typeof world>[0]) => {
    const entries = world(at);
    return priceChangeOf(entries, comparedCells(entries, WINDOW), NOW);
  };
  it('has the hour since which the same tokens cost more, and both prices', () => {
    expect(found((hour) => ({ m: [1000 + (hour % 5), hour >= NOW - 5 ? 6.5 : 5] }))).toEqual({
      model: 'm',
      tokenKind: 'input',
      since: NOW - 5,
      was: 5_000_000_000_000n,
      now: 6_500_000_000_000n,
    });
  });
  it('is that of the model with the most money in it', () => {
    const two = found((hour) => ({
      small: [10, hour >= NOW - 5 ? 9 : 5],
      large: [1000, hour >= NOW - 5 ? 4 : 5],
    }));
    expect(two).toMatchObject({ model: 'large', now: 4_000_000_000_000n });
  });
  it.each<[string, Parameters<typeof world>[0]]>([
    ['is none for more tokens at the same price', (hour) => ({ m: [hour >= NOW - 5 ? 9000 : 1000, 5] })],
    ['is none below five percent', (hour) => ({ m: [1000, hour >= NOW - 5 ? 5.2 : 5] })],
    ['is none of a blend of tiers', (hour) => ({ m: [1000, hour >= NOW - 5 ? 6.5 : 3 + (hour % 4)] })],
    ['is none within two hours', (hour) => ({ m: [1000, hour >= NOW - 2 ? 6.5 : 5] })],
    ['is none of a model without a past', (hour) => (hour >= NOW - 5 ? { m: [1000, 5] } : {})],
  ])('%s', (_, at) => {
    expect(found(at)).toBeUndefined();
  });
});

describe('a model switch', () => {
  const found = (haiku: readonly [was: number, now: number], opus: readonly [was: number, now: number]) => {
    const at = (side: 0 | 1) => ({ haiku: [haiku[side], 1], opus: [opus[side], 5] }) as const;
    const entries = world((hour) => at(hour >= NOW - 6 ? 1 : 0));
    return modelSwitchOf(comparedCells(entries, WINDOW));
  };
  it('has what moved from where to where, the volume and the prices', () => {
    expect(found([1000, 100], [0, 900])).toEqual({
      principal: 'role/search-api@123456789012',
      from: 'haiku',
      to: 'opus',
      tokensWas: 6000,
      tokensNow: 6000,
      shareWas: 0,
      shareNow: 0.9,
      fromPrice: 1_000_000_000_000n,
      toPrice: 5_000_000_000_000n,
    });
  });
  it.each<[string, readonly [number, number], readonly [number, number]]>([
    ['more of one model beside the other', [1000, 1000], [100, 1400]],
    ['a seventh of the tokens', [1000, 850], [0, 150]],
    ['four times the volume', [1000, 0], [0, 4000]],
    ['a caller without a past', [0, 1000], [0, 1000]],
  ])('is not %s', (_, haiku, opus) => {
    expect(found(haiku, opus)).toBeUndefined();
  });
});
