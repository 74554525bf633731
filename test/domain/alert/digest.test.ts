import { describe, expect, it, test } from 'vitest';
import type { Alert, Transition } from '../../../shared/domain/alert/alert.ts';
import {
  carriedDigest,
  type FirstLook,
  firstLookOf,
  inDigests,
  isInDigest,
  threadsOf,
} from '../../../shared/domain/alert/digest.ts';
import { worstFirst } from '../../../shared/domain/alert/worst-first.ts';
import { DAY_MS } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { ANNA } from '../../builders/alert.ts';
import { aBook } from '../../builders/budget.ts';
import { aFinding, anAlert } from '../../builders/transition.ts';

const ID = 'digest-5e1f0a9c';
const ofTeam = (team: string) => aFinding({ scope: { team } });
const first = (id: string, team = id): Transition => ({
  reason: 'first',
  after: anAlert({ id, finding: ofTeam(team) }),
  tell: true,
});
const inDigest = (id: string, version = 1): Alert => anAlert({ id, digest: { id: ID, version } });
const step = (before: Alert, reason: Transition['reason'], tell = true): Transition => ({
  reason,
  before,
  after: { ...before, version: before.version + 1 },
  tell,
});
const judged = (transitions: readonly Transition[], alerts: readonly Alert[], firstLook: FirstLook) =>
  inDigests(transitions, { alerts, budgets: aBook(), firstLook, order: 'o' });
const places = (transitions: readonly Transition[]) =>
  transitions.map(({ after: { digest } }) => digest && [digest.id === ID, digest.version, digest.left]);

test.each<[string, readonly (readonly [chain: number, at: number])[], FirstLook]>([
  ['one period, delivered once', [[1, 0]], 'at-once'],
  [
    'two within a day',
    [
      [1, 0],
      [1, DAY_MS],
    ],
    'at-once',
  ],
  [
    'two more than a day apart',
    [
      [1, DAY_MS + 1],
      [1, 0],
    ],
    'bit-by-bit',
  ],
  [
    'one that was delivered again',
    [
      [1, 0],
      [2, 0],
    ],
    undefined,
  ],
])('a first look: %s', (_, deliveries, expected) => {
  const pointers = deliveries.map(([chain, executedAt]) => ({
    chain: Array<string>(chain).fill('v'),
    executedAt,
  }));
  expect(firstLookOf(pointers)).toBe(expected);
});

describe('a digest', () => {
  it('is formed of two, by what is delivered at once, or by the first that finds anything', () => {
    const [two, known] = [[first('a'), first('b')], [anAlert({ id: 'k' })]];
    const isFormed = (firsts: readonly Transition[], alerts: readonly Alert[], look: FirstLook) =>
      judged(firsts, alerts, look).map(({ after }) => isInDigest(after));
    expect(isFormed(two, [], 'at-once')).toEqual([true, true]);
    expect(isFormed(two, known, 'at-once')).toEqual([true, true]);
    expect(isFormed(two, [], 'bit-by-bit')).toEqual([true, true]);
    expect(isFormed(two, known, 'bit-by-bit')).toEqual([false, false]);
    expect(isFormed(two, [], undefined)).toEqual([false, false]);
    expect(isFormed([first('a')], [], 'at-once')).toEqual([false]);
  });

  it('that was never written is finished by any later judgement', () => {
    expect(places(judged([first('b')], [inDigest('a', 0)], undefined))).toEqual([[true, 1, undefined]]);
    expect(places(judged([first('b')], [inDigest('a', 1)], undefined))).toEqual([undefined]);
    expect(places(judged([first('b')], [inDigest('a', 1)], 'bit-by-bit'))).toEqual([undefined]);
    expect(places(judged([first('b')], [inDigest('a', 1)], 'at-once'))).toEqual([[true, 2, undefined]]);
  });

  it('is written anew with the last told change, under the next version', () => {
    const [a, b] = [inDigest('a', 3), inDigest('b', 0)];
    const steps = judged([step(a, 'updated'), step(b, 'revised', false)], [a, b], undefined);
    expect(steps.map((each) => carriedDigest(each)?.version)).toEqual([4, undefined]);
    expect(judged([step(a, 'revised', false)], [a, b], undefined).map(carriedDigest)).toEqual([undefined]);
  });

  it.each<[Transition['reason'], true | undefined]>([
    ['grew', true],
    ['threshold', true],
    ['revised', true],
    ['fired-again', true],
    ['updated', undefined],
    ['resolved', undefined],
    ['period-closed', undefined],
  ])('is left by news alone: %s', (reason, left) => {
    const alert = inDigest('a');
    expect(places(judged([step(alert, reason)], [alert], undefined))).toEqual([[true, 2, left]]);
  });

  it('is not left by what people decide', () => {
    const alert = inDigest('a');
    const unsnoozed = step(alert, 'snooze-ended');
    const row = { at: 0, reason: 'snooze-ended', delivery: 'd', note: '', by: ANNA } as const;
    const decided = { ...unsnoozed, after: { ...unsnoozed.after, history: [row] } };
    expect(places(judged([decided], [alert], undefined))).toEqual([[true, 2, undefined]]);
  });

  it('has nothing more to do with an alert that left it', () => {
    const alert = anAlert({ digest: { id: ID, version: 2, left: true } });
    const [own] = judged([step(alert, 'grew')], [alert], undefined);
    expect([carriedDigest(own!), isInDigest(own!.after)]).toEqual([undefined, false]);
    expect(threadsOf(own!.after)).toEqual([ID, alert.id]);
    expect(threadsOf(anAlert())).toEqual([anAlert().id]);
  });
});

