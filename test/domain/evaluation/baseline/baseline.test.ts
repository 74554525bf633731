import { describe, expect, it, test } from 'vitest';
import { dayOfHour, hourOfDay } from '../../../../shared/domain/base/instant.ts';
import { baselineOf } from '../../../../shared/domain/evaluation/baseline/baseline.ts';
import type { UsablePast } from '../../../../shared/domain/evaluation/baseline/open-incident.ts';
import { quantile } from '../../../../shared/domain/evaluation/baseline/quantile.ts';
import {
  EVALUATION_DEFAULTS,
  type EvaluationDefaults,
} from '../../../../shared/domain/evaluation/defaults.ts';
import { aSeries, NOW } from '../../../builders/judging.ts';
import { at, chance, type Stream, WORLD_FROM } from '../../../builders/series.ts';

const ALL: UsablePast = { from: WORLD_FROM, skips: [] };
const TODAY = at('2026-11-18');

interface Asked extends Partial<EvaluationDefaults> {
  readonly end?: number;
  readonly hours?: number;
  readonly firstLag?: number;
  readonly past?: UsablePast;
}

function baseline(cost: Stream['cost'], asked: Asked = {}) {
  const { end = TODAY, hours = 24, firstLag = 1, past = ALL, ...overrides } = asked;
  return baselineOf(aSeries(cost), { end, hours, firstLag }, past, { ...EVALUATION_DEFAULTS, ...overrides });
}
/** Every day weighs the same. */
const EVEN = { halfLifeDays: 1e12 };
/** Dollars of a whole day by its distance to the judged one, which is day 0. */
const daily =
  (of: (daysAgo: number) => number): Stream['cost'] =>
  (hour) =>
    of(Math.floor((TODAY - 1 - hour) / 24)) / 24;

/** Mean excess of the tail in log units, as it shows in how fast the score grows. */
function tailScale(
  found: NonNullable<ReturnType<typeof baseline>>,
  offset: number,
  [low, high]: readonly [number, number] = [1000, 2000],
): number {
  const step = Math.log((high + offset) / (low + offset));
  return step / ((found.scoreOf(high) - found.scoreOf(low)) * Math.LN10);
}

test.each([
  [[7], 0.75, 7],
  [[1, 2, 3], 0.5, 2],
  [[1, 2, 3, 4, 5], 0.75, 4],
  [[0, 10], 0.25, 2.5],
  [[0, 10, 40], 0.75, 25],
  [[3, 8], 0, 3],
  [[3, 8], 1, 8],
])('the quantile of %j at %d is %d', (sorted, share, value) => {
  expect(quantile(sorted, share)).toBeCloseTo(value, 12);
});

describe('what a steady past says', () => {
  it('is that windows cost what they cost', () => {
    const found = baseline(() => 2)!;
    expect(found.history).toBe(42);
    for (const value of [found.typical, found.low, found.high]) expect(value).toBeCloseTo(48, 9);
    // A quarter of the windows cost as much as the usual one.
    expect(found.scoreOf(48)).toBeCloseTo(-Math.log10(0.25), 12);
  });

  it('is a believed tail, wider for a short history', () => {
    // A quarter of $48 is added before taking logarithms.
    expect(tailScale(baseline(() => 2)!, 12)).toBeCloseTo(0.15 * (1 + 14 / 42), 9);
    expect(tailScale(baseline(() => 2, { historyDays: 12 })!, 12)).toBeCloseTo(0.15 * (1 + 14 / 12), 9);
  });

  it('adds five dollars a day at least, so that small change is never rare', () => {
    const offsetOf = (hours: number, dollars: number) =>
      tailScale(baseline(() => 1 / 64, { hours })!, dollars) / (0.15 * (1 + 14 / 42));
    expect(offsetOf(24, 5)).toBeCloseTo(1, 9);
    expect(offsetOf(12, 2.5)).toBeCloseTo(1, 9);
    // Windows of two days, one a day, count for fewer than they are.
    expect(offsetOf(48, 10)).toBeCloseTo((1 + (14 * Math.SQRT2) / 42) / (1 + 14 / 42), 9);
  });

  it('takes a credit for nothing', () => {
    const found = baseline(() => -3)!;
    expect([found.typical, found.low, found.high]).toEqual([0, 0, 0].map((zero) => expect.closeTo(zero, 9)));
    expect(found.scoreOf(-100)).toBeCloseTo(found.scoreOf(0), 12);
  });
});

