import { describe, expect, it, test } from 'vitest';
import { startOfHour } from '../../../../shared/domain/base/instant.ts';
import {
  holdsTold,
  type Incident,
  incidentsOf,
  isAccepted,
  isUsable,
  usablePast,
} from '../../../../shared/domain/evaluation/baseline/open-incident.ts';
import { EVALUATION_DEFAULTS } from '../../../../shared/domain/evaluation/defaults.ts';
import type { FindingScope, Rule } from '../../../../shared/domain/evaluation/finding.ts';
import { floorsOf, pastOf, usualDayOf } from '../../../../shared/domain/evaluation/judging.ts';
import { ALERTS_PER } from '../../../../shared/domain/evaluation/sensitivity.ts';
import { usualBetween, usualLags } from '../../../../shared/domain/evaluation/series/usual.ts';
import { aBudget } from '../../../builders/budget.ts';
import { aJudging, aNode, aSeries, type JudgingParts, NOW } from '../../../builders/judging.ts';
import { WORLD_FROM } from '../../../builders/series.ts';
import { aFinding } from '../../../builders/transition.ts';

const anIncident = (overrides: Partial<Incident> = {}): Incident => ({
  scope: { team: 't', principal: 'p' },
  from: NOW - 48,
  to: NOW,
  open: true,
  ...overrides,
});

describe('incidents', () => {
  const alertOf = (rule: Rule, state: 'firing' | 'resolved', endsAt?: number) => ({
    state,
    finding: aFinding({ rule, startedAt: 7, scope: { team: 't' } }),
    ...(endsAt === undefined ? {} : { endsAt }),
  });
  it('are rises: open ones last until now, others until their end', () => {
    const alerts = [
      alertOf('spike', 'firing'),
      alertOf('newcomer', 'resolved', startOfHour(20) + 5),
      alertOf('spike', 'resolved'),
      alertOf('spike', 'firing', startOfHour(20)),
      alertOf('budget-threshold', 'firing'),
      alertOf('budget-forecast', 'firing'),
    ];
    const scope = { team: 't' };
    expect(incidentsOf(alerts, 99)).toEqual([
      { scope, from: 7, to: 99, open: true },
      { scope, from: 7, to: 20, open: false },
      { scope, from: 7, to: 99, open: false },
      { scope, from: 7, to: 99, open: true },
    ]);
  });

  it('are the new normal after more than ten days', () => {
    const lasting = (hours: number) =>
      isAccepted(anIncident({ to: NOW, from: NOW - hours }), EVALUATION_DEFAULTS);
    expect([239, 240, 241].map(lasting)).toEqual([false, false, true]);
  });
});

describe('the past of a node', () => {
  const skipped = (node: FindingScope, scope: FindingScope, from = NOW - 48) => {
    const past = usablePast(node, 5, [anIncident({ scope, from })], EVALUATION_DEFAULTS);
    return [past.from, past.skips.length];
  };
  const [team, one, other] = [{ team: 't' }, { team: 't', principal: 'p' }, { team: 't', principal: 'q' }];

  test.each<[string, FindingScope, FindingScope, number]>([
    ['its own', one, one, 1],
    ['its team’s', one, team, 1],
    ['its principals’', team, one, 1],
    ['no colleague’s', one, other, 0],
    ['no other team’s', one, { team: 'x', principal: 'p' }, 0],
    ['no other team’s as a team', team, { team: 'x' }, 0],
  ])('leaves %s incident hours out', (_, node, scope, skips) => {
    expect(skipped(node, scope)).toEqual([5, skips]);
  });

  test.each<[string, FindingScope, FindingScope, number]>([
    ['its own', one, one, NOW - 300],
    ['its own as a team', team, team, NOW - 300],
    ['its team’s', one, team, 5],
    ['its principal’s', team, one, 5],
  ])('begins with %s incident once that is the new normal', (_, node, scope, from) => {
    expect(skipped(node, scope, NOW - 300)).toEqual([from, 0]);
  });

  it('begins with the last of several, and never before the first hour', () => {
    const lasting = [400, 300, 350].map((hours) => anIncident({ from: NOW - hours }));
    expect(usablePast(one, 5, lasting, EVALUATION_DEFAULTS).from).toBe(NOW - 300);
    expect(usablePast(one, NOW, lasting, EVALUATION_DEFAULTS).from).toBe(NOW);
  });

  it.each([
    [10, 20, true],
    [9, 20, false],
    [28, 30, true],
    [28, 31, false],
    [39, 45, false],
    [40, 45, true],
    [32, 35, false],
    [25, 60, false],
  ])('from hour 10 on without the hours 30 to 40 has %d to %d: %s', (from, to, usable) => {
    expect(isUsable({ from: 10, skips: [{ from: 30, to: 40 }] }, from, to)).toBe(usable);
    expect(
      isUsable(
        {
          from: 10,
          skips: [
            { from: 30, to: 40 },
            { from: 90, to: 99 },
          ],
        },
        from,
        to,
      ),
    ).toBe(usable);
  });

  it('is that of the team, or of the principal that is named', () => {
    const incidents = [anIncident({ scope: one })];
    const judging = aJudging([], { incidents });
    const node = (name: string) => aNode(name, () => 1);
    expect(pastOf(judging, node('t'), undefined, 3)).toMatchObject({ from: 3, skips: incidents });
    expect(pastOf(judging, node('t'), node('p'), 3)).toMatchObject({ from: 3, skips: incidents });
    expect(pastOf(judging, node('t'), node('q'), 3)).toMatchObject({ from: 3, skips: [] });
  });

  it('knows which incidents were told and have ended: its own, and a team’s principals’', () => {
    const told = (node: FindingScope, incident: Partial<Parameters<typeof anIncident>[0]>) =>
      usablePast(node, 5, [anIncident({ scope: one, ...incident })], EVALUATION_DEFAULTS).told?.length;
    expect([one, team, other].map((node) => told(node, { open: false }))).toEqual([1, 1, 0]);
    expect([one, team].map((node) => told(node, { open: true }))).toEqual([0, 0]);
    expect(told(one, { scope: team, open: false })).toBe(0);
  });

  it.each([
    [10, 30, false],
    [10, 31, true],
    [39, 60, true],
    [40, 60, false],
  ])('a window of hours %d to %d holds the told hours 30 to 40: %s', (from, to, holds) => {
    expect(holdsTold({ from: 0, skips: [], told: [{ from: 30, to: 40 }] }, { from, to })).toBe(holds);
    expect(holdsTold({ from: 0, skips: [{ from: 30, to: 40 }] }, { from, to })).toBe(false);
  });
});

