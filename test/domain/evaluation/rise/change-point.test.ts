import { describe, expect, it, test } from 'vitest';
import { EVALUATION_DEFAULTS } from '../../../../shared/domain/evaluation/defaults.ts';
import { startOfRise } from '../../../../shared/domain/evaluation/rise/change-point.ts';
import { aSeries, aTime, NOW } from '../../../builders/judging.ts';
import { at, type Stream, WORLD_FROM } from '../../../builders/series.ts';

interface Asked {
  /** Length of the judged window. */
  readonly hours?: number;
  readonly pastFrom?: number;
  /** Hours before now at which the rise was told to have begun. */
  readonly told?: number;
  readonly end?: number;
  readonly step?: 1 | 24;
}

/** Hours before the end at which the rise is said to have begun. */
function startOf(cost: Stream['cost'], asked: Asked = {}): number {
  const { hours = 24, pastFrom = WORLD_FROM, told, end = NOW, step = 1 } = asked;
  const shape = { hours, firstLag: 1, dollars: 1, percent: 0, extraScore: 0 };
  const started = startOfRise(
    aSeries(cost),
    { to: end, shape },
    { from: pastFrom, skips: [] },
    aTime({ ripeEnd: end, dataEnd: end, step }),
    EVALUATION_DEFAULTS,
    told === undefined ? undefined : { from: end - told },
  );
  return end - started;
}
/** $2 an hour, and so many dollars from so many hours ago on; later steps win. */
const steps =
  (...risen: readonly (readonly [hoursAgo: number, dollars: number])[]): Stream['cost'] =>
  (hour) =>
    risen.findLast(([hoursAgo]) => hour >= NOW - hoursAgo)?.[1] ?? 2;

describe('a rise began', () => {
  test.each([1, 2, 5, 23, 24, 40, 70])('in the hour of its step, %d hours ago', (hoursAgo) => {
    expect(startOf(steps([hoursAgo, 50]))).toBe(hoursAgo);
  });

  it.each([
    [3, 90, 90],
    [24, 130, 96],
    [48, 130, 96],
    [72, 130, 130],
    [72, 250, 192],
    [168, 250, 250],
    [168, 500, 360],
  ])(
    'in four days at most, or in more for a long window: %d hours see %d hours back to %d',
    (hours, ago, start) => {
      expect(startOf(steps([ago, 50]), { hours })).toBe(start);
    },
  );

  it.each([
    [8, 24],
    [10, 24],
    [11, 48],
    [12, 48],
    [13, 72],
    [15, 95],
  ])('so that a series of %d days keeps a week before it: %d hours back', (days, start) => {
    expect(startOf(steps([95, 50]), { pastFrom: NOW - days * 24 })).toBe(start);
  });

  it('where most of the growth lies, in factors and not in dollars', () => {
    // From 2 to 20 is a factor of ten; from 20 to 60 one of three, though it is more dollars.
    expect(startOf(steps([30, 20], [10, 60]))).toBe(30);
    expect(startOf(steps([40, 3], [10, 60]))).toBe(10);
  });

  it('where dollars are at stake, and not where a sleeping hour costs fifty times its cents', () => {
    // By day $20 an hour, now tripled; the night before cost half a dollar instead of a cent.
    const office: Stream['cost'] = (hour) =>
      hour % 24 < 12 ? (hour >= NOW - 14 ? 60 : 20) : hour >= NOW - 26 && hour < NOW - 14 ? 0.5 : 0.01;
    expect(startOf(office)).toBe(14);
  });

  it('within the judged window, whatever comes after it', () => {
    const later: Stream['cost'] = (hour) => (hour >= NOW ? 500 : steps([20, 4])(hour));
    expect(startOf(later)).toBe(20);
  });

  it('now, where nothing grew', () => {
    expect(startOf((hour) => (hour >= NOW - 10 ? 1 : 2))).toBe(1);
  });

  it('after a quiet hour that cost only cents, and credits count for nothing', () => {
    const sleeping: Stream['cost'] = (hour) => (hour >= NOW - 5 ? 5 : hour === NOW - 25 ? 0.03 : 0);
    expect(startOf(sleeping)).toBe(5);
    const credited: Stream['cost'] = (hour) => (hour >= NOW - 5 ? 50 : hour === NOW - 8 ? -500 : 2);
    expect(startOf(credited)).toBe(5);
  });
});

describe('the hours of a ramp', () => {
  /** $2 an hour, `ramp` hours above it by `excess`, then ten hours above it by $20. */
  const ramp =
    (hours: number, excess: number, base: Stream['cost'] = () => 2): Stream['cost'] =>
    (hour) =>
      base(hour) + (hour >= NOW - 10 ? 20 : hour >= NOW - 10 - hours ? excess : 0);

  it.each([
    [1, 3, 11],
    [5, 3, 15],
    [12, 3, 22],
    [16, 3, 22],
    [5, 2.1, 15],
    [5, 1.9, 10],
    [5, -3, 10],
  ])('belong to it, up to twelve with a tenth of the step: %d hours of $%d', (hours, excess, start) => {
    expect(startOf(ramp(hours, excess))).toBe(start);
  });

  it('do not where such hours are nothing special', () => {
    const restless: Stream['cost'] = (hour) => (hour % 5 === 0 ? 6 : 2);
    expect(startOf(ramp(5, 3, restless))).toBe(10);
    // Two of them in four days, or one in twenty, are an exception.
    const rare: Stream['cost'] = (hour) => (hour === NOW - 31 || hour === NOW - 30 ? 10 : 2);
    expect(startOf(ramp(5, 3, rare))).toBe(15);
    const calm: Stream['cost'] = (hour) => (hour % 19 === 0 ? 6 : 2);
    expect(startOf(ramp(5, 3, calm))).toBeGreaterThan(10);
  });

  it('are not looked for where nothing is known from before', () => {
    expect(startOf(ramp(5, 3), { told: -62, end: NOW })).toBe(10);
  });
});

describe('a rise that was told', () => {
  it.each([
    [50, 50],
    [47, 47],
    [53, 53],
    [44, 44],
    [40, 44],
    [122, 122],
    [130, 122],
  ])('fifty hours ago and began %d hours ago is said to begin %d hours ago', (began, start) => {
    expect(startOf(steps([began, 50]), { told: 50 })).toBe(start);
  });

  it('keeps its start when it jumps again', () => {
    expect(startOf(steps([50, 4], [10, 500]))).toBe(10);
    expect(startOf(steps([50, 4], [10, 500]), { told: 50 })).toBe(50);
  });

  it('begins within the data', () => {
    expect(startOf(steps([3, 50]), { told: 2 })).toBe(3);
    expect(startOf(steps([1, 50]), { told: -3 })).toBe(1);
  });
});

it('begins with a day of a daily export', () => {
  const end = at('2026-11-18');
  const daily: Stream['cost'] = (hour) => (hour % 24 !== 0 ? 0 : hour >= end - 48 ? 500 : 48);
  expect(startOf(daily, { end, step: 24 })).toBe(48);
  const ramped: Stream['cost'] = (hour) =>
    hour % 24 !== 0 ? 0 : hour >= end - 48 ? 500 : hour >= end - 72 ? 100 : 48;
  for (const hours of [24, 168]) expect(startOf(ramped, { end, hours, step: 24 })).toBe(48);
});
