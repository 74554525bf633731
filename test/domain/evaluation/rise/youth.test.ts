import { describe, expect, it, test } from 'vitest';
import { EVALUATION_DEFAULTS } from '../../../../shared/domain/evaluation/defaults.ts';
import { barOfYouth } from '../../../../shared/domain/evaluation/rise/youth.ts';
import { NOW } from '../../../builders/judging.ts';
import { type Stream, WORLD_FROM } from '../../../builders/series.ts';
import { found, rise } from './scanned.ts';

const since = (days: number) => ({ from: NOW - days * 24, skips: [] });

describe('the bar of a young series', () => {
  test.each([
    [7, 5, 1],
    [14, 5, 1],
    [28, 3, 0.5],
    [42, 1, 0],
    [75, 1, 0],
  ])('after %d days is %d times the dollars and %f more in score', (days, dollars, score) => {
    expect(barOfYouth(NOW, since(days), EVALUATION_DEFAULTS)).toEqual({ dollars, score });
  });

  it('lets only what is dear be told of a job that was never seen before', () => {
    // A day's window of the last three hours, before which nothing ever was.
    const job =
      (dollars: number): Stream['cost'] =>
      (hour) =>
        hour >= NOW - 3 ? dollars / 3 : 0;
    const told = (dollars: number, days: number) =>
      found(job(dollars), { past: { from: NOW - days * 24 - 24, skips: [] } });
    expect([90, 110].map((dollars) => told(dollars, 42))).toEqual([true, true]);
    expect([240, 260].map((dollars) => told(dollars, 14))).toEqual([false, true]);
  });

  it('leaves the floor alone that somebody named', () => {
    const told = (dollars: number, isNamed?: true) => {
      const cost: Stream['cost'] = (hour) => (hour >= NOW - 3 ? dollars / 3 : 0);
      const past = { from: NOW - 15 * 24, skips: [] };
      return found(cost, { past, dollars: 50, ...(isNamed === undefined ? {} : { isNamed }) });
    };
    expect([told(60), told(60, true), told(20, true)]).toEqual([false, true, false]);
  });

  it('is not raised for what was told already', () => {
    const steps: Stream['cost'] = (hour) => (hour >= NOW - 24 ? 10 : 2);
    const past = { from: NOW - 15 * 24, skips: [] };
    expect(found(steps, { past, open: true })).toBe(true);
    expect(found(steps, { past })).toBe(false);
  });
});

it('the hours of an incident that was told and has ended are not told again by a longer window', () => {
  // $2,400 on a day of last week, and not quite the floor in the last one.
  const incident = { from: NOW - 100, to: NOW - 76 };
  const cost: Stream['cost'] = (hour) =>
    hour >= incident.from && hour < incident.to ? 100 : hour >= NOW - 24 ? 12 : 2;
  const told = (incidents: readonly (typeof incident)[]) =>
    rise(cost, { past: { from: WORLD_FROM, skips: [incident], told: incidents }, dollars: 300 })?.shape.hours;
  expect([told([]), told([incident])]).toEqual([168, undefined]);
});
