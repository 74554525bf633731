import { describe, expect, test } from 'vitest';
import type { Alert } from '../../../shared/domain/alert/alert.ts';
import { compareAlerts } from '../../../shared/domain/alert/backtest/compare.ts';
import { finerFloors, quietFloor } from '../../../shared/domain/alert/backtest/quiet-floor.ts';
import { wouldHave } from '../../../shared/domain/alert/backtest/would-have.ts';
import { HOUR_MS, parseInstant } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { aFinding, anAlert } from '../../builders/transition.ts';

const START = parseInstant('2026-11-10T00:00:00Z');

interface Spec {
  readonly id: string;
  readonly team?: string;
  readonly principal?: string;
  /** Hours after the first of all. */
  readonly starts?: number;
  readonly ends?: number;
  readonly told?: number;
  readonly dollars?: number;
}

/** A rise; one without a principal is the whole team's. */
function aRise({
  id,
  team = 'search',
  principal,
  starts = 0,
  ends,
  told = starts,
  dollars = 100,
}: Spec): Alert {
  const finding = aFinding();
  const scope = { team, ...(principal === undefined ? {} : { principal }) };
  return anAlert({
    id,
    fingerprint: `spike ${team} ${principal ?? ''}`,
    startsAt: START + starts * HOUR_MS,
    ...(ends === undefined ? {} : { state: 'resolved', endsAt: START + ends * HOUR_MS }),
    finding: { ...finding, scope, impact: { ...finding.impact, soFar: parsePico(String(dollars)) } },
    history: [{ at: START + told * HOUR_MS, reason: 'first', delivery: 'x', note: '' }],
  });
}

const pairs = (replayed: readonly Alert[], real: readonly Alert[]) =>
  compareAlerts(replayed, real).same.map((pair) => [pair.replayed.id, pair.real.id, pair.hoursEarlier]);

describe('a replayed alert and a real one are the same incident', () => {
  test('where they have one id, whoever told it first', () => {
    expect(pairs([aRise({ id: 'a', told: 4 })], [aRise({ id: 'a', told: 13 })])).toEqual([['a', 'a', 9]]);
    expect(pairs([aRise({ id: 'a', told: 13 })], [aRise({ id: 'a', told: 4 })])).toEqual([['a', 'a', -9]]);
  });

  test('where the same principal rose then, from another hour on; not where it did a week before', () => {
    const real = [
      aRise({ id: 'before', principal: 'role/x', starts: -200, ends: -168 }),
      aRise({ id: 'then', principal: 'role/x', starts: 3, ends: 40 }),
    ];
    expect(pairs([aRise({ id: 'a', principal: 'role/x' })], real)).toEqual([['a', 'then', 3]]);
    expect(pairs([aRise({ id: 'a', principal: 'role/x', ends: 20 })], real.slice(0, 1))).toEqual([]);
  });

  test('where one is the team and the other one of its principals, but never two principals or two teams', () => {
    const one = aRise({ id: 'one', principal: 'role/x', starts: 2 });
    const team = aRise({ id: 'team' });
    expect(pairs([one], [team])).toEqual([['one', 'team', -2]]);
    expect(pairs([team], [one])).toEqual([['team', 'one', 2]]);
    expect(pairs([one], [aRise({ id: 'two', principal: 'role/y' })])).toEqual([]);
    expect(pairs([one], [aRise({ id: 'other', team: 'ops' })])).toEqual([]);
  });

  test('of which nobody can say who was first, where a history has lost its beginning', () => {
    const long = { ...aRise({ id: 'a' }), history: [] };
    expect(pairs([aRise({ id: 'a' })], [long])).toEqual([['a', 'a', undefined]]);
  });
});

test('what fired is counted by whether it was really told; what was only told really stands apart', () => {
  const replayed = [aRise({ id: 'a' }), aRise({ id: 'new', team: 'ops' })];
  const real = [aRise({ id: 'a' }), aRise({ id: 'missed', team: 'fraud' })];
  const all = { from: START - HOUR_MS, to: START + HOUR_MS };
  expect(wouldHave(replayed, real, all)).toMatchObject({
    fired: { times: 2, matched: 1, unknown: 1 },
    onlyReplayed: [{ id: 'new' }],
    onlyReal: [{ id: 'missed' }],
  });
  expect(wouldHave(replayed, real, { ...all, team: 'fraud' })).toMatchObject({
    fired: { times: 0, matched: 0, unknown: 0 },
    onlyReal: [{ id: 'missed' }],
  });
  expect(wouldHave(replayed, real, { from: START + HOUR_MS, to: START + 2 * HOUR_MS }).fired.times).toBe(0);
});

describe('the lowest floor without a false alarm', () => {
  const told = (...alerts: readonly Alert[]) =>
    wouldHave(alerts, [aRise({ id: 'real' })], { from: START - HOUR_MS, to: START + HOUR_MS });
  const small = aRise({ id: 'small', principal: 'role/x', team: 'ops', dollars: 30 });
  const large = aRise({ id: 'large', principal: 'role/y', team: 'ops', dollars: 90 });
  const at = (dollars: number, ...alerts: readonly Alert[]) => ({ dollars, told: told(...alerts) });

  test('is quiet with every higher one; a lower one that is quiet by chance does not count', () => {
    const tried = [at(10), at(25, small, large), at(50, large), at(100, aRise({ id: 'real' })), at(200)];
    expect(quietFloor('ops', tried, [])).toMatchObject({ dollars: 100, loudAt: 50, loud: { id: 'large' } });
    expect(quietFloor('search', tried, [])).toEqual({ team: 'search', dollars: 10 });
  });

  test('does not exist where something fires at the highest; the dearest is named', () => {
    const found = quietFloor('ops', [at(50, small), at(100, small, large)], []);
    expect(found).toMatchObject({ team: 'ops', loudAt: 100, loud: { id: 'large' } });
    expect(found.dollars).toBeUndefined();
    expect(finerFloors(found)).toEqual([]);
  });

  test('is looked for between its neighbours in whole dollars', () => {
    expect(finerFloors({ team: 'ops', dollars: 100, loudAt: 50 })).toEqual([56, 63, 69, 75, 81, 88, 94]);
    expect(finerFloors({ team: 'ops', dollars: 3, loudAt: 1 })).toEqual([2]);
    expect(finerFloors({ team: 'ops', dollars: 2, loudAt: 1 })).toEqual([]);
  });

  test('stands beside the most sensitive setting that is quiet', () => {
    const settings = [
      { alertsPer: 'week', told: told(small) },
      { alertsPer: 'month', told: told() },
      { alertsPer: 'quarter', told: told() },
    ] as const;
    expect(quietFloor('ops', [at(10)], settings)).toMatchObject({ alertsPer: 'month' });
  });
});
