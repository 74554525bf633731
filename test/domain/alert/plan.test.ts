import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../shared/domain/alert/plan.ts';
import { planSpent } from '../../../shared/domain/alert/plan-state.ts';
import { HOUR_MS, parseInstant, startOfHour } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { buildCostTree } from '../../../shared/domain/evaluation/series/cost-tree.ts';
import { aBook, aBudget } from '../../builders/budget.ts';
import { aPlan, aSilence } from '../../builders/declared.ts';
import { alertsAfter, type Judged, replay, told } from '../../builders/replay.ts';
import { aStream, at, plus, rhythm } from '../../builders/series.ts';
import { createWorld } from '../../builders/view.ts';

/** Three dollars an hour; for a day, sixty more. */
const START = at('2026-10-20T02:00');
const END = START + 24;
const AGENT = 'role/claims-agent@123456789012';
const MODEL = aStream({}).model;
const base = rhythm({ seed: 4, base: 3 });
const world = createWorld([aStream({ principal: AGENT, cost: plus(base, START, 60, END) })]);
const { team } = aStream({});

const planned = (overrides: Partial<Plan> = {}): Plan => {
  const { principal: _, ...plan } = aPlan({
    team,
    cap: parsePico('2000'),
    startsAt: startOfHour(START - 4),
    endsAt: startOfHour(END + 4),
    createdAt: startOfHour(START - 20),
  });
  return { ...plan, principal: AGENT, ...overrides };
};

const play = (plans: readonly Plan[], more: Parameters<typeof replay>[3] = {}, of = world) =>
  replay(of, '2026-10-18T05:04:00Z', '2026-10-26T05:04:00Z', { plans, ...more });
const heard = (judged: readonly Judged[]) => told(judged).map(({ reason }) => reason);
const changes = (judged: readonly Judged[]) => judged.flatMap(({ plans }) => plans);
const rows = (judged: readonly Judged[]) =>
  alertsAfter(judged).map(({ history }) => history.map(({ reason }) => reason));

/** To the picodollar, by the world's own numbers. */
const billed = (from: number, to: number): bigint =>
  planSpent(
    planned({ startsAt: startOfHour(from), endsAt: startOfHour(to) }),
    buildCostTree(world.viewsAt(parseInstant('2026-10-30T00:00:00Z')))!,
  );

it('without a plan the rise is told', () => {
  expect(heard(play([]))).toEqual(['first', 'resolved']);
});

describe('a plan that holds', () => {
  const judged = play([planned()]);

  it('keeps the rise to itself, which stands in the list of alerts', () => {
    expect(heard(judged)).toEqual([]);
    expect(rows(judged)).toEqual([['muted', 'resolved']]);
    expect(alertsAfter(judged)[0]).toMatchObject({ untold: true, mute: { by: 'plan', id: planned().id } });
  });

  it('is reported once, with all that its scope spent, when its last hour is complete', () => {
    const [{ before, after, report, event } = undefined!, ...others] = changes(judged);
    expect(others).toEqual([]);
    expect([event, after.version, after.left, before.reportedAt]).toEqual(['ended', 2, undefined, undefined]);
    expect(after.reportedAt! - before.endsAt).toBeGreaterThanOrEqual(6 * HOUR_MS);
    expect(report).toEqual({
      plan: after,
      event: 'ended',
      spent: billed(START - 4, END + 4),
      alerts: alertsAfter(judged).map(({ id }) => id),
    });
  });

  it('hides nothing that is told of the budget', () => {
    const budgets = aBook(aBudget({ team, dollars: 2000 }));
    const first = told(play([planned()], { budgets })).map(({ after }) => after.finding.rule);
    expect(first.length).toBeGreaterThan(0);
    expect(first.every((rule) => rule.startsWith('budget-'))).toBe(true);
  });
});

