import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { hourOf, isoInstant, parseInstant } from '../../../../shared/domain/base/instant.ts';
import { parsePico, picoText } from '../../../../shared/domain/base/money.ts';
import { excessOf } from '../../../../shared/domain/evaluation/impact/excess.ts';
import { impactOf } from '../../../../shared/domain/evaluation/impact.ts';

const pico = fc.bigInt({ min: 0n, max: 10n ** 16n });
const share = fc.double({ min: 0, max: 1.2, noNaN: true });
const completeness = fc.option(
  fc.tuple(share, share, share).map((all) => {
    const [low, mid, high] = all.sort((a, b) => a - b);
    return { low: low!, mid: mid!, high: high! };
  }),
  { nil: undefined },
);
const told = fc.record({
  cost: pico,
  usual: pico,
  more: pico,
  completeness,
  asOf: fc.integer({ min: parseInstant('2026-01-01'), max: parseInstant('2027-12-31') }),
  lag: fc.integer({ min: 0, max: 100 }),
  nextDeliveryMs: fc.integer({ min: 0, max: 40 * 3_600_000 }),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
  days: fc.uniqueArray(fc.nat(6), { minLength: 1 }),
  startsAt: fc.nat(1439),
});
type Told = typeof told extends fc.Arbitrary<infer T> ? T : never;

function impact(
  { asOf, lag, nextDeliveryMs, completeness: part, ...facts }: Told,
  cost: bigint,
  usual: bigint,
) {
  const { timeZone, days, startsAt } = facts;
  return impactOf(
    { costPerHour: cost, usualPerHour: usual, ...(part === undefined ? {} : { completeness: part }) },
    0n,
    { dataEnd: hourOf(asOf) - lag, asOf },
    { workingTime: { timeZone, days, startsAt }, nextDeliveryMs },
  );
}

const NAMES = ['untilNextDelivery', 'untilMorning', 'untilMonthEnd'] as const;

it('horizons are in order, ranges hold their middle, nothing is negative', () => {
  let ranges = 0;
  fc.assert(
    fc.property(told, (facts) => {
      const found = impact(facts, facts.cost, facts.usual);
      const [delivery, morning, monthEnd] = NAMES.map((name) => found[name]);
      expect(0n <= delivery! && delivery! <= morning! && morning! <= monthEnd!).toBe(true);
      const { nextDelivery, morning: at } = found.horizons!;
      expect(facts.asOf <= nextDelivery && nextDelivery < at).toBe(true);
      for (const name of NAMES) {
        const range = found.ranges?.[name];
        if (range === undefined) continue;
        ranges += 1;
        expect(range.mid).toBe(found[name]);
        expect(0n <= range.low && range.low <= range.mid && range.mid <= range.high).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
  expect(ranges).toBeGreaterThan(100);
});

it('more spend is never less impact, and its impact is that of the parts, to the picodollar', () => {
  fc.assert(
    fc.property(told, (facts) => {
      const [less, more] = [facts.cost, facts.cost + facts.more].map((cost) =>
        impact(facts, cost, facts.usual),
      );
      const whole = { ...facts, completeness: undefined };
      const parts = [facts.cost, facts.more].map((cost) => impact(whole, cost, 0n));
      const sum = impact(whole, facts.cost + facts.more, 0n);
      for (const name of NAMES) {
        expect(more![name] >= less![name]).toBe(true);
        for (const end of ['low', 'mid', 'high'] as const) {
          const [before, after] = [less!, more!].map((each) => each.ranges?.[name][end] ?? each[name]);
          expect(after! >= before!).toBe(true);
        }
        // Each is cut off to whole picodollars.
        expect([0n, 1n]).toContain(sum[name] - parts[0]![name] - parts[1]![name]);
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['whole hours', { low: 0.9, mid: 0.95, high: 1 }, ['97', '97', '97']],
  ['hours half billed', { low: 0.4, mid: 0.5, high: 0.8 }, ['122', '197', '247']],
  ['hours of which nothing is known', { low: 0, mid: 0.5, high: 1 }, ['97', '197', '1997']],
  ['hours that will be lowered', { low: 0.5, mid: 0.9, high: 1.5 }, ['97', '108.111111111111', '197']],
])('$100 an hour over $3 from %s', (_, part, expected) => {
  const rate = { costPerHour: parsePico('100'), usualPerHour: parsePico('3'), completeness: part };
  const { low, mid, high } = excessOf(rate);
  expect([low, mid, high].map(picoText)).toEqual(expected);
});

test('somebody who has seen the next delivery is at work when a working day begins after it', () => {
  const working = { timeZone: 'Europe/Berlin', days: [0, 1, 2, 3, 4], startsAt: 540 };
  const morningOf = (asOf: string, nextDeliveryMs = 8 * 3_600_000) => {
    const rate = { costPerHour: 1n, usualPerHour: 0n };
    const at = { dataEnd: hourOf(parseInstant(asOf)) - 6, asOf: parseInstant(asOf) };
    return isoInstant(impactOf(rate, 0n, at, { workingTime: working, nextDeliveryMs }).horizons!.morning);
  };
  // A Thursday evening, a Friday afternoon, the night of a Monday, and an export that comes once a day.
  expect(morningOf('2026-11-19T21:00:00Z')).toBe('2026-11-20T08:00:00.000Z');
  expect(morningOf('2026-11-20T13:00:00Z')).toBe('2026-11-23T08:00:00.000Z');
  expect(morningOf('2026-11-22T23:30:00Z')).toBe('2026-11-23T08:00:00.000Z');
  expect(morningOf('2026-11-20T13:00:00Z', 72 * 3_600_000)).toBe('2026-11-24T08:00:00.000Z');
});
