import { describe, expect, it } from 'vitest';
import {
  dayOf,
  dayOfHour,
  hourOf,
  hourOfDay,
  isoDay,
  isoHour,
  isoInstant,
  parseInstant,
  startOfDay,
  startOfHour,
  weekdayOf,
} from '../../../shared/domain/base/instant.ts';

describe('parseInstant', () => {
  const at = Date.UTC(2026, 3, 1, 13, 5, 9);
  it.each([
    ['2026-04-01T13:05:09.000Z', at],
    ['2026-04-01T13:05:09Z', at],
    ['2026-04-01 13:05:09', at],
    ['2026-04-01 13:05:09.5', at + 500],
    ['2026-04-01T13:05:09.123456789Z', at + 123],
    ['2026-04-01T13:05:09+00:00', at],
    ['2026-04-01 13:05:09+0000', at],
    ['2026-04-01T13:05Z', at - 9_000],
    ['2026-04-01', Date.UTC(2026, 3, 1)],
    ['2028-02-29', Date.UTC(2028, 1, 29)],
    ['2026-12-31T23:59:59.999Z', Date.UTC(2027, 0, 1) - 1],
  ])('%s', (text, instant) => expect(parseInstant(text)).toBe(instant));

  it.each([
    '',
    'today',
    'at 2026-04-01',
    '2026-13-01',
    '2026-00-10',
    '2026-02-30',
    '2027-02-29',
    '2026-04-31T00:00:00Z',
    '2026-04-01T24:00:00Z',
    '2026-04-01T13:60:00Z',
    '2026-04-01T13:75:00Z',
    '2026-04-01T13:00:60Z',
    '2026-04-01T13:00:99Z',
    '2026-04-01T13',
    '2026-04-01T13:00:00+02:00',
    '2026-4-1',
    '20191201T000000.000Z',
    '0050-01-01',
    '1775048709000',
  ])('refuses %s, quoting it', (text) => {
    expect(() => parseInstant(text)).toThrow(
      expect.objectContaining({
        kind: 'poison',
        message: 'not a UTC time',
        detail: { expected: 'a time such as 2026-11-18T13:00:00Z', found: JSON.stringify(text) },
      }),
    );
  });
});

describe('hours and days', () => {
  it('are cut in UTC, before 1970 too', () => {
    const last = Date.UTC(2026, 10, 30, 23, 59, 59, 999);
    expect(isoHour(hourOf(last))).toBe('2026-11-30T23:00Z');
    expect(isoDay(dayOf(last))).toBe('2026-11-30');
    expect(hourOfDay(hourOf(last))).toBe(23);
    expect(dayOf(last + 1)).toBe(dayOf(last) + 1);
    expect([hourOf(-1), dayOf(-1), dayOfHour(-1), hourOfDay(-1)]).toEqual([-1, -1, -1, 23]);
  });

  it('start where they say', () => {
    expect(isoInstant(startOfHour(hourOf(Date.UTC(2026, 10, 18, 13, 59))))).toBe('2026-11-18T13:00:00.000Z');
    expect(isoInstant(startOfDay(dayOf(Date.UTC(2026, 10, 18, 13))))).toBe('2026-11-18T00:00:00.000Z');
  });

  it('know their weekday, Monday first', () => {
    expect(weekdayOf(dayOf(Date.UTC(2026, 10, 16)))).toBe(0);
    expect(weekdayOf(dayOf(Date.UTC(2026, 10, 22)))).toBe(6);
    expect(weekdayOf(-1)).toBe(2);
    expect(weekdayOf(-4)).toBe(6);
  });
});
