import { beforeAll, describe, expect, test } from 'vitest';
import type { Alert, Transition } from '../../shared/domain/alert/alert.ts';
import { isoInstant, parseInstant } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import { type BacktestQuery, backtestExport } from '../../shared/flow/backtest.ts';
import { floorHints } from '../../shared/flow/floor-hints.ts';
import { replayDeliveries } from '../../shared/flow/replay-deliveries.ts';
import { publishedDeliveries } from '../../shared/flow/stored-deliveries.ts';
import { ANNA } from '../builders/alert.ts';
import { EXPORT } from '../builders/flow-world.ts';
import { BUDGETS, RUNAWAY, SMALL, type ToldMonths, tellMonths } from '../builders/told-months.ts';

let told: ToldMonths;
let real: readonly Alert[];
beforeAll(async () => {
  told = await tellMonths();
  real = await told.world.ports.alerts.all(EXPORT);
});

const backtest = (query: Partial<BacktestQuery> = {}) =>
  backtestExport(told.world.ports, EXPORT, { defaults: EVALUATION_DEFAULTS, ...query });

/** Who, why, when and how much: a line a change. */
const lines = (asOf: number, transitions: readonly Transition[]): readonly string[] =>
  transitions.map(
    ({ reason, tell, after: { id, version, finding } }) =>
      `${isoInstant(asOf)} ${id} ${version} ${reason} ${tell} ${finding.impact.soFar} ${finding.costPerHour}`,
  );

describe('by the settings of the time', () => {
  test('each alert changes when, why and by how much it did live, to the last picodollar', async () => {
    const replayed: string[] = [];
    const [plans, silences] = await Promise.all([
      told.world.ports.plans.recent(EXPORT, 0),
      told.world.ports.silences.recent(EXPORT, 0),
    ]);
    expect(plans[0]).toMatchObject({ left: { why: 'amount' }, reportedAt: expect.any(Number), version: 3 });
    const { replays, missing } = await replayDeliveries(
      await publishedDeliveries(told.world.ports, EXPORT),
      [{ budgets: BUDGETS, defaults: EVALUATION_DEFAULTS, plans, silences }],
      { onJudged: ({ asOf, judged }) => replayed.push(...lines(asOf, judged[0]!.transitions)) },
    );
    const live = told.committed.flatMap(({ asOf, transitions }) => lines(asOf, transitions));
    expect(replayed).toEqual(live);
    expect(replays[0]!.alerts()).toEqual(real);
    expect(missing).toEqual([]);
    // Of no use if little happened.
    const reasons = told.committed.flatMap(({ transitions }) => transitions.map(({ reason }) => reason));
    expect([...new Set(reasons)].sort()).toEqual(
      expect.arrayContaining([
        ...['first', 'muted', 'period-closed', 'revised', 'threshold', 'unmuted', 'updated', 'withdrawn'],
      ]),
    );
  });

  test('what would have been sent is what was sent, none earlier or later', async () => {
    const { same, onlyReal, onlyReplayed, messages, fired } = await backtest();
    const heard = told.committed.flatMap(({ asOf, transitions }) =>
      transitions
        .filter(({ reason, tell }) => tell && reason !== 'updated' && reason !== 'muted')
        .map(({ reason, after }) => [asOf, reason, after.id, after.finding]),
    );
    expect(messages.map(({ at, reason, alertId, finding }) => [at, reason, alertId, finding])).toEqual(heard);
    expect([onlyReal, onlyReplayed]).toEqual([[], []]);
    expect(same.map(({ replayed, hoursEarlier }) => [replayed.id, hoursEarlier])).toEqual(
      real.map(({ id }) => [id, 0]),
    );
    expect(fired).toEqual({ times: real.length, matched: real.length, unknown: 0 });
  });

  test('a window shows its own messages, with the alerts of before in mind', async () => {
    const from = parseInstant('2026-11-11T00:00:00Z');
    const to = parseInstant('2026-11-14T00:00:00Z');
    const { messages, span, deliveries } = await backtest({ from, to });
    const whole = (await backtest()).messages.filter(({ at }) => at >= from && at <= to);
    expect(messages).toEqual(whole);
    expect(whole.length).toBeGreaterThan(1);
    expect([deliveries, span!.from >= from, span!.to <= to]).toEqual([6, true, true]);
  });
});

