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
import { DAY_MS } from '../../../shared/domain/base/instant.ts';
import { aBook } from '../../builders/budget.ts';
import { anAlert } from '../../builders/transition.ts';

const ID = 'digest-5e1f0a9c';
const first = (id: string): Transition => ({ reason: 'first', after: anAlert({ id }), tell: true });
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

  it('has nothing more to do with an alert that left it', () => {
    const alert = anAlert({ digest: { id: ID, version: 2, left: true } });
    const [own] = judged([step(alert, 'grew')], [alert], undefined);
    expect([carriedDigest(own!), isInDigest(own!.after)]).toEqual([undefined, false]);
    expect(threadsOf(own!.after)).toEqual([ID, alert.id]);
    expect(threadsOf(anAlert())).toEqual([anAlert().id]);
  });
});
