import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MINUTE_MS, parseInstant } from '../../../shared/domain/base/instant.ts';
import { heldUntil } from '../../../shared/domain/notification/working-hours.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** What a clock on the wall shows, by the platform's own calendar. */
function wallOf(timeZone: string, instant: number): { readonly day: number; readonly minutes: number } {
  const parts = new Map(
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: DAYS.indexOf(parts.get('weekday') ?? ''),
    minutes: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}

const hours = fc.record({
  timeZone: fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  ),
  workingDays: fc.uniqueArray(fc.nat(6), { minLength: 1 }).map((all) => [...all].sort((a, b) => a - b)),
  // Clocks are put forward and back in the small hours: there the wall shows a time twice, or never.
  dayStartsAt: fc.integer({ min: 4 * 60, max: 12 * 60 }),
  dayEndsAt: fc.integer({ min: 13 * 60, max: 23 * 60 }),
});
const minute = fc
  .integer({
    min: parseInstant('2026-01-01T00:00:00Z') / MINUTE_MS,
    max: parseInstant('2027-12-31T00:00:00Z') / MINUTE_MS,
  })
  .map((each) => each * MINUTE_MS);
/** Around the days on which clocks change. */
const changing = fc
  .tuple(
    fc.constantFrom('2026-03-08', '2026-03-29', '2026-10-25', '2026-11-01', '2026-04-05', '2026-10-04'),
    fc.integer({ min: -4 * 1_440, max: 4 * 1_440 }),
  )
  .map(([day, minutes]) => parseInstant(`${day}T00:00:00Z`) + minutes * MINUTE_MS);

describe('a message that need not be told at once', () => {
  test('is held outside working hours only, until the next working day begins on the clock of the team', () => {
    fc.assert(
      fc.property(hours, fc.oneof(minute, changing), (team, now) => {
        const isAtWork = (instant: number): boolean => {
          const { day, minutes } = wallOf(team.timeZone, instant);
          return team.workingDays.includes(day) && minutes >= team.dayStartsAt && minutes < team.dayEndsAt;
        };
        const until = heldUntil(team, now);
        expect(until === undefined).toBe(isAtWork(now));
        if (until === undefined) return;
        expect(until).toBeGreaterThan(now);
        const { day, minutes } = wallOf(team.timeZone, until);
        expect(team.workingDays).toContain(day);
        expect(minutes).toBe(team.dayStartsAt);
        // Nobody came to work in between: steps shorter than any working day.
        for (let step = now; step < until; step += 55 * MINUTE_MS) expect(isAtWork(step)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  test('of a team that never said when it works is not held', () => {
    expect(heldUntil({}, parseInstant('2026-11-22T12:00:00Z'))).toBeUndefined();
    expect(heldUntil(undefined, 0)).toBeUndefined();
  });
});

test.each([
  ['Fri 20 Nov, a minute before six', '2026-11-20T16:59:00Z', undefined],
  ['Fri 20 Nov, six', '2026-11-20T17:00:00Z', '2026-11-23T08:00:00Z'],
  ['Sunday', '2026-11-22T12:00:00Z', '2026-11-23T08:00:00Z'],
  ['Mon 23 Nov, nine', '2026-11-23T08:00:00Z', undefined],
  ['the weekend on which the clocks go back', '2026-10-24T20:00:00Z', '2026-10-26T08:00:00Z'],
  ['the weekend before they go forward', '2026-03-28T20:00:00Z', '2026-03-30T07:00:00Z'],
])('in Berlin, 09:00 to 18:00 where a team names its zone alone: %s', (_, now, until) => {
  const held = heldUntil({ timeZone: 'Europe/Berlin' }, parseInstant(now));
  expect(held).toBe(until === undefined ? undefined : parseInstant(until));
});

test('a shift over midnight belongs to the day on which it begins, and one that never ends holds nothing that day', () => {
  const night = { workingDays: [4], dayStartsAt: 22 * 60, dayEndsAt: 6 * 60 };
  expect(heldUntil(night, parseInstant('2026-11-20T23:00:00Z'))).toBeUndefined();
  expect(heldUntil(night, parseInstant('2026-11-21T05:59:00Z'))).toBeUndefined();
  expect(heldUntil(night, parseInstant('2026-11-21T06:00:00Z'))).toBe(parseInstant('2026-11-27T22:00:00Z'));
  const whole = { dayStartsAt: 0, dayEndsAt: 0, workingDays: [4] };
  expect(heldUntil(whole, parseInstant('2026-11-20T23:59:00Z'))).toBeUndefined();
});
