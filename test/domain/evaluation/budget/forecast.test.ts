import { describe, expect, it, test } from 'vitest';
import { dayOfHour, weekdayOf } from '../../../../shared/domain/base/instant.ts';
import { forecastOf } from '../../../../shared/domain/evaluation/budget/forecast.ts';
import { aJudging, aNode, type JudgingParts, NOW } from '../../../builders/judging.ts';
import { at, type Stream } from '../../../builders/series.ts';

const FROM = at('2026-11-01');
const TO = at('2026-12-01');
/** Hours of November that are known at two o'clock in the afternoon of the 18th, and those to come. */
const [GONE, LEFT] = [NOW - FROM, TO - NOW];

function forecast(cost: Stream['cost'], parts: JudgingParts = {}, dataEnd = NOW) {
  const team = aNode('t', (hour) => (hour < dataEnd ? cost(hour) : 0));
  return forecastOf(aJudging([team], parts), team);
}
const isWeekend = (hour: number): boolean => weekdayOf(dayOfHour(hour)) >= 5;
const weeksAgo = (hour: number): number => Math.ceil((NOW - hour) / 168);
const hoursTo = (holds: (hour: number) => boolean): number =>
  Array.from({ length: LEFT }, (_, index) => NOW + index).filter(holds).length;

describe('a steady month', () => {
  it('ends with what is spent and the same again for each hour to come', () => {
    const found = forecast(() => 10);
    const end = 10 * (GONE + LEFT);
    expect(found.spent).toBeCloseTo(10 * GONE, 6);
    for (const value of [found.low, found.mid, found.high]) expect(value).toBeCloseTo(end, 6);
  });

  it.each([
    [10 * GONE + 0.5, NOW],
    [10 * GONE + 9.999, NOW],
    [10 * GONE + 10, NOW],
    [10 * GONE + 10.5, NOW + 1],
    [7199.5, TO - 1],
    [7201, undefined],
  ])('uses up $%d in the hour %d', (amount, hour) => {
    expect(forecast(() => 10).exhaustedAt(amount)).toBe(hour);
  });
});

