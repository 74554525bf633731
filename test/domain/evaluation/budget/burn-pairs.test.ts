import { describe, expect, it, test } from 'vitest';
import { hourOfEnd } from '../../../../shared/domain/evaluation/budget/budget-end.ts';
import { BURN_PAIRS, burningPair } from '../../../../shared/domain/evaluation/budget/burn-pairs.ts';
import { habitualCost } from '../../../../shared/domain/evaluation/budget/habit.ts';
import { costBetween } from '../../../../shared/domain/evaluation/series/series.ts';
import { aSeries } from '../../../builders/judging.ts';
import { at, type Stream } from '../../../builders/series.ts';

const FROM = at('2026-11-01');
/** $7,200 in a month of 720 hours: $10 an hour is on plan. */
const PLAN = { from: FROM, amount: 7200, perHour: 10 };
const START = at('2026-11-10');

/** The pair that burns at each end of data, hour by hour after a loop began that runs so many hours. */
function burns(perHour: number, runs: number, step: 1 | 24 = 1, base = 10): readonly (number | undefined)[] {
  const loop: Stream['cost'] = (hour) => base + (hour >= START && hour < START + runs ? perHour : 0);
  const series = aSeries(loop);
  return Array.from(
    { length: 121 },
    (_, hours) => burningPair((from, to) => costBetween(series, from, to), START + hours, PLAN, step)?.hours,
  );
}
/** Which pair told it between which hours after the start, in order: `6h 3-10`. */
function spans(found: readonly (number | undefined)[]): string {
  const runs: { hours: number; from: number; to: number }[] = [];
  for (const [index, hours] of found.entries()) {
    const last = runs.at(-1);
    if (hours === undefined) continue;
    if (last?.hours === hours && last.to === index - 1) last.to = index;
    else runs.push({ hours, from: index, to: index });
  }
  return runs.map(({ hours, from, to }) => `${hours}h ${from}-${to}`).join(', ');
}

test('pairs are those of the workbook for a budget of 30 days: 14.4, 6 and 1 times on top of the plan', () => {
  const times = BURN_PAIRS.map(({ hours, share }) => Number(((share * 720) / hours).toFixed(6)));
  expect(times).toEqual([14.4, 6, 1]);
});

describe('a loop on top of a team that spends on plan', () => {
  // An hour at $144 on top is 2 % of the month, six hours at $60 are 5 %, and three days at $10 are 10 %.
  test.each([
    [144, 4, '1h 1-4'],
    [143, 4, '6h 3-4'],
    [500, 1, '1h 1-1'],
    [60, 11, '6h 6-11'],
    [60, 5, ''],
    [59, 12, ''],
    [59, 20, '72h 13-24'],
    [10, 100, '72h 72-100'],
    [9.9, 119, ''],
  ])('of $%d an hour for %d hours burns in these pairs, from hour to hour', (perHour, runs, expected) => {
    expect(spans(burns(perHour, runs))).toBe(expected);
  });

  it('ends within the short window once it stops', () => {
    const lastOf = (perHour: number, runs: number) =>
      burns(perHour, runs).findLastIndex((each) => each !== undefined);
    // The slow pair looks at six hours: at $59 three of them are enough to go on for three hours.
    expect([lastOf(144, 2), lastOf(10, 80), lastOf(60, 8)]).toEqual([2, 80, 8]);
    expect(lastOf(144, 80) - 80).toBeLessThanOrEqual(5);
  });
});

test('a team on plan never burns, and neither does one that spends it in office hours', () => {
  const office = aSeries((hour) =>
    hour % 24 >= 8 && hour % 24 < 18 && (Math.floor(hour / 24) + 3) % 7 < 5 ? 33 : 0,
  );
  const cost = (from: number, to: number) => costBetween(office, from, to);
  for (let end = FROM + 1; end <= at('2026-12-01'); end += 1) {
    expect(burningPair(cost, end, PLAN, 1)).toBeUndefined();
  }
  expect(burns(0, 0).every((each) => each === undefined)).toBe(true);
});

test('a bill by days knows the slow pair alone, and its short window is a day', () => {
  const daily = burns(240, 72, 24).map((hours, end) => [end, hours] as const);
  expect(daily.filter(([end, hours]) => end % 24 === 0 && hours !== undefined)).toEqual([
    [24, 72],
    [48, 72],
    [72, 72],
  ]);
});

test('what was spent before the month, and a budget of nothing, burns nothing', () => {
  const early = aSeries((hour) => (hour < FROM ? 1000 : 10));
  const cost = (from: number, to: number) => costBetween(early, from, to);
  expect(burningPair(cost, FROM + 6, PLAN, 1)).toBeUndefined();
  expect(burningPair(() => 1e9, START, { ...PLAN, amount: 0, perHour: 0 }, 1)).toBeUndefined();
});

describe('a habit', () => {
  const history = { from: at('2026-09-06'), to: FROM };
  const habit = (cost: Stream['cost'], incidents: { from: number; to: number }[] = []) =>
    habitualCost(aSeries(cost), 6, history, incidents);
  const bursts =
    (...starts: readonly string[]): Stream['cost'] =>
    (hour) =>
      starts.some((start) => hour >= at(start) && hour < at(start) + 6) ? 100 : 1;

  it.each([
    ['a job of every month', ['2026-09-30', '2026-10-30'], 600],
    ['one incident', ['2026-10-12'], 6],
    ['one incident of two days', ['2026-10-12', '2026-10-13'], 6],
    ['nothing', [], 6],
  ])('is what happened on two occasions: %s', (_, starts, cost) => {
    expect(habit(bursts(...starts))).toBeCloseTo(cost, 6);
  });

  it('is not learned from hours of known incidents, nor from the judged month', () => {
    const from = at('2026-10-12');
    expect(habit(bursts('2026-09-30', '2026-10-12'), [{ from: from - 6, to: from + 12 }])).toBeCloseTo(6, 6);
    expect(habit(bursts('2026-10-12', '2026-11-03'))).toBeCloseTo(6, 6);
  });
});

test.each<[bigint, bigint, number | undefined]>([
  [100n, 10n, 9],
  [101n, 10n, 10],
  [1n, 10n, 0],
  [999n, 10n, 99],
  [1000n, 10n, 99],
  [1001n, 10n, undefined],
  [0n, 10n, undefined],
  [-5n, 10n, undefined],
  [5n, 0n, undefined],
])('%d left at %d an hour end in the hour %s', (left, perHour, hours) => {
  const end = hourOfEnd(left, perHour, 1000, 1100);
  expect(end).toBe(hours === undefined ? undefined : 1000 + hours);
});
