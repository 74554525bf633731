import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { Failure } from '../../../../shared/domain/base/failure.ts';
import {
  DAY_MS,
  dayOf,
  isoInstant,
  MINUTE_MS,
  parseInstant,
  weekdayOf,
} from '../../../../shared/domain/base/instant.ts';
import { wallTimeOf } from '../../../../shared/domain/base/time-zone.ts';
import { nextWorkStart, WORKING_TIME } from '../../../../shared/domain/evaluation/impact/working-day.ts';

const at = (timeZone: string, text: string, more = {}): string =>
  isoInstant(nextWorkStart(parseInstant(text), { ...WORKING_TIME, timeZone, ...more })).slice(0, 16);

test.each([
  // Over the weekends on which the clocks change, and with no change at all.
  ['Europe/Berlin', '2026-03-27T12:00:00Z', '2026-03-30T07:00'],
  ['Europe/Berlin', '2026-10-23T12:00:00Z', '2026-10-26T08:00'],
  ['America/New_York', '2026-03-06T20:00:00Z', '2026-03-09T13:00'],
  ['America/New_York', '2026-10-30T20:00:00Z', '2026-11-02T14:00'],
  ['Asia/Kolkata', '2026-10-30T20:00:00Z', '2026-11-02T03:30'],
  ['UTC', '2026-11-17T13:00:00Z', '2026-11-18T09:00'],
  // Already Wednesday in Kolkata, still Tuesday in New York.
  ['Asia/Kolkata', '2026-11-17T23:00:00Z', '2026-11-18T03:30'],
  ['America/New_York', '2026-11-18T03:00:00Z', '2026-11-18T14:00'],
])('in %s somebody is at work after %s from %s on', (zone, after, start) => {
  expect(at(zone, after)).toBe(start);
});

test('the start itself is over, and weeks may be of any days', () => {
  expect(at('UTC', '2026-11-17T09:00:00Z')).toBe('2026-11-18T09:00');
  expect(at('UTC', '2026-11-17T08:59:59Z')).toBe('2026-11-17T09:00');
  expect(at('UTC', '2026-11-17T09:00:00Z', { days: [1] })).toBe('2026-11-24T09:00');
  expect(at('UTC', '2026-11-19T20:00:00Z', { days: [0, 1, 2, 3, 6] })).toBe('2026-11-22T09:00');
  // 02:30 is left out on the last Sunday of March.
  expect(at('Europe/Berlin', '2026-03-28T12:00:00Z', { days: [6], startsAt: 150 })).toBe('2026-03-29T01:30');
  expect(() => at('UTC', '2026-11-17T09:00:00Z', { days: [] })).toThrow(Failure);
});

it('is the first quarter of an hour at which the clock and the calendar say so', () => {
  const cases = fc.record({
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
    days: fc.uniqueArray(fc.nat(6), { minLength: 1 }),
    // Nobody begins in the hours that summer time leaves out.
    startsAt: fc.integer({ min: 16, max: 95 }).map((quarter) => quarter * 15),
    after: fc
      .integer({ min: parseInstant('2026-01-01') / 900_000, max: parseInstant('2028-01-01') / 900_000 })
      .map((quarter) => quarter * 900_000),
  });
  fc.assert(
    fc.property(cases, ({ after, ...working }) => {
      const isStart = (instant: number): boolean => {
        const wall = wallTimeOf(working.timeZone, instant);
        const day = dayOf(wall);
        return working.days.includes(weekdayOf(day)) && wall - day * DAY_MS === working.startsAt * MINUTE_MS;
      };
      let expected = after + 15 * MINUTE_MS;
      while (!isStart(expected)) expected += 15 * MINUTE_MS;
      expect(nextWorkStart(after, working)).toBe(expected);
    }),
    { numRuns: 200 },
  );
});
