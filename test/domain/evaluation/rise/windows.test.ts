import { describe, expect, it } from 'vitest';
import { mayRise, windowsOf } from '../../../../shared/domain/evaluation/rise/windows.ts';
import { aNode, aTime, NOW } from '../../../builders/judging.ts';
import type { Stream } from '../../../builders/series.ts';
import { found } from './scanned.ts';

const hoursOf = (overrides: Parameters<typeof aTime>[0]) =>
  windowsOf(aTime(overrides)).map(({ shape, end }) => [shape.hours, end - NOW]);
const RIPE = [3, 12, 24, 48, 72, 168].map((hours) => [hours, 0]);

it('are sums of three hours to a week that end with the ripe data', () => {
  expect(hoursOf({})).toEqual(RIPE);
});

it('end in unripe hours as well while there are any, up to a day', () => {
  expect(hoursOf({ dataEnd: NOW + 1 })).toEqual([...RIPE, [3, 1], [12, 1], [24, 1]]);
});

it('are whole days of a daily export', () => {
  expect(hoursOf({ step: 24 })).toEqual([24, 48, 72, 168].map((hours) => [hours, 0]));
});

it('compare long windows with a far past, and ask more of what is long or unripe', () => {
  for (const { shape, end } of windowsOf(aTime({ dataEnd: NOW + 5 }))) {
    const [long, unripe] = [shape.hours >= 72, end > NOW];
    expect(shape.firstLag).toBeGreaterThanOrEqual(long ? 14 : shape.hours / 24);
    expect(shape.percent).toBe(long ? 50 : unripe ? 100 : 0);
    expect(shape.dollars > 1).toBe(unripe || shape.hours > 24);
    expect(shape.extraScore).toBe(unripe ? 1 : 0);
  }
});

describe('what costs too little to be a rise', () => {
  const late = NOW - 40;
  const mayBeOne = (cost: Stream['cost'], ...[time, ends = []]: [Parameters<typeof aTime>[0]?, number[]?]) =>
    mayRise(aTime(time), ends, aNode('p', cost).costSince, 100);
  const since =
    (from: number, dollars: number, to = NOW): Stream['cost'] =>
    (hour) =>
      hour >= from && hour < to ? dollars : 0;

  it.each([
    ['an eighth of the floor in three hours', 3, 4.2, 4.1],
    ['the floor in a day', 24, 4.2, 4.1],
    ['one and a half floors in two days', 48, 3.2, 3.1],
    ['three floors in a week', 168, 1.8, 1.78],
  ])('is less than %s', (_, hours, enough, less) => {
    expect(mayBeOne(since(NOW - hours, enough))).toBe(true);
    expect(mayBeOne(since(NOW - hours, less))).toBe(false);
  });

  it('is looked for in hours that still fill up, and where slow data ends', () => {
    const filling = { dataEnd: NOW + 3 };
    expect(mayBeOne(since(NOW, 9, NOW + 3), filling)).toBe(true);
    expect(mayBeOne(since(NOW, 4, NOW + 3), filling)).toBe(false);
    const slow = since(late - 12, 5, late);
    expect([mayBeOne(slow), mayBeOne(slow, {}, [late])]).toEqual([false, true]);
  });

  it('is nothing that a scan would find', () => {
    const costs = [3, 10, 30, 100, 400].flatMap((total) =>
      [1, 3, 7, 12, 24, 40, 72, 160].map((hours) => since(NOW - hours, total / hours)),
    );
    const rises = costs.filter((cost) => found(cost));
    expect(rises.length).toBeGreaterThan(8);
    expect(rises.filter((cost) => !mayBeOne(cost))).toEqual([]);
  });
});
