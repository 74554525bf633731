import { expect, it, test } from 'vitest';
import { parseInstant } from '../../../../shared/domain/base/instant.ts';
import { parsePico, picoText } from '../../../../shared/domain/base/money.ts';
import { percentUsed } from '../../../../shared/domain/evaluation/budget/budget.ts';
import { impactOf } from '../../../../shared/domain/evaluation/impact.ts';
import { burnOf, meanBurn } from '../../../../shared/domain/evaluation/rise/burn.ts';
import { aSeries, aTime, NOW } from '../../../builders/judging.ts';
import { at, type Stream } from '../../../builders/series.ts';

const YESTERDAY = [{ days: 1, weight: 1 }];
/** Dollars an hour of a rise that began so many hours before the end of the ripe data. */
const burn = (hoursAgo: number, cost: Stream['cost'], time: Parameters<typeof aTime>[0] = {}) => {
  const { costPerHour, usualPerHour } = burnOf(aSeries(cost), NOW - hoursAgo, YESTERDAY, aTime(time));
  return [picoText(costPerHour), picoText(usualPerHour)];
};
/** $1, then $10 from the start on, with a first hour of $4. */
const rising =
  (hoursAgo: number): Stream['cost'] =>
  (hour) =>
    hour < NOW - hoursAgo ? 1 : hour === NOW - hoursAgo ? 4 : 10;

test.each([
  ['two hours: both', 2, '7', '1'],
  ['three hours: without the first', 3, '10', '1'],
  ['24 hours: without the first', 24, '10', '1'],
  ['25 hours: the last 24', 25, '10', '1.125'],
  ['three days: the last 24', 72, '10', '10'],
])('the rate of a rise is that of its newest day of ripe hours: %s', (_, hoursAgo, cost, usual) => {
  expect(burn(hoursAgo, rising(hoursAgo))).toEqual([cost, usual]);
});

it('keeps the first day of a daily export', () => {
  expect(burn(24, rising(24), { step: 24 })).toEqual(['9.75', '1']);
});

it('is that of the dearest hour while at most one is ripe, however incomplete it is', () => {
  const filling: Stream['cost'] = (hour) => (hour < NOW - 1 ? 3 : [8, 40, 25, 99][hour - (NOW - 1)]!);
  const upTo = (hours: number) => burn(1, filling, { dataEnd: NOW + hours });
  expect(upTo(2)).toEqual(['40', '3']);
  expect(upTo(0)).toEqual(['8', '3']);
  expect(upTo(3)).toEqual(['99', '3']);
  expect(burn(-1, filling, { dataEnd: NOW + 2 })).toEqual(['25', '3']);
  // The usual is that of the dearest hour, not of the first.
  const early: Stream['cost'] = (hour) => (hour === NOW - 24 ? 7 : filling(hour));
  expect(burn(1, early, { dataEnd: NOW + 2 })).toEqual(['40', '7']);
  // Of two equal hours the first speaks.
  const even: Stream['cost'] = (hour) => (hour === NOW + 1 ? 40 : early(hour));
  expect(burn(1, even, { dataEnd: NOW + 2 })).toEqual(['40', '7']);
});

it('is never less than nothing', () => {
  expect(burn(5, () => -2)[0]).toBe('0');
  expect(burn(1, () => -2, { dataEnd: NOW + 1 })[0]).toBe('0');
  expect(
    picoText(
      meanBurn(
        aSeries(() => -2),
        NOW - 4,
        NOW,
        YESTERDAY,
      ).usualPerHour,
    ),
  ).toBe('-2');
});

test.each([
  ['0', '100', 0],
  ['50', '100', 50],
  ['99.96', '100', 99.9],
  ['99.999999999999', '100', 99.9],
  ['100', '100', 100],
  ['33.3333', '100', 33.3],
  ['250', '100', 250],
])('%s of %s is %d percent, cut off', (spent, amount, percent) => {
  expect(percentUsed(parsePico(spent), parsePico(amount))).toBe(percent);
});

const impact = (rates: readonly [string, string], dataEnd: string, asOf: string, period?: string) => {
  const [costPerHour, usualPerHour] = rates.map((rate) => parsePico(rate));
  const found = impactOf({ costPerHour: costPerHour!, usualPerHour: usualPerHour! }, 77n, {
    dataEnd: at(dataEnd),
    asOf: parseInstant(asOf),
    ...(period === undefined ? {} : { period }),
  });
  expect(found.soFar).toBe(77n);
  return [found.untilNextDelivery, found.untilMorning, found.untilMonthEnd].map(picoText);
};

it('is no extra cost to go on at the usual rate or below', () => {
  for (const rates of [
    ['3', '3'],
    ['2', '3'],
  ] as const) {
    expect(impact(rates, '2026-11-17T07:00', '2026-11-17T13:00:00Z')).toEqual(['0', '0', '0']);
  }
});

it('counts from the end of the data, to the minute of the next delivery', () => {
  expect(impact(['5', '3'], '2026-11-17T07:00', '2026-11-17T13:30:00Z').slice(0, 2)).toEqual(['29', '52']);
  expect(impact(['5', '3'], '2026-11-19T07:00', '2026-11-17T13:00:00Z').slice(0, 2)).toEqual(['0', '0']);
});

it('ends with the month that is judged, or of the delivery where none is named', () => {
  const of = (period?: string) => impact(['4', '3'], '2026-10-31T20:00', '2026-11-01T02:00:00Z', period)[2];
  expect(of('2026-10')).toBe('37');
  expect(of('2026-11')).toBe(`${30 * 24 + 4}`);
  expect(of()).toBe(of('2026-11'));
});