describe('later', () => {
  const kinds = (transitions: readonly Transition[]) =>
    transitions.map(({ after: { digest } }) => digest && [digest.kind, digest.id, digest.version]);
  const many = (length: number, team?: string) =>
    Array.from({ length }, (_, index) => first(`${index}`, team));

  it('several findings of one team in one delivery are one message, and a finding alone is its own', () => {
    const steps = judged([first('a', 'x'), first('b', 'y'), first('c', 'x')], [], undefined);
    const [a, b, c] = kinds(steps);
    expect([a?.[0], b, c?.[0], a?.[1] === c?.[1]]).toEqual(['team', undefined, 'team', true]);
    expect(steps.map((each) => carriedDigest(each)?.version)).toEqual([undefined, undefined, 1]);
  });

  it('what is told first after it was muted belongs to it; what keeps still does not', () => {
    const pending = anAlert({ id: 'p', state: 'pending', untold: true, finding: ofTeam('x') });
    const { untold: _, ...heard } = { ...pending, state: 'firing' as const };
    const unmuted: Transition = { reason: 'unmuted', before: pending, after: heard, tell: true };
    const still: Transition = { reason: 'updated', before: pending, after: pending, tell: false };
    const decided: Transition = { reason: 'acknowledged', before: pending, after: pending, tell: true };
    const together = (step: Transition) => kinds(judged([first('a', 'x'), step], [pending], undefined));
    expect(together(unmuted).map((each) => each?.[0])).toEqual(['team', 'team']);
    expect([together(still), together(decided)].flat()).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('more than eight in a channel are one message, whoever they are about', () => {
    expect(kinds(judged(many(8), [], undefined)).filter(Boolean)).toEqual([]);
    const flood = kinds(judged(many(9), [], undefined));
    expect(new Set(flood.map((each) => `${each?.[0]} ${each?.[1]}`)).size).toBe(1);
    expect([flood[0]![0], flood[8]![2]]).toEqual(['flood', 1]);
    expect(kinds(judged(many(9, 'x'), [], undefined))[0]![0]).toBe('flood');
  });

  it('a group that was never written takes in what belongs to it, and no other does', () => {
    const left = (kind: 'team' | 'flood', version: number) =>
      anAlert({ id: 'k', finding: ofTeam('x'), digest: { id: ID, kind, version } });
    const joined = (alert: Alert, team: string) =>
      kinds(judged([first('a', team)], [alert], undefined)).map((each) => each?.[1]);
    expect(joined(left('team', 0), 'x')).toEqual([ID]);
    expect(joined(left('team', 0), 'y')).toEqual([undefined]);
    expect(joined(left('team', 1), 'x')).toEqual([undefined]);
    expect(joined(left('flood', 0), 'y')).toEqual([ID]);
  });

  it.each(['ack-lapsed', 'snooze-ended', 'unmuted'] as const)('%s leaves it', (reason) => {
    const alert = inDigest('a');
    expect(places(judged([step(alert, reason)], [alert], undefined))).toEqual([[true, 2, true]]);
  });
});

test('the worst comes first: firing before muted before over, then by severity and by dollars', () => {
  const of = (id: string, state: Alert['state'], severity: 'critical' | 'info', dollars = '1') => {
    const finding = aFinding({
      severity,
      impact: { ...aFinding().impact, untilMonthEnd: parsePico(dollars) },
    });
    return anAlert({ id, state, finding });
  };
  const sorted = [
    of('a', 'firing', 'critical', '9'),
    of('b', 'firing', 'critical', '8'),
    of('c', 'firing', 'info', '99'),
    of('d', 'pending', 'critical'),
    of('e', 'resolved', 'critical'),
  ];
  for (const order of [sorted.toReversed(), [3, 0, 4, 2, 1].map((index) => sorted[index]!)])
    expect(order.toSorted(worstFirst).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
});