describe('each hour to come', () => {
  const rest = (...args: Parameters<typeof forecast>) => {
    const { mid, spent } = forecast(...args);
    return mid - spent;
  };

  it('is half the median of four weeks and half of the last', () => {
    // 10, 44, 20 and 30 dollars: the median is 25, and with the 10 of the last week 17.5.
    const restless: Stream['cost'] = (hour) => [0, 10, 44, 20, 30][weeksAgo(hour)] ?? 1000;
    expect(rest(restless)).toBeCloseTo(17.5 * LEFT, 6);
  });

  it('is known from one week alone as its own and the mean of the week', () => {
    const young = { tree: { firstHour: NOW - 168 } };
    const office: Stream['cost'] = (hour) => (hour < NOW - 168 ? 0 : hour % 24 < 12 ? 4 : 8);
    // The level of $6 and what the hour cost a week before, but no less than the quarter that always burns.
    const expected = hoursTo((hour) => hour % 24 < 12) * 5 + hoursTo((hour) => hour % 24 >= 12) * 7;
    expect(rest(office, young)).toBeCloseTo(expected, 6);
  });

  it('is the mean of the known hours in the first week', () => {
    const young = { tree: { firstHour: NOW - 20 } };
    const cost: Stream['cost'] = (hour) => (hour < NOW - 20 ? 0 : hour < NOW - 10 ? 2 : 4);
    expect(rest(cost, young)).toBeCloseTo(3 * LEFT, 6);
    expect(rest(() => 0, { tree: { firstHour: NOW } })).toBe(0);
  });

  it('is the mean of the last week at most', () => {
    const young = { tree: { firstHour: NOW - 167 } };
    expect(rest((hour) => (hour < NOW - 167 ? 0 : 3), young)).toBeCloseTo(3 * LEFT, 6);
    // Of 300 known hours the first 36 of each week to come have only one before them.
    const older = { tree: { firstHour: NOW - 300 } };
    const lately = (hour: number) => (hour % 24 < 12 ? 4 : 0);
    const cost: Stream['cost'] = (hour) => (hour < NOW - 300 ? 0 : hour < NOW - 168 ? 20 : lately(hour));
    const expected = Array.from({ length: LEFT }, (_, index) => {
      const last = lately(NOW + index);
      return ((index % 168 < 36 ? 2 : (last + 20) / 2) + last) / 2;
    }).reduce((sum, each) => sum + each, 0);
    expect(rest(cost, older)).toBeCloseTo(expected, 6);
  });

  it('is at least what burned around the clock in the last 24 hours of its kind', () => {
    const risen =
      (hours: number): Stream['cost'] =>
      (hour) =>
        hour >= NOW - hours ? 100 : 10;
    const workdays = hoursTo((hour) => !isWeekend(hour));
    const [quiet, day] = [rest(risen(0)), rest(risen(24))];
    expect(quiet).toBeCloseTo(10 * LEFT, 6);
    expect(day).toBeCloseTo(100 * workdays + 10 * (LEFT - workdays), 6);
    // A pause of five hours is not more than a quarter of the day; one of seven is.
    const pausing =
      (hours: number): Stream['cost'] =>
      (hour) =>
        hour >= NOW - hours ? 10 : risen(24)(hour);
    expect(rest(pausing(5))).toBeCloseTo(day, 6);
    expect(rest(pausing(6))).toBeCloseTo(77.5 * workdays + 10 * (LEFT - workdays), 6);
    expect(rest(pausing(7))).toBeLessThan(day / 2);
    const weekend: Stream['cost'] = (hour) => (isWeekend(hour) && hour >= NOW - 168 ? 100 : 10);
    expect(rest(weekend)).toBeCloseTo(10 * workdays + 100 * (LEFT - workdays), 6);
  });

  it('does not know what burns around the clock before a whole day is known', () => {
    const since = (hours: number) => {
      const cost: Stream['cost'] = (hour) => (hour < NOW - hours ? 0 : hour % 2 === 0 ? 8 : 4);
      return rest(cost, { tree: { firstHour: NOW - hours } });
    };
    expect(since(22)).toBeCloseTo(6 * LEFT, 6);
    expect(since(24)).toBeCloseTo(6 * LEFT, 6);
    // A weekend of nothing and 20 or 24 hours of a Monday, all but one of them at $96.
    const monday = at('2026-11-16');
    const hourly = (known: number, firstHour: number) => {
      const ripeEnd = monday + known;
      const cost: Stream['cost'] = (hour) => (hour >= monday && hour !== monday + 9 ? 96 : 0);
      const team = aNode('t', (hour) => (hour < ripeEnd ? cost(hour) : 0));
      const { spent, exhaustedAt } = forecastOf(
        aJudging([team], { time: { ripeEnd }, tree: { firstHour } }),
        team,
      );
      return [94, 96].map((each) => exhaustedAt(spent + each) === ripeEnd);
    };
    expect(hourly(20, monday - 44)).toEqual([false, false]);
    expect(hourly(24, monday)).toEqual([true, true]);
    expect(hourly(23, monday)).toEqual([false, false]);
  });

  it('is only what is missing of an hour that is billed in part', () => {
    expect(rest(() => 10, {}, NOW + 1)).toBeCloseTo(10 * (LEFT - 1), 6);
    const over: Stream['cost'] = (hour) => (hour === NOW ? 25 : 10);
    expect(rest(over, {}, NOW + 1)).toBeCloseTo(10 * (LEFT - 1), 6);
    expect(forecast(over, {}, NOW + 1).spent).toBeCloseTo(10 * GONE + 25, 6);
  });
});

