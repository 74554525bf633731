import { describe, expect, it, test } from 'vitest';
import type { HanderOver } from '../../../../shared/domain/evaluation/baseline/moved-cost.ts';
import { aSeries, type JudgingParts, NOW } from '../../../builders/judging.ts';
import { type Stream, WORLD_FROM } from '../../../builders/series.ts';
import { found, rise } from './scanned.ts';

/** Dollars an hour, one percent more in one week of the past: a series with hardly any tail of its own. */
const steady =
  (dollars: number): Stream['cost'] =>
  (hour) =>
    hour >= NOW - 21 * 24 && hour < NOW - 14 * 24 ? 1.01 * dollars : dollars;
/** The last hours at other dollars an hour, each from so many hours ago on; later ones win. */
const then =
  (
    cost: Stream['cost'],
    ...risen: readonly (readonly [hoursAgo: number, dollars: number])[]
  ): Stream['cost'] =>
  (hour) =>
    risen.findLast(([hoursAgo]) => hour >= NOW - hoursAgo)?.[1] ?? cost(hour);
const aHand = (cost: Stream['cost']): HanderOver => [{ series: aSeries(cost), knownTo: NOW }];
/** Dollars in the last three hours, where nothing was before. */
const loop = (dollars: number) => then(() => 0, [3, dollars / 3]);
/** The thinnest tail, widened for six weeks of history: cost and offset grow by this for each tenth of chance. */
const TENTH = 0.06 * (1 + 14 / 42) * Math.LN10;
/**
 * -log10 of the chance of a window of `times` the usual, a quarter of which is the offset: by the tail, or as beyond the
 * highest of 42 windows, which was a percent dearer.
 */
const scoreOf = (times: number): number => {
  const above = Math.log((times + 0.25) / 1.25);
  const beyond = (above - Math.log(1.26 / 1.25)) / (0.5 * Math.LN10);
  return Math.max(-Math.log10(0.25) + above / TENTH, Math.log10(42) + beyond);
};

/** Score from which on a rise counts: less for one of many floors. */
const limitOf = (floors: number, times = 2): number =>
  3.5 - (times < 1.5 ? 0 : 1.2 * Math.min(1, Math.log10(floors)));

