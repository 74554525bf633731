import { expect, it } from 'vitest';
import { startOfHour } from '../../shared/domain/base/instant.ts';
import { picoText } from '../../shared/domain/base/money.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import { detectInDeliveries, detectInSeries, type KnownCost } from '../../shared/flow/detect.ts';
import { at } from '../builders/series.ts';

const FROM = at('2026-10-01');
const DAYS = 21;
const START = FROM + 19 * 24 + 10;
const settings = { defaults: EVALUATION_DEFAULTS };

async function* rowsOf(rows: readonly KnownCost[]): AsyncGenerator<KnownCost> {
  yield* rows;
}
/** Hour by hour so many dollars, and so many more in the day and a half from the start on. */
const hourly = (series: KnownCost['series'], dollars: number, more: number): readonly KnownCost[] =>
  Array.from({ length: DAYS * 24 }, (_, index) => ({
    series,
    hour: FROM + index,
    cost: dollars + (FROM + index >= START ? more : 0),
  }));
const id = (team: string, principal = '', model = '') => ({ team, principal, model });
const named = async (rows: readonly KnownCost[]) =>
  (await detectInSeries(rowsOf(rows), settings)).map(({ at: when, finding, reason }) => [
    reason,
    [finding.scope.team, finding.scope.principal, finding.scope.model].filter(Boolean).join('/'),
    when / 3_600_000 - START,
  ]);

it('tells a principal’s rise within hours, at the time of the newest row that it knows', async () => {
  const [first] = await named([...hourly(id('t', 'p', 'm'), 2, 60), ...hourly(id('t', 'q', 'm'), 2, 0)]);
  expect(first).toEqual(['first', 't/p/m', expect.any(Number)]);
  expect(first![2]).toBeGreaterThanOrEqual(0);
  // Three weeks of past: some hours later than with six.
  expect(first![2]).toBeLessThan(8);
});

it('sums up teams from their principals, and those from their models', async () => {
  const swarm = Array.from({ length: 8 }, (_, index) => hourly(id('t', `p${index}`), 1, 5)).flat();
  const [first] = await detectInSeries(rowsOf(swarm), settings);
  expect(first!.finding.scope).toMatchObject({ team: 't' });
  expect(first!.finding.scope.principal).toBeUndefined();
  expect([first!.finding.costPerHour, first!.finding.usualPerHour].map(picoText)).toEqual(['48', '8']);
  const models = ['a', 'b', 'c', 'd'].flatMap((model) => hourly(id('t', 'p', model), 1, 10));
  expect((await named(models))[0]).toEqual(['first', 't/p', expect.any(Number)]);
});

it('judges series that are only teams', async () => {
  expect((await named([...hourly(id('t'), 2, 60), ...hourly(id('u'), 30, 0)]))[0]).toEqual([
    'first',
    't',
    expect.any(Number),
  ]);
});

it('needs no order of the rows of a plain series; of two of one hour the later counts', async () => {
  const rows = [...hourly(id('t', 'p'), 2, 60), ...hourly(id('t', 'q'), 3, 0)];
  const wrong = rows.map((row) => ({ ...row, cost: 9000 }));
  const shuffled = [...rows].sort((a, b) => ((a.hour * 7919) % 101) - ((b.hour * 7919) % 101));
  const expected = await named(rows);
  expect(expected.length).toBeGreaterThan(0);
  expect(await named([...wrong, ...shuffled])).toEqual(expected);
  expect(await named([...rows].reverse())).toEqual(expected);
});

it('takes series of midnights as days: told at the day, and of no hour within', async () => {
  const days = Array.from({ length: 40 }, (_, day) => ({
    series: id('t', 'p'),
    hour: FROM + day * 24,
    cost: day >= 36 ? 700 : 50,
  }));
  const [first] = await detectInSeries(rowsOf(days), settings);
  expect([first!.at, first!.finding.startedAt]).toEqual([startOfHour(FROM + 36 * 24), FROM + 36 * 24]);
  expect([first!.finding.baseline!.from % 24, first!.finding.baseline!.to % 24]).toEqual([0, 0]);
});

it('knows of deliveries what they brought, and takes back what a later one corrects', async () => {
  const whole = hourly(id('t', 'p'), 2, 0);
  const asOf = (hours: number) => startOfHour(FROM + hours);
  // Every day at midnight what came since the last; the last brings a dear day late, and the next puts it right.
  const delivered = (dear: number) =>
    Array.from({ length: DAYS }, (_, day) =>
      whole
        .filter(({ hour }) => hour >= FROM + day * 24 && hour < FROM + day * 24 + 24)
        .map((row) => ({ ...row, asOf: asOf(day * 24 + 24), ...(day === DAYS - 1 ? { cost: dear } : {}) })),
    ).flat();
  const told = (rows: readonly KnownCost[]) => detectInDeliveries(rowsOf(rows), settings);
  expect(await told(delivered(2))).toEqual([]);
  expect((await told(delivered(60))).map(({ at: when }) => when)).toEqual([asOf(DAYS * 24)]);
  const early = delivered(60).map((row) => ({ ...row, asOf: asOf(DAYS * 24) }));
  const right = early.map((row) => ({ ...row, cost: 2 }));
  expect((await told(early)).length).toBe(1);
  expect(await told([...early, ...right])).toEqual([]);
});

it('refuses deliveries that are not in their order, and says in which row', async () => {
  const row = (asOf: number | undefined, hour: number): KnownCost => ({
    ...(asOf === undefined ? {} : { asOf: startOfHour(asOf) }),
    series: id('t'),
    hour,
    cost: 1,
  });
  const told = detectInDeliveries(
    rowsOf([row(FROM + 8, FROM), row(FROM + 16, FROM + 1), row(FROM + 8, FROM + 2)]),
    settings,
  );
  await expect(told).rejects.toMatchObject({
    kind: 'misconfigured',
    detail: {
      row: 3,
      column: 'as_of',
      expected: '2026-10-01T16:00:00.000Z or later',
      found: '2026-10-01T08:00:00.000Z',
    },
  });
  await expect(detectInDeliveries(rowsOf([row(FROM, FROM), row(undefined, FROM)]), settings)).rejects.toThrow(
    /order/,
  );
  expect(await detectInDeliveries(rowsOf([]), settings)).toEqual([]);
  expect(await detectInSeries(rowsOf([]), settings)).toEqual([]);
});

it('says how far it is', async () => {
  const judged: number[] = [];
  const rows = hourly(id('t'), 1, 0).slice(0, 5);
  await detectInSeries(rowsOf(rows), { ...settings, onProgress: (steps) => judged.push(steps) });
  expect(judged).toEqual([1, 2, 3, 4, 5]);
});