describe('by other settings', () => {
  test('a floor that is too high misses what was really sent; one team is asked about alone', async () => {
    const tried = { team: 'support', minDollars: parsePico('100000') };
    const { onlyReal, messages } = await backtest({ tried });
    expect(onlyReal.map(({ labels }) => labels.principal)).toEqual([RUNAWAY]);
    expect(new Set(messages.map(({ finding }) => finding.scope.team))).toEqual(new Set(['support']));
    expect(messages.every(({ finding }) => finding.budget !== undefined)).toBe(true);
  });

  test('a lower one tells no later, and what nobody was told of is unknown', async () => {
    const tried = { minDollars: parsePico('20'), minPercent: 20 };
    const { same, onlyReal, onlyReplayed, fired } = await backtest({ tried });
    expect(onlyReal).toEqual([]);
    expect(same.every(({ hoursEarlier }) => hoursEarlier! >= 0)).toBe(true);
    expect(onlyReplayed.map(({ labels }) => labels.principal)).toContain(SMALL);
    expect(fired).toMatchObject({ unknown: onlyReplayed.length, matched: same.length });
  });
});

test('the lowest floor without a false alarm is quiet, and the next lower one that was tried is not', async () => {
  const ops = { team: 'ops' };
  const { quietFloors } = await backtest({ tried: ops, quietFloors: true });
  expect(quietFloors).toMatchObject([
    { team: 'ops', dollars: expect.any(Number), loud: { labels: { principal: SMALL } } },
  ]);
  const { dollars, loudAt } = quietFloors![0]!;
  expect([loudAt! < dollars!, dollars! - loudAt! <= 4]).toEqual([true, true]);
  const unknownAt = async (floor: number) =>
    (await backtest({ tried: { ...ops, minDollars: parsePico(String(floor)) } })).fired.unknown;
  expect([await unknownAt(dollars!), await unknownAt(loudAt!)]).toEqual([0, 1]);
}, 60_000);

test('the floor that would have spared the noise without losing what was real is found by replaying it', async () => {
  const called = real.map((alert) => {
    const verdict = alert.finding.scope.principal === RUNAWAY ? 'real' : 'noise';
    return { ...alert, handling: { verdict: { by: ANNA, at: 0, verdict, note: '' } } } as const;
  });
  const hints = (alerts: readonly Alert[]) =>
    floorHints({ ...told.world.ports, alerts: { all: async () => alerts } }, EXPORT, {
      defaults: EVALUATION_DEFAULTS,
      from: parseInstant('2026-11-08T00:00:00Z'),
    });
  expect(await hints(real)).toEqual([]);
  const found = await hints(called);
  expect(found.map(({ team, drops, loses }) => [team, drops > 0, loses])).toEqual(
    found.map(({ team }) => [team, true, 0]),
  );
  expect(found.map(({ team }) => team)).toContain('fraud');
  expect(found.map(({ team }) => team)).not.toContain('support');
  const { dollars } = found.find(({ team }) => team === 'fraud')!;
  const { onlyReal } = await backtest({ tried: { team: 'fraud', minDollars: parsePico(String(dollars)) } });
  expect(onlyReal.map(({ finding }) => finding.rule)).toEqual(['spike']);
}, 60_000);

test('a delivery that is no longer kept is named, and the others are judged without it', async () => {
  const { world } = told;
  const stored = await publishedDeliveries(world.ports, EXPORT);
  const lost = stored.at(-3)!.order;
  const rollups = {
    read: async (...of: Parameters<typeof world.ports.rollups.read>) =>
      of[2].startsWith(lost) ? undefined : world.ports.rollups.read(...of),
  };
  const { missing, deliveries } = await backtestExport({ ...world.ports, rollups }, EXPORT, {
    defaults: EVALUATION_DEFAULTS,
  });
  expect(missing).toEqual([{ order: lost, billingPeriod: '2026-11' }]);
  expect(deliveries).toBe(stored.length - 1);
});

test('an export of which nothing is stored has nothing to say', async () => {
  const nothing = await backtestExport(told.world.ports, 'other', { defaults: EVALUATION_DEFAULTS });
  expect(nothing).toEqual({
    ...{ deliveries: 0, teams: [], missing: [], messages: [], same: [], onlyReal: [], onlyReplayed: [] },
    fired: { times: 0, matched: 0, unknown: 0 },
  });
});
