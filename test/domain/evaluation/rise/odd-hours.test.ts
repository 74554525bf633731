import { describe, expect, it, test } from 'vitest';
import { dayOfHour, hourOfDay, weekdayOf } from '../../../../shared/domain/base/instant.ts';
import { NOW } from '../../../builders/judging.ts';
import { chance, plus, type Stream } from '../../../builders/series.ts';
import { found, rise } from './scanned.ts';

const BURST = 60;
const since = (hours: number, cost: Stream['cost'], dollars = BURST) =>
  plus(cost, NOW - hours, dollars, NOW - hours + 3);

describe('a burst of three hours', () => {
  /** $2 an hour, and a burst every so many days, at any hour. */
  const restless =
    (days: number): Stream['cost'] =>
    (hour) => {
      const day = dayOfHour(hour);
      const first = 1 + Math.floor(20 * chance(3, day));
      const isBurst = day % days === 0 && hourOfDay(hour) >= first && hourOfDay(hour) < first + 3;
      return isBurst && hour < NOW - 24 ? BURST : 2;
    };
  /** $2 an hour, and the same burst every night at two. */
  const nightly: Stream['cost'] = (hour) => (hourOfDay(hour) >= 2 && hourOfDay(hour) < 5 ? BURST : 2);

  it.each([2, 4, 10, 20])('is no news of a series that had one every %d days, at other hours', (days) => {
    const hours = [3, 5, 7, 10];
    expect(hours.filter((ago) => found(since(ago, restless(days))))).toEqual([]);
  });

  it('is news of a series that keeps its hours', () => {
    expect([3, 6].map((hours) => found(since(hours, nightly, 2.5 * BURST)))).toEqual([true, true]);
    expect([3, 6].map((hours) => found(since(hours, restless(4), 2.5 * BURST)))).toEqual([false, false]);
    expect(found(nightly)).toBe(false);
  });

  it('is news even there five times as dear', () => {
    const five: Stream['cost'] = plus(restless(4), NOW - 3, 5 * BURST, NOW);
    expect(found(five)).toBe(true);
  });
});

describe('an office series', () => {
  const office: Stream['cost'] = (hour) => {
    const works = weekdayOf(dayOfHour(hour)) < 5 && hourOfDay(hour) >= 8 && hourOfDay(hour) < 18;
    return (works ? 40 : 1) * (0.9 + 0.2 * chance(7, hour));
  };
  const NIGHT_END = NOW - 8;

  it('shows a loop of the night, though it costs no more an hour than the day does', () => {
    const night = plus(office, NIGHT_END - 8, 30, NIGHT_END);
    const asked = { judging: { time: { ripeEnd: NIGHT_END, dataEnd: NIGHT_END } } };
    expect(rise(night, asked)).toMatchObject({ to: NIGHT_END });
    expect(found(office, asked)).toBe(false);
    // As much more in the morning is a busy day.
    expect(found(plus(office, NOW - 3, 30), { score: 4.5 })).toBe(false);
  });
});

describe('a model that is billed two days late', () => {
  const end = NOW - 48;
  /** $4 an hour, and $40 in its last three hours. */
  const late: Stream['cost'] = (hour) => (hour >= end ? 0 : hour >= end - 3 ? 40 : 4);

  it('is judged where its data ends', () => {
    expect(rise(late, { slowEnds: [end] })).toMatchObject({ from: end - 3, to: end });
    expect(found(late)).toBe(false);
    expect(found((hour) => (hour >= end ? 0 : 4), { slowEnds: [end] })).toBe(false);
  });
});

test.each([
  [5, 10, 20],
  [30, 2, 4],
])(
  '$%d an hour more than nothing is told after %d hours, when a day of it would reach the floor, not after %d',
  (dollars, hours, floor) => {
    expect(hours * dollars).toBeLessThan(100);
    expect(floor * dollars).toBeGreaterThanOrEqual(100);
    const since = (ago: number) => found(plus(() => 0, NOW - ago, dollars));
    expect(Array.from({ length: 24 }, (_, index) => index + 1).find(since)).toBe(hours);
  },
);