describe('the usual of a window', () => {
  const window = { from: NOW - 24, to: NOW };
  const all = { from: WORLD_FROM, skips: [] };
  const lagsOf = (firstLag: number, past: Parameters<typeof usualLags>[2] = all, historyDays = 42) =>
    usualLags(window, firstLag, past, { ...EVALUATION_DEFAULTS, historyDays });

  it('counts every day of six weeks, and the same weekday in three quarters of the whole', () => {
    const lags = lagsOf(1);
    expect(lags.map(({ days }) => days)).toEqual(Array.from({ length: 42 }, (_, index) => index + 1));
    for (const { days, weight } of lags) {
      expect(weight).toBeCloseTo(0.25 / 42 + (days % 7 === 0 ? 0.75 / 6 : 0), 12);
    }
  });

  it('is the plain mean while no week has gone by, and nothing without a past', () => {
    expect(lagsOf(1, all, 6)).toEqual([1, 2, 3, 4, 5, 6].map((days) => ({ days, weight: 1 / 6 })));
    expect(lagsOf(1, { from: NOW - 47, skips: [] })).toEqual([]);
    expect(
      usualBetween(
        aSeries(() => 1),
        window.from,
        window.to,
        [],
      ),
    ).toBe(0);
  });

  it('keeps clear of the days before the first lag and of those left out', () => {
    const skips = [{ from: NOW - 24 * 4, to: NOW - 24 * 3 }];
    expect(lagsOf(2, { from: NOW - 24 * 7, skips }).map(({ days }) => days)).toEqual([2, 4, 5, 6]);
  });

  it('adds up over hours and days by weight', () => {
    const series = aSeries((hour) => (hour < NOW - 168 ? 1 : 10));
    const lags = [
      { days: 1, weight: 0.25 },
      { days: 8, weight: 0.75 },
    ];
    expect(usualBetween(series, window.from, window.to, lags)).toBeCloseTo(24 * (0.25 * 10 + 0.75), 9);
  });

  it('of a team’s day ends with the ripe hours', () => {
    const team = aNode('t', (hour) => (hour >= NOW ? 99 : 2));
    const judging = aJudging([team]);
    expect(usualDayOf(judging, team)).toBeCloseTo(48, 9);
    // The first day of data is the only one before.
    const young = aJudging([team], { tree: { firstHour: NOW - 48 } });
    expect(usualDayOf(young, team)).toBeCloseTo(48, 9);
    expect(usualDayOf(aJudging([team], { tree: { firstHour: NOW - 47 } }), team)).toBe(0);
  });
});

describe('the floors of a rise', () => {
  const floors = (
    perHour: number,
    budget?: Parameters<typeof aBudget>[0],
    defaults: JudgingParts['defaults'] & object = {},
  ) => {
    const team = aNode('t', () => perHour);
    return floorsOf(aJudging([team], { defaults }), team, budget && aBudget(budget));
  };
  it('are a hundred dollars or a twentieth of the team’s day, and thirty percent', () => {
    expect(floors(1)).toEqual({ dollars: 100, percent: 30, score: EVALUATION_DEFAULTS.scoreLimit });
    expect(floors(100).dollars).toBeCloseTo(120, 9);
    expect(floors(100, {})).toEqual(floors(100));
  });

  it('are the budget’s where it names them, even nothing', () => {
    expect(floors(100, { minDollars: 7_000_000_000_000n })).toMatchObject({ dollars: 7, percent: 30 });
    expect(floors(1, { minPercent: 5 })).toMatchObject({ dollars: 100, percent: 5 });
    expect(floors(100, { minDollars: 0n, minPercent: 0 })).toMatchObject({ dollars: 0, percent: 0 });
  });

  it('are lower for a team that puts up with more false alerts, but for those it names itself', () => {
    const [quarter, month, week] = ALERTS_PER.map((alertsPer) => floors(1, { alertsPer }));
    expect(quarter).toEqual(floors(1));
    expect(month).toMatchObject({ dollars: 75, percent: 25 });
    expect(week).toMatchObject({ dollars: 50, percent: 20 });
    expect(week!.score).toBeLessThan(month!.score);
    expect(month!.score).toBeLessThan(quarter!.score);
    // The share of the team's day stays.
    expect(floors(100, { alertsPer: 'week' }).dollars).toBeCloseTo(120, 9);
    const named = { minDollars: 7_000_000_000_000n, minPercent: 5 };
    expect(floors(1, { alertsPer: 'week', ...named })).toEqual({
      ...week,
      ...{ dollars: 7, percent: 5, isNamed: true },
    });
    expect(floors(1, { alertsPer: 'quarter' }, { scoreLimit: 1, minPercent: 1 })).toEqual(quarter);
  });
});
