import { describe, expect, test } from 'vitest';
import { isoHour, isoInstant, parseInstant } from '../../../shared/domain/base/instant.ts';
import { shiftWeek, timeInWeek, weekOf } from '../../../shared/domain/report/local-week.ts';

const week = (time: string, zone = 'UTC') => weekOf(parseInstant(time), zone);

describe('a week', () => {
  test.each([
    // ISO 8601: the year of its Thursday.
    ['2026-01-01T00:00:00Z', '2026-W01'],
    ['2025-12-29T00:00:00Z', '2026-W01'],
    ['2025-12-28T23:59:59Z', '2025-W52'],
    ['2027-01-03T12:00:00Z', '2026-W53'],
    ['2026-11-16T00:00:00Z', '2026-W47'],
  ])('of %s is %s', (time, name) => {
    expect(week(time).name).toBe(name);
  });

  test('begins at the midnight of the zone, and has an hour more when clocks are put back', () => {
    const berlin = week('2026-10-25T12:00:00Z', 'Europe/Berlin');
    expect([isoHour(berlin.from), isoHour(berlin.to)]).toEqual(['2026-10-18T22:00Z', '2026-10-25T23:00Z']);
    expect(berlin.to - berlin.from).toBe(169);
    expect(week('2026-11-15T23:30:00Z', 'Europe/Berlin').name).toBe('2026-W47');
    expect(week('2026-11-15T22:30:00Z', 'Europe/Berlin').name).toBe('2026-W46');
  });

  test('has neighbours without a gap, whatever the zone does', () => {
    let one = week('2026-01-05T12:00:00Z', 'America/New_York');
    for (let count = 0; count < 60; count += 1) {
      const next = shiftWeek(one, 1);
      expect(next.from).toBe(one.to);
      expect(shiftWeek(next, -1)).toEqual(one);
      one = next;
    }
  });

  test('has its times on the clocks of the zone', () => {
    const kolkata = week('2026-11-18T12:00:00Z', 'Asia/Kolkata');
    expect(isoInstant(timeInWeek(kolkata, 0, 9 * 60))).toBe('2026-11-16T03:30:00.000Z');
    expect(isoInstant(timeInWeek(kolkata, 2, 0))).toBe('2026-11-17T18:30:00.000Z');
  });
});