describe('a window that cost too much', () => {
  it('is told with its cost, its usual and how rare it is', () => {
    const told = rise(then(steady(2), [3, 100]))!;
    expect(told).toMatchObject({ from: NOW - 3, to: NOW, actual: 300, moved: 0 });
    expect(told.usual).toBeCloseTo(6, 1);
    expect(told.excess).toBeCloseTo(300 - told.usual, 9);
    expect([told.baseline.history, told.lags.length, told.shape.hours]).toEqual([42, 42, 3]);
    expect(told.score).toBeCloseTo(scoreOf(50), 1);
  });

  it('is none where costs are as ever, or lower', () => {
    expect(found(() => 500)).toBe(false);
    expect(found(then(steady(500), [24, 10]))).toBe(false);
  });

  it('is the rarest of several', () => {
    const hoursOf = (cost: Stream['cost']) => rise(cost)!.shape.hours;
    expect(hoursOf(then(steady(2), [12, 60], [3, 40]))).toBe(12);
    expect(hoursOf(then(steady(2), [24, 60], [12, 30]))).toBe(24);
    expect(hoursOf(then(steady(2), [24, 10], [3, 900]))).toBe(3);
  });

  test.each([
    ['half of the floor in dollars', 50, {}, true],
    ['a little less', 49.9, {}, false],
    ['a quarter of the floor of an open incident', 25, { open: true }, true],
    ['a little less than that', 24.9, { open: true }, false],
    ['half of the floor of the budget', 20, { dollars: 40 }, true],
    ['less than that of the budget', 19.9, { dollars: 40 }, false],
  ])('costs at least %s, three hours after it began', (_, dollars, asked, expected) => {
    expect(found(loop(dollars), asked)).toBe(expected);
  });

  test.each([
    ['the floor where it is hardly rare enough', 2.1, 65, true],
    ['not less than the floor there', 2.1, 67, false],
    ['half of the floor where it is a hundred times as rare', 3.2, 263, true],
    ['not less than half', 3.2, 265, false],
  ])('costs, three hours after it began, %s', (_, times, dollars, expected) => {
    expect(scoreOf(times) > 3.5 + 2).toBe(times > 3);
    expect(found(then(steady(20), [3, 20 * times]), { dollars })).toBe(expected);
  });

  it('costs more than the usual by the floor, not in all', () => {
    // The day costs $168 or $96 above the usual $48.
    expect(found(then(() => 2, [24, 9]))).toBe(true);
    expect(found(then(() => 2, [24, 6]))).toBe(false);
  });

  test.each([
    [290, true],
    [310, false],
  ])('is four times the usual where %d percent above it are asked', (percent, expected) => {
    expect(found(then(steady(20), [24, 80]), { percent })).toBe(expected);
  });

  it.each([
    [1.62, false],
    [1.66, true],
  ])(
    'is rarer than one in 1,600, less so for three floors: a day of %d times the usual',
    (times, expected) => {
      expect(scoreOf(times) > limitOf((480 * (times - 1)) / 100, times)).toBe(expected);
      expect(found(then(steady(20), [24, 20 * times]))).toBe(expected);
      expect(found(then(steady(20), [24, 20 * times]), { score: 9 })).toBe(false);
    },
  );

  it.each([
    [1.3, false],
    [1.4, true],
  ])(
    'stays one while it is open, down to a little over half of that: %d times the usual',
    (times, expected) => {
      expect(scoreOf(times) > 0.55 * limitOf((480 * (times - 1)) / 50, times)).toBe(expected);
      expect(found(then(steady(20), [24, 20 * times]), { open: true, percent: 0 })).toBe(expected);
      expect(found(then(steady(20), [24, 20 * times]), { percent: 0 })).toBe(false);
    },
  );

  it('needs eight earlier windows', () => {
    const since = (days: number) => rise(loop(1000), { past: { from: NOW - 3 - days * 24, skips: [] } });
    expect(since(8)?.baseline.history).toBe(8);
    expect(since(7)).toBeUndefined();
  });
});

describe('two days in a row', () => {
  const [single, first, second] = [
    then(steady(20), [24, 30.5]),
    then(steady(20), [48, 30.5], [24, 20]),
    then(steady(20), [48, 30.5]),
  ];
  it('are rare together where neither is alone', () => {
    expect([single, first, second].map((cost) => rise(cost)?.shape.hours)).toEqual([
      undefined,
      undefined,
      48,
    ]);
  });

  it('count half as rare again as the lesser of them', () => {
    expect(rise(second)!.score).toBeCloseTo(1.5 * scoreOf(1.525), 1);
    for (const uneven of [then(steady(20), [48, 33], [24, 30.5]), then(steady(20), [48, 30.5], [24, 33])]) {
      expect(rise(uneven)!.score).toBeCloseTo(1.5 * scoreOf(1.525), 1);
    }
  });
});

describe('a rise over several days', () => {
  it('still burns in the last day with half of its rate', () => {
    // $20 an hour above the usual for two days, then x: half of the mean of all three is x from x = 8 on. The floor is
    // such that only the window of three days is dear enough.
    const hoursOf = (x: number) =>
      rise(then(steady(10), [72, 30], [24, 10 + x]), { dollars: 550 })?.shape.hours;
    expect([8.5, 7.5].map(hoursOf)).toEqual([72, undefined]);
  });
});