describe('the windows of the past', () => {
  it('are those of six weeks, from the first lag on', () => {
    const ago = (first: number, last: number) => daily((days) => (days >= first && days <= last ? 240 : 24));
    const typical = (cost: Stream['cost'], firstLag = 1) => baseline(cost, { firstLag, ...EVEN })!.typical;
    expect(typical(ago(43, 99))).toBeCloseTo(24, 9);
    expect(typical(ago(42, 42))).toBeGreaterThan(24.1);
    expect(typical(ago(0, 0))).toBeCloseTo(24, 9);
    expect(typical(ago(1, 1))).toBeGreaterThan(24.1);
    expect(typical(ago(1, 13), 14)).toBeCloseTo(24, 9);
    expect(typical(ago(14, 14), 14)).toBeGreaterThan(24.1);
    expect(baseline(() => 1, { firstLag: 14 })!.history).toBe(29);
  });

  it('are eight at least, and none that touches an incident or the time before', () => {
    const since = (days: number) => ({ from: TODAY - days * 24, skips: [] });
    expect(baseline(() => 1, { past: since(9) })?.history).toBe(8);
    expect(baseline(() => 1, { past: since(8) })).toBeUndefined();
    const skips = [{ from: TODAY - 5 * 24 + 1, to: TODAY - 4 * 24 }];
    expect(baseline(() => 1, { past: { from: WORLD_FROM, skips } })?.history).toBe(41);
  });

  it('weigh half as much with every half-life', () => {
    // The newer three of six weeks weigh twice as much as the older three: one half-life lies between.
    const found = baseline(
      daily((days) => (days <= 21 ? 480 : 24)),
      { hours: 24 },
    )!;
    const mean = (2 * 480 + 24) / 3;
    const offset = mean / 4;
    const centre = (2 * Math.log(480 + offset) + Math.log(24 + offset)) / 3;
    expect(found.typical).toBeCloseTo(Math.exp(centre) - offset, 6);
  });
});

describe('weekdays', () => {
  // Mondays cost $72, other days $24: a seventh of $72 and six of $24 are $30.86 on average.
  const mondays = daily((days) => ((days + 100) % 7 === 100 % 7 ? 72 : 24));
  const offset = 0.25 * ((72 + 6 * 24) / 7);
  const [low, high] = [Math.log(24 + offset), Math.log(72 + offset)];
  const centre = (high + 6 * low) / 7;
  const typicalAt = (end: number, hours = 24) => baseline(mondays, { end, hours, ...EVEN })!.typical;
  /** How far from the mean of all days towards the mean of this weekday. */
  const towards = (typical: number, log: number) => (Math.log(typical + offset) - centre) / (log - centre);

  it('draw the expectation three quarters of the way after six weeks', () => {
    expect(towards(typicalAt(TODAY), high)).toBeCloseTo(0.75, 9);
    expect(towards(typicalAt(TODAY + 24), low)).toBeCloseTo(0.75, 9);
  });

  it('belong to the day in which a window ends, and its last hour may be midnight', () => {
    const found = (end: number) => baseline(mondays, { end, hours: 1, ...EVEN })!.typical;
    expect(found(TODAY)).toBeGreaterThan(2);
    expect(found(TODAY + 1)).toBeLessThan(1.5);
    expect(found(TODAY - 23)).toBeGreaterThan(2);
  });

  it('do not matter to whole weeks, whatever days those end on', () => {
    // Of the ten weeks that end one to ten days ago, five hold the one dear day of $480.
    const past = { from: TODAY - 17 * 24, skips: [] };
    const dear = daily((days) => (days === 12 ? 480 : 24));
    const [plain, other] = [7 * 24, 6 * 24 + 480];
    const extra = (plain + other) / 8;
    expect(baseline(dear, { hours: 168, past, ...EVEN })!.typical).toBeCloseTo(
      Math.sqrt((plain + extra) * (other + extra)) - extra,
      6,
    );
    const found = baseline(mondays, { hours: 168, ...EVEN })!;
    expect(found.typical).toBeCloseTo(72 + 6 * 24, 6);
    expect(found.high).toBeCloseTo(found.low, 6);
  });

  it('are not corrected where the past has none like it', () => {
    // Sixteen days less the two of the judged weekday.
    const skips = [
      { from: TODAY - 8 * 24, to: TODAY - 7 * 24 },
      { from: TODAY - 15 * 24, to: TODAY - 14 * 24 },
    ];
    const past = { from: TODAY - 17 * 24, skips };
    const found = baseline(() => 3, { past })!;
    expect(found.history).toBe(14);
    expect(found.typical).toBeCloseTo(72, 9);
  });
});