describe('a plan is left', () => {
  it('by its amount, at once', () => {
    const judged = play([planned({ cap: parsePico('500') })]);
    const [left, ended] = changes(judged);
    expect(left).toMatchObject({ event: 'left', after: { left: { why: 'amount' }, version: 2 } });
    expect(left!.spent).toBeGreaterThan(parsePico('500'));
    const [unmuted] = told(judged);
    expect([unmuted!.reason, unmuted!.after.judgedFrom.slice(0, 24)]).toEqual([
      'unmuted',
      new Date(left!.after.left!.at).toISOString(),
    ]);
    expect(left!.report.alerts).toEqual([unmuted!.after.id]);
    expect(unmuted!.after.history.at(-1)!.note).toBe(`${planned().id} was left: amount`);
    expect(ended).toMatchObject({ event: 'ended', after: { version: 3, left: left!.after.left } });
  });

  it('at its cap to the picodollar it holds, and one less is too little', () => {
    const spent = billed(START - 4, END + 4);
    expect(heard(play([planned({ cap: spent })]))).toEqual([]);
    expect(changes(play([planned({ cap: spent - 1n })]))[0]).toMatchObject({
      after: { left: { why: 'amount' } },
    });
  });

  it('by its time, where it rises on', () => {
    const judged = play([planned({ endsAt: startOfHour(START + 10) })]);
    const left = changes(judged).find(({ after }) => after.left !== undefined)!;
    expect(left.after.left!.why).toBe('time');
    expect(heard(judged)[0]).toBe('unmuted');
  });

  it('not by its time, where only the window of the rise reaches over its end', () => {
    const judged = play([planned({ endsAt: startOfHour(END) })]);
    expect(heard(judged)).toEqual([]);
    expect(changes(judged).map(({ event, after }) => [event, after.left])).toEqual([['ended', undefined]]);
  });

  it('by its scope, where its principal rises by another model', () => {
    const other = createWorld([
      aStream({ principal: AGENT, cost: base }),
      aStream({ principal: AGENT, model: 'nova-pro', cost: plus(() => 0, START, 60, END) }),
    ]);
    const judged = play([planned({ model: MODEL })], {}, other);
    expect(changes(judged)[0]).toMatchObject({ event: 'left', after: { left: { why: 'scope' } } });
    expect(heard(judged)[0]).toBe('first');
    expect(heard(play([planned({ model: 'nova-pro' })], {}, other))).toEqual([]);
  });
});

describe('a plan hides nothing', () => {
  it.each<[string, Partial<Plan>]>([
    ['of another team', { team: 'search-2' }],
    ['of another principal', { principal: 'role/other@123456789012' }],
    ['that began before it', { startsAt: startOfHour(START + 2) }],
    ['that begins after it', { startsAt: startOfHour(START - 40), endsAt: startOfHour(START - 20) }],
    ['before it was made', { createdAt: parseInstant('2026-10-25T00:00:00Z') }],
    ['in another currency', { currency: 'EUR' }],
    ['after it was left', { left: { at: 0, why: 'amount' } }],
    ['that nobody can count any more', { startsAt: parseInstant('2026-07-01T00:00:00Z') }],
  ])('%s', (_, overrides) => {
    expect(heard(play([planned(overrides)]))[0]).toBe('first');
  });
});

it('a silence hides what it matches in its time, and a plan goes before it', () => {
  const silence = aSilence({
    matchers: [{ label: 'principal', value: 'role/claims-*' }],
    startsAt: startOfHour(START),
    endsAt: startOfHour(END),
    createdAt: startOfHour(START),
  });
  const silenced = play([], { silences: [silence] });
  expect(rows(silenced)[0]!.slice(0, 2)).toEqual(['muted', 'unmuted']);
  expect(told(silenced)[0]!.after.history.at(-1)!.at).toBeGreaterThanOrEqual(silence.endsAt);
  const both = play([planned()], { silences: [silence] });
  expect(alertsAfter(both)[0]!.mute?.by).toBe('plan');
});
