import { expect, test } from 'vitest';
import { forecastOf } from '../../../../shared/domain/evaluation/budget/forecast.ts';
import { pastErrorsOf } from '../../../../shared/domain/evaluation/budget/past-errors.ts';
import { errorText } from '../../../../shared/domain/notification/budget-facts.ts';
import { forecastOutcomes } from '../../../builders/forecast-coverage.ts';
import { aJudging, aNode, NOW } from '../../../builders/judging.ts';
import { at, rhythm, type Stream } from '../../../builders/series.ts';
import { aPointer } from '../../../builders/snapshot.ts';

// Of 2,400 forecasts (60 companies, 8 days of the month) 80 % ended within, between 74 % on day 27 and 84 % on day 17.
test('of ten months about eight end within the range that was told of them', () => {
  const outcomes = forecastOutcomes([101, 102, 103, 104, 105, 106, 107, 108], [5, 10, 15, 20]);
  const inside = outcomes.filter(({ low, high, actual }) => low <= actual && actual <= high).length;
  expect(outcomes).toHaveLength(160);
  expect(inside / outcomes.length).toBeGreaterThan(0.7);
  expect(inside / outcomes.length).toBeLessThan(0.92);
});

const errorsOf = (cost: Stream['cost'], firstHour?: number, ripeEnd = NOW) =>
  pastErrorsOf(
    aJudging([], { time: { ripeEnd }, ...(firstHour === undefined ? {} : { tree: { firstHour } }) }),
    aNode('t', cost),
  );

test('an error is that of the forecast made then, against what the month came to', () => {
  const cost = rhythm({ seed: 9, base: 10, growth: 0.08 });
  const then = NOW - 31 * 24;
  const team = aNode('t', (hour) => (hour < then ? cost(hour) : 0));
  const october = { newest: aPointer({ billingPeriod: '2026-10' }) };
  const { mid } = forecastOf(aJudging([team], { time: { ripeEnd: then }, tree: october }), team);
  let actual = 0;
  for (let hour = at('2026-10-01'); hour < at('2026-11-01'); hour += 1) actual += cost(hour);
  const percent = Math.round((mid / actual - 1) * 100);
  expect(percent).toBeLessThan(0);
  expect(errorsOf(cost)).toEqual([{ billingPeriod: '2026-10', percent }]);
});

test('errors are told of months alone that are known from their first hour, and of days that allow a forecast', () => {
  const steady = () => 10;
  expect(errorsOf(steady)).toEqual([{ billingPeriod: '2026-10', percent: 0 }]);
  expect(errorsOf(steady, at('2026-10-01'))).toHaveLength(1);
  expect(errorsOf(steady, at('2026-10-01') + 1)).toEqual([]);
  expect(errorsOf(steady, at('2026-09-01')).map(({ billingPeriod }) => billingPeriod)).toEqual([
    '2026-10',
    '2026-09',
  ]);
  expect(errorsOf(() => 0)).toEqual([]);
  expect(errorsOf(steady, undefined, at('2026-11-04'))).toHaveLength(1);
  expect(errorsOf(steady, undefined, at('2026-11-04') - 1)).toEqual([]);
  // What came after that day must not be known: twice as much from the 20th on is a forecast that was low.
  const grown = errorsOf((hour) => (hour >= at('2026-10-20') && hour < at('2026-11-01') ? 20 : 10));
  expect(grown).toEqual([{ billingPeriod: '2026-10', percent: Math.round((744 / (744 + 288) - 1) * 100) }]);
});

test('an error is said in words', () => {
  const words = (...percents: readonly (readonly [string, number])[]) =>
    errorText(
      '2026-11',
      percents.map(([billingPeriod, percent]) => ({ billingPeriod, percent })),
    );
  expect(words()).toBe('');
  expect(words(['2026-10', -6])).toBe(' Last month this forecast was 6 % low.');
  expect(words(['2026-10', 0], ['2026-09', 12])).toBe(
    ' Last month this forecast was right to the percent, in 2026-09 12 % high.',
  );
  expect(words(['2026-09', 3])).toBe(' In 2026-09 this forecast was 3 % high.');
});