describe('money that is no news', () => {
  it('only moved here from those who fell silent', () => {
    const silent = aHand((hour) => (hour < NOW - 24 ? 50 : 0));
    const [moved, more] = [then(steady(2), [24, 50]), then(steady(2), [24, 500])];
    expect(found(moved)).toBe(true);
    expect(found(moved, { handersOver: () => [silent] })).toBe(false);
    const told = rise(more, { handersOver: () => [silent] })!;
    expect(told.moved).toBeCloseTo(50 * told.shape.hours, 6);
    expect(told.excess).toBeCloseTo(told.actual - told.usual - told.moved, 9);
    expect(told.score).toBeLessThan(rise(more)!.score);
  });

  it('is usual where it came from, so that the percent counts from both', () => {
    // $50 an hour where $2 were usual and $20 came along: 127 percent more than before.
    const silent = aHand((hour) => (hour < NOW - 24 ? 20 : 0));
    const asked = { handersOver: () => [silent], score: 0 };
    const reaches = (percent: number) => found(then(steady(2), [24, 50]), { ...asked, percent });
    expect([120, 135].map(reaches)).toEqual([true, false]);
  });

  it('was spent in the same hours of earlier weeks', () => {
    const weekly =
      (dollars: number, weeks: readonly number[]): Stream['cost'] =>
      (hour) =>
        weeks.some((week) => hour >= NOW - week * 168 - 3 && hour < NOW - week * 168) ? dollars : 0;
    const grown =
      (now: number): Stream['cost'] =>
      (hour) =>
        weekly(now, [0])(hour) + weekly(100, [1, 2])(hour);
    expect(found(weekly(100, [0]))).toBe(true);
    // However rare such hours are: up to an eighth more than before is no news.
    const rare = { score: 0 };
    expect([100, 117, 130].map((dollars) => found(grown(dollars), rare))).toEqual([false, false, true]);
    // Nor is it where seventeen percent would be enough, but $51 are not half of the floor.
    expect(found(grown(117), { ...rare, percent: 10, dollars: 105 })).toBe(false);
    expect(found(grown(117), { ...rare, percent: 10, dollars: 100 })).toBe(true);
  });

  it('is no reference while it belongs to an incident', () => {
    const long = then(steady(20), [9 * 24, 60]);
    const skips = [{ from: NOW - 9 * 24, to: NOW }];
    const told = rise(long, { past: { from: WORLD_FROM, skips } })!;
    expect(told.usual / told.shape.hours).toBeCloseTo(20, 0);
    expect(told.score).toBeGreaterThan(rise(long)?.score ?? 0);
  });
});

it('judges hours that still fill up, with a higher bar', () => {
  const filling =
    (dollars: number): Stream['cost'] =>
    (hour) =>
      hour >= NOW && hour < NOW + 3 ? dollars : steady(0.5)(hour);
  const unripe = { judging: { time: { dataEnd: NOW + 3 } } };
  // Half of twice the floor, above the usual $1.50.
  expect(rise(filling(34), unripe)).toMatchObject({ from: NOW, to: NOW + 3, actual: 102 });
  expect(found(filling(33), unripe)).toBe(false);
  expect(found(filling(17.5))).toBe(false);
});

it('asks more rarity of such hours', () => {
  // A week of the past was a third dearer, so that eight times the usual is as rare as one in 6,000 to 16,000.
  const restless: Stream['cost'] = (hour) => (hour >= NOW - 21 * 24 && hour < NOW - 14 * 24 ? 27 : 20);
  const until =
    (times: number): Stream['cost'] =>
    (hour) =>
      hour >= NOW && hour < NOW + 3 ? 20 * times : restless(hour);
  const [ripe, unripe] = [{ ripeEnd: NOW + 3, dataEnd: NOW + 3 }, { dataEnd: NOW + 3 }];
  const foundAt = (times: number, time: JudgingParts['time'] & object) =>
    found(until(times), { judging: { time } });
  expect([foundAt(8, ripe), foundAt(8, unripe), foundAt(20, unripe)]).toEqual([true, false, true]);
});