describe('the range', () => {
  const width = (cost: Stream['cost'], parts: JudgingParts = {}) => {
    const { low, mid, high, spent } = forecast(cost, parts);
    expect(high - mid).toBeCloseTo(Math.min(mid - low, high - mid), 6);
    return (high - mid) / (mid - spent);
  };
  const days = LEFT / 24;
  /** 1.28 deviations of a day, for days that resemble their neighbours. */
  const of = (deviation: number) => 1.28 * deviation * Math.sqrt((1 + 0.25 * (days - 1)) / days);

  it('is three tenths a day before a team has shown how its days differ', () => {
    const known = (hours: number) =>
      width((hour) => (hour < NOW - hours ? 0 : 10), { tree: { firstHour: NOW - hours } });
    expect(known(10 * 24)).toBeCloseTo(of(0.3), 6);
    expect(known(13 * 24)).toBeCloseTo(of(0.3), 6);
    // Two weeks and the begun day: seven days have one a week before.
    expect(known(14 * 24 + 14)).toBeCloseTo(0, 6);
  });

  it('is how days differed from those a week before, in the last four weeks', () => {
    const week = (hour: number) => Math.ceil((dayOfHour(NOW) - dayOfHour(hour)) / 7);
    const swinging: Stream['cost'] = (hour) => (week(hour) % 2 === 0 ? 10 : 12);
    expect(width(swinging)).toBeCloseTo(of(2 / 11 / 0.954), 6);
    const older: Stream['cost'] = (hour) => (week(hour) > 5 && week(hour) % 2 === 0 ? 12 : 10);
    expect(width(older)).toBeCloseTo(0, 6);
  });

  it('is the median of the changes, not disturbed by single days or by days without any cost', () => {
    for (const days of [3, 14, 15]) {
      const odd = dayOfHour(NOW) - days;
      expect(width((hour) => (dayOfHour(hour) === odd ? 500 : 10))).toBeCloseTo(0, 6);
    }
    const weekly: Stream['cost'] = (hour) =>
      isWeekend(hour) ? 0 : dayOfHour(hour) >= dayOfHour(NOW) - 7 ? 12 : 10;
    expect(width(weekly)).toBeCloseTo(0, 6);
  });

  it('never begins below what is spent', () => {
    const wild: Stream['cost'] = (hour) =>
      Math.ceil((dayOfHour(NOW) - dayOfHour(hour)) / 7) % 2 === 0 ? 0.01 : 50;
    const { low, spent, mid, high } = forecast(wild);
    expect(low).toBe(spent);
    expect(high - mid).toBeGreaterThan(mid - spent);
  });
});

test('a rate that goes on counts in every hour to come, less what is billed of it already', () => {
  const found = forecast(() => 10, {}, NOW + 1);
  expect(found.ifRateLasts(30)).toBeCloseTo(10 * GONE + 30 * LEFT, 6);
  expect(found.ifRateLasts(4)).toBeCloseTo(10 * (GONE + 1) + 4 * (LEFT - 1), 6);
});

test.each([
  ['after its last hour', TO + 5, TO, 720 * 10],
  ['with its last hour', TO, TO, 720 * 10],
])('a month that is judged %s is known', (_, ripeEnd, dataEnd, end) => {
  const found = forecast(() => 10, { time: { ripeEnd } }, dataEnd);
  for (const value of [found.spent, found.low, found.mid, found.high]) expect(value).toBeCloseTo(end, 6);
  expect(found.exhaustedAt(end + 1)).toBeUndefined();
});

test('a month that is judged before its first hour is all to come', () => {
  const found = forecast(() => 10, { time: { ripeEnd: FROM - 3 } }, FROM - 3);
  expect(found.spent).toBe(0);
  expect(found.mid).toBeGreaterThan(9.5 * 720);
  expect(found.exhaustedAt(1)).toBe(FROM);
});

test('the last day of a month is a range of its own', () => {
  const ripeEnd = TO - 12;
  const cost: Stream['cost'] = (hour) => (hour < ripeEnd - 9 * 24 ? 0 : 10);
  const found = forecast(cost, { time: { ripeEnd }, tree: { firstHour: ripeEnd - 9 * 24 } }, ripeEnd);
  // Half a day: narrower by the resemblance that it lacks, and not by its length.
  expect((found.high - found.mid) / 120).toBeCloseTo(1.28 * 0.3 * Math.sqrt(1 - 0.125), 6);
});