describe('a past with a dear week', () => {
  // One whole week (each weekday once) of six costs $480 a day, the others $24.
  const ofSixWeeks = () =>
    baseline(
      daily((days) => (days >= 15 && days <= 21 ? 480 : 24)),
      EVEN,
    )!;
  const offset = 0.25 * ((480 + 5 * 24) / 6);
  const growth = Math.log((480 + offset) / (24 + offset));

  it('has a tail of the excesses that it showed, pooled with what is believed of any', () => {
    const found = ofSixWeeks();
    const pooled = (7 * growth + 2 * 0.15) / (7 + 2);
    expect(tailScale(found, offset, [100, 400])).toBeCloseTo(pooled * (1 + 14 / 42), 9);
    expect(found.scoreOf(24)).toBeCloseTo(-Math.log10(0.25), 9);
  });

  it('is typically between, and nine of ten windows are not outside the band', () => {
    const found = ofSixWeeks();
    expect(found.typical).toBeCloseTo(Math.exp(Math.log(24 + offset) + growth / 6) - offset, 6);
    expect(found.low).toBeCloseTo(24, 6);
    expect(found.high).toBeCloseTo(480, 6);
  });

  it('never has a tail thinner than six percent', () => {
    const nearly = baseline(
      daily((days) => (days >= 15 && days <= 21 ? 24.001 : 24)),
      EVEN,
    )!;
    expect(tailScale(nearly, 0.25 * 24.0001)).toBeCloseTo(0.06 * (1 + 14 / 42), 5);
  });
});

it('expects no less than nothing of a sparse past', () => {
  const found = baseline(
    daily((days) => (days % 3 === 0 ? 90 : 0)),
    EVEN,
  )!;
  expect(found.low).toBe(0);
  expect(found.typical).toBeGreaterThan(0);
  expect(found.high).toBeCloseTo(90, 9);
});

it('judges the hours up to now by the same hours of other days', () => {
  const nights: Stream['cost'] = (hour) => (hour % 24 < 6 ? 10 : 1);
  expect(baseline(nights, { end: NOW, hours: 3 })!.typical).toBeCloseTo(3, 9);
  expect(baseline(nights, { end: TODAY + 6, hours: 3 })!.typical).toBeCloseTo(30, 9);
});

it('believes a calm hour of no more than the restless hours of the day show', () => {
  const office =
    (evening: (day: number) => number): Stream['cost'] =>
    (hour) => {
      const time = hourOfDay(hour);
      if (time < 8) return 0.1;
      return time >= 18 && time < 21 ? 40 * evening(dayOfHour(hour)) : 40;
    };
  const noon = { end: TODAY + 12, hours: 3 };
  const calm = baseline(
    office(() => 1),
    noon,
  )!;
  const restless = baseline(
    office((day) => (chance(3, day) < 0.4 ? 3 : 1)),
    noon,
  )!;
  expect([calm.typical, restless.typical]).toEqual([120, 120].map((cost) => expect.closeTo(cost, 9)));
  expect(restless.scoreOf(240)).toBeLessThan(calm.scoreOf(240) - 0.4);
});
