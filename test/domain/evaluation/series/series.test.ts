import { describe, expect, it, test } from 'vitest';
import {
  eachCell,
  exactCost,
  exactHours,
  sessionsIn,
} from '../../../../shared/domain/evaluation/series/exact-cost.ts';
import {
  costAt,
  costBetween,
  firstCost,
  seriesOf,
} from '../../../../shared/domain/evaluation/series/series.ts';
import { aCell, anEntry } from '../../../builders/entry.ts';

const DAY = 20_000;
const H = DAY * 24;
const sessions = (count: number) => ({ count, sample: [] });

describe('the approximate series of a node', () => {
  // Each hour costs a power of ten, so a sum names its hours.
  const series = () => seriesOf(H, Float64Array.from([0, 1, 10, 100, 1000]));

  test.each([
    [0, 4, 1111],
    [1, 3, 110],
    [0, 1, 1],
    [3, 4, 1000],
    [-5, 1, 1],
    [3, 99, 1000],
    [-9, 99, 1111],
    [-9, 0, 0],
    [4, 9, 0],
    [2, 2, 0],
    [3, 1, 0],
  ])('costs from hour %d to %d what lies within', (from, to, cost) => {
    expect(costBetween(series(), H + from, H + to)).toBe(cost);
  });

  it('knows single hours, and nothing outside', () => {
    expect([-1, 0, 2, 3, 4].map((hour) => costAt(series(), H + hour))).toEqual([0, 1, 100, 1000, 0]);
  });

  test.each([
    [[5, 0], H],
    [[0, 0, 5], H + 2],
    [[0, -5, 0], H + 1],
    [[0, 0], undefined],
    [[], undefined],
  ])('of %j begins with its first cost', (costs, first) => {
    expect(firstCost(seriesOf(H, Float64Array.from([0, ...costs])))).toBe(first);
  });
});

describe('the exact cost of a window', () => {
  const cell = (hourOfDay: number, cost: bigint, overrides = {}) => aCell({ hourOfDay, cost, ...overrides });
  const entries = [
    anEntry({
      day: DAY,
      cells: [cell(0, 1n), cell(11, 10n), cell(12, 100n, { model: 'm' }), cell(23, 1000n)],
    }),
    anEntry({
      day: DAY + 1,
      cells: [
        cell(0, 10_000n, { tokenKind: 'output' }),
        cell(23, 100_000n, { model: 'm', tokenKind: 'output' }),
      ],
    }),
  ];

  test.each([
    [0, 48, 111_111n],
    [0, 1, 1n],
    [1, 12, 10n],
    [12, 24, 1100n],
    [11, 25, 11_110n],
    [24, 48, 110_000n],
    [47, 90, 100_000n],
    [-20, 0, 0n],
    [13, 23, 0n],
    [24, 24, 0n],
  ])('from hour %d to %d is the sum of the cells within', (from, to, cost) => {
    expect(exactCost(entries, { from: H + from, to: H + to })).toBe(cost);
  });

  it('is that of one model or token kind where they are named', () => {
    const all = { from: H, to: H + 48 };
    expect(exactCost(entries, all, { model: 'm' })).toBe(100_100n);
    expect(exactCost(entries, all, { tokenKind: 'output' })).toBe(110_000n);
    expect(exactCost(entries, all, { model: 'm', tokenKind: 'output' })).toBe(100_000n);
  });

  it('is handed on with its hour and entry', () => {
    const seen: unknown[] = [];
    eachCell(entries, { from: H + 23, to: H + 25 }, {}, (each, hour, entry) =>
      seen.push([each.cost, hour, entry]),
    );
    expect(seen).toEqual([
      [1000n, H + 23, entries[0]],
      [10_000n, H + 24, entries[1]],
    ]);
  });

  it('is known hour by hour, with zeros where nothing was charged', () => {
    const twice = [...entries, anEntry({ day: DAY, cells: [cell(23, 5n)] })];
    expect(exactHours(twice, { from: H + 22, to: H + 25 })).toEqual([
      { hour: H + 22, cost: 0n },
      { hour: H + 23, cost: 1005n },
      { hour: H + 24, cost: 10_000n },
    ]);
    expect(exactHours(entries, { from: H + 9, to: H + 9 })).toEqual([]);
    expect(exactHours(entries, { from: H + 9, to: H + 2 })).toEqual([]);
    expect(exactHours(entries, { from: H + 12, to: H + 13 }, { model: 'other' })).toEqual([
      { hour: H + 12, cost: 0n },
    ]);
  });
});

test('sessions of a window are the most of one of its days, added up over principals', () => {
  const entries = [
    anEntry({ value: 'a', day: DAY - 1, sessions: sessions(900) }),
    anEntry({ value: 'a', day: DAY, sessions: sessions(20) }),
    anEntry({ value: 'a', day: DAY + 1, sessions: sessions(50) }),
    anEntry({ value: 'a', day: DAY + 1, sessions: sessions(40) }),
    anEntry({ value: 'b', day: DAY, sessions: sessions(3) }),
    anEntry({ value: 'b', day: DAY + 2, sessions: sessions(700) }),
  ];
  const between = (from: number, to: number) => sessionsIn(entries, { from: H + from, to: H + to });
  expect([between(0, 48), between(0, 24), between(23, 25), between(48, 49), between(-24, 0)]).toEqual([
    53, 23, 53, 700, 900,
  ]);
  expect(between(90, 99)).toBe(0);
});
