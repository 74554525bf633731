import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR_MS, startOfHour } from '../../shared/domain/base/instant.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import { detectInDeliveries, detectInSeries, type KnownCost } from '../../shared/flow/detect.ts';
import type { SeriesMessage } from '../../shared/flow/replay-series.ts';
import { at, chance } from '../builders/series.ts';

const FROM = at('2026-10-01');
const HOURS = 16 * 24;
const settings = { defaults: EVALUATION_DEFAULTS };

async function* rowsOf(rows: readonly KnownCost[]): AsyncGenerator<KnownCost> {
  yield* rows;
}
const idOf = (principal: number) => ({ team: 't', principal: `p${principal}`, model: '' });

/** A loop, a step or a dip: so many dollars an hour for so many hours, late enough to be judged. */
const incident = fc.record({
  principal: fc.nat(1),
  from: fc.integer({ min: 10 * 24, max: HOURS - 12 }),
  hours: fc.integer({ min: 2, max: 48 }),
  dollars: fc.integer({ min: 20, max: 300 }),
});
const company = fc.record({
  seed: fc.nat(99),
  incidents: fc.array(incident, { minLength: 1, maxLength: 3 }),
});
type Company = typeof company extends fc.Arbitrary<infer T> ? T : never;

const costOf = ({ seed, incidents }: Company, principal: number, index: number): number =>
  (2 + principal) * (0.8 + 0.4 * chance(seed + principal, index)) +
  incidents
    .filter((each) => each.principal === principal && index >= each.from && index < each.from + each.hours)
    .reduce((sum, each) => sum + each.dollars, 0);

const seriesOf = (all: Company): readonly KnownCost[] =>
  Array.from({ length: HOURS }, (_, index) =>
    [0, 1].map((principal) => ({
      series: idOf(principal),
      hour: FROM + index,
      cost: costOf(all, principal, index),
    })),
  ).flat();

/** Two deliveries a day, each with the hours up to five before it; the newest three hours are half there at first. */
function deliveriesOf(all: Company): readonly KnownCost[] {
  const rows: KnownCost[] = [];
  for (let end = 12; end <= HOURS; end += 12) {
    for (let index = Math.max(0, end - 15); index < end; index += 1)
      for (const principal of [0, 1]) {
        const part = index >= end - 3 ? 0.5 : 1;
        const cost = part * costOf(all, principal, index);
        rows.push({ asOf: startOfHour(FROM + end + 5), series: idOf(principal), hour: FROM + index, cost });
      }
  }
  return rows;
}

const shown = (messages: readonly SeriesMessage[], until: number) =>
  messages.filter((message) => message.at <= until);
/** Somewhere in the days that can be judged. */
const cut = fc.integer({ min: 9 * 24, max: HOURS });
let told = 0;

test('the messages up to an hour are the same when everything after it is cut away', async () => {
  await fc.assert(
    fc.asyncProperty(company, cut, async (all, hours) => {
      const until = startOfHour(FROM + hours);
      const rows = seriesOf(all);
      const whole = await detectInSeries(rowsOf(rows), settings);
      const known = rows.filter(({ hour }) => startOfHour(hour) <= until);
      told += whole.length;
      expect(await detectInSeries(rowsOf(known), settings)).toEqual(shown(whole, until));
    }),
    { numRuns: 6 },
  );
  expect(told).toBeGreaterThan(0);
});

test('so are those of deliveries up to one of them', async () => {
  told = 0;
  await fc.assert(
    fc.asyncProperty(company, cut, async (all, hours) => {
      const until = startOfHour(FROM + hours);
      const rows = deliveriesOf(all);
      const whole = await detectInDeliveries(rowsOf(rows), settings);
      const known = rows.filter(({ asOf = 0 }) => asOf <= until);
      told += whole.length;
      expect(await detectInDeliveries(rowsOf(known), settings)).toEqual(shown(whole, until));
      // Nothing is told of an hour that had not begun.
      for (const { at: when, finding } of whole) expect(finding.startedAt * HOUR_MS).toBeLessThan(when);
    }),
    { numRuns: 12 },
  );
  expect(told).toBeGreaterThan(0);
});
