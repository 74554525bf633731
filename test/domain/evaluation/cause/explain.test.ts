import { describe, expect, it, test } from 'vitest';
import { dayOfHour, hourOfDay } from '../../../../shared/domain/base/instant.ts';
import type { TokenKind } from '../../../../shared/domain/charge/charge.ts';
import {
  contributionsTo,
  excessIn,
  explainingChild,
  explainingKind,
  OTHERS,
  summingTo,
} from '../../../../shared/domain/evaluation/cause/explain.ts';
import type { Contribution } from '../../../../shared/domain/evaluation/finding.ts';
import { aCell, anEntry } from '../../../builders/entry.ts';
import { aNode, NOW } from '../../../builders/judging.ts';

const part = (principal: string, rise: bigint, overrides: Partial<Contribution> = {}): Contribution => ({
  principal,
  model: 'm',
  tokenKind: 'input',
  rise,
  ...overrides,
});
const RISE = {
  from: NOW - 4,
  to: NOW,
  lags: [
    { days: 1, weight: 0.75 },
    { days: 2, weight: 0.25 },
  ],
};

describe('the parts of a rise', () => {
  it('are the large ones and one of the small ones, and sum to the picodollar', () => {
    const parts = Array.from({ length: 40 }, (_, index) => part(`role/${index}`, BigInt(index * 100)));
    const folded = summingTo(78_003n, parts);
    expect(folded.reduce((sum, { rise }) => sum + rise, 0n)).toBe(78_003n);
    expect([folded[0]!.principal, folded[0]!.rise]).toEqual(['role/39', 3903n]);
    expect(folded.at(-1)).toEqual({ principal: 'others', model: '', tokenKind: 'other', rise: 12_000n });
    expect(folded).toHaveLength(25);
  });

  it('are all named up to 24', () => {
    const parts = Array.from({ length: 24 }, (_, index) => part(`role/${index}`, 1n));
    expect(summingTo(24n, parts).some(({ principal }) => principal === OTHERS)).toBe(false);
    expect(summingTo(25n, [...parts, part('z', 1n)]).at(-1)!.principal).toBe(OTHERS);
  });

  it('stand in one order, the largest first and equal ones by name, model and kind', () => {
    const sorted = [
      part('z', 20n),
      part('a', 10n, { model: 'l', tokenKind: 'output' }),
      part('a', 10n, { tokenKind: 'cache-read' }),
      part('a', 10n),
      part('b', 10n),
      part('c', -5n),
    ];
    for (const parts of [sorted, sorted.toReversed()]) expect(summingTo(55n, parts)).toEqual(sorted);
  });

  it('are none where nothing changed', () => {
    expect(summingTo(0n, [part('a', 0n)])).toEqual([]);
    expect(summingTo(5n, [part('a', 0n), part('b', 5n)])).toEqual([part('b', 5n)]);
  });

  it('are what the hours cost now less what they usually cost, by principal, model and kind', () => {
    const entry = (hoursAgo: number, dollars: number, value: string, overrides = {}) => {
      const cell = aCell({
        model: 'm',
        hourOfDay: hourOfDay(NOW - hoursAgo),
        cost: BigInt(dollars) * 10n ** 12n,
        ...overrides,
      });
      return anEntry({ value, day: dayOfHour(NOW - hoursAgo), cells: [cell] });
    };
    const entries = [
      entry(1, 100, 'a'),
      entry(4, 10, 'a'),
      entry(5, 9000, 'a'),
      entry(1, 30, 'a', { model: 'n' }),
      entry(1, 20, 'a', { tokenKind: 'output' }),
      entry(25, 8, 'a'),
      entry(26, 4, 'a'),
      entry(49, 40, 'b'),
      entry(74, 9000, 'b'),
    ];
    const dollars = (model?: string) =>
      contributionsTo(entries, RISE, model, (model === undefined ? 141n : 111n) * 10n ** 12n).map((each) => [
        each.principal,
        each.model,
        each.tokenKind,
        Number(each.rise) / 1e12,
      ]);
    const own = [
      ['a', 'm', 'input', 101],
      ['a', 'm', 'output', 20],
      ['b', 'm', 'input', -10],
    ];
    expect(dollars('m')).toEqual(own);
    expect(dollars()).toEqual([own[0], ['a', 'n', 'input', 30], own[1], own[2]]);
  });
});

describe('the child that explains a rise', () => {
  /** Nodes with these dollars above the usual $1 an hour. */
  const children = (...excesses: readonly number[]) =>
    excesses.map((excess, index) =>
      aNode(`${index}`, (hour) => (hour >= NOW - 4 && hour < NOW ? 1 + excess / 4 : 1)),
    );
  const explains = (excesses: readonly number[], excess: number, share?: number) =>
    explainingChild(children(...excesses), RISE, excess, share)?.name;

  it('has cost above the usual of the same hours', () => {
    expect(excessIn(children(100)[0]!, RISE)).toBeCloseTo(100, 9);
    expect(excessIn(children(-2)[0]!, RISE)).toBeCloseTo(-2, 9);
  });

  test.each<[readonly number[], number, string | undefined]>([
    [[10, 90], 100, '1'],
    [[90, 10], 100, '0'],
    [[10, 80, 10], 100, '1'],
    [[71, 29], 100, '0'],
    [[69, 31], 100, undefined],
    [[50, 50], 100, undefined],
    [[], 100, undefined],
    [[40], 0, undefined],
    [[-40], -100, undefined],
  ])('carries seven tenths of it: %j of %d', (excesses, excess, name) => {
    expect(explains(excesses, excess)).toBe(name);
  });

  it('may be asked for another share, and just as much is enough', () => {
    expect(explains([40, 60], 100, 0.5)).toBe('1');
    expect(explains([25], 100, 0.25)).toBe('0');
    expect(explains([50, 50], 100, 0.5)).toBe('0');
    expect(explains([40, 60], 100, 0.61)).toBeUndefined();
  });
});

describe('the token kind that drives a rise', () => {
  const kinds = (...parts: readonly (readonly [TokenKind, bigint])[]) =>
    parts.map(([tokenKind, rise], index) => part(`${index}`, rise, { tokenKind }));
  test.each<[string, readonly Contribution[], bigint, TokenKind | undefined]>([
    ['the greater half', kinds(['input', 49n], ['output', 51n]), 100n, 'output'],
    ['just half, and first', kinds(['input', 50n], ['output', 50n]), 100n, 'input'],
    ['several parts of one kind', kinds(['input', 40n], ['output', 30n], ['output', 30n]), 100n, 'output'],
    ['less than half each', kinds(['input', 40n], ['output', 49n], ['cache-read', 11n]), 100n, undefined],
    ['a rise of nothing', kinds(['input', 0n]), 0n, undefined],
    ['a fall', kinds(['input', -10n]), -10n, undefined],
    ['no parts', [], 100n, undefined],
  ])('%s', (_, parts, rise, kind) => {
    expect(explainingKind(parts, rise)).toBe(kind);
  });
});
