import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { HOUR_MS, isoInstant, parseInstant } from '../../../shared/domain/base/instant.ts';
import { instantOfWall, isTimeZone, placeOf, wallTimeOf } from '../../../shared/domain/base/time-zone.ts';

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];
const instants = fc
  .integer({ min: parseInstant('2020-01-01'), max: parseInstant('2035-12-31') })
  .map((ms) => Math.floor(ms / 1000) * 1000);

it('a wall clock leads back to its instant, or to the first of two that show the same', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instants, (zone, instant) => {
      const wall = wallTimeOf(zone, instant);
      const back = instantOfWall(zone, wall);
      expect(wallTimeOf(zone, back)).toBe(wall);
      expect([0, HOUR_MS / 2, HOUR_MS]).toContain(instant - back);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ['Europe/Berlin', '2026-03-29T00:59:00Z', '2026-03-29T01:59:00.000Z'],
  ['Europe/Berlin', '2026-03-29T01:00:00Z', '2026-03-29T03:00:00.000Z'],
  ['Europe/Berlin', '2026-10-25T01:00:00Z', '2026-10-25T02:00:00.000Z'],
  ['America/New_York', '2026-11-01T05:59:00Z', '2026-11-01T01:59:00.000Z'],
  ['America/New_York', '2026-11-01T06:00:00Z', '2026-11-01T01:00:00.000Z'],
  ['Asia/Kolkata', '2026-07-01T00:00:00Z', '2026-07-01T05:30:00.000Z'],
])('in %s the clocks of %s show %s', (zone, instant, wall) => {
  expect(isoInstant(wallTimeOf(zone, parseInstant(instant)))).toBe(wall);
});

test.each([
  // 02:30 is left out in Berlin's spring, and there twice in autumn.
  ['Europe/Berlin', '2026-03-29T02:30:00Z', '2026-03-29T01:30:00.000Z'],
  ['Europe/Berlin', '2026-10-25T02:30:00Z', '2026-10-25T00:30:00.000Z'],
  ['America/New_York', '2026-03-08T02:30:00Z', '2026-03-08T07:30:00.000Z'],
  ['Pacific/Apia', '2026-07-01T00:00:00Z', '2026-06-30T11:00:00.000Z'],
])('in %s a clock shows %s at %s', (zone, wall, instant) => {
  expect(isoInstant(instantOfWall(zone, parseInstant(wall)))).toBe(instant);
});

test('a zone is named by area and place, or UTC', () => {
  for (const zone of [...ZONES, 'America/Argentina/Buenos_Aires']) expect(isTimeZone(zone)).toBe(true);
  for (const text of ['', 'CET', '+02:00', 'Europe/Nowhere', 'europe/berlin', 'UTC\n', '../etc'])
    expect(isTimeZone(text)).toBe(false);
  expect(['America/Argentina/Buenos_Aires', 'America/New_York', 'UTC'].map(placeOf)).toEqual([
    'Buenos Aires',
    'New York',
    'UTC',
  ]);
});
