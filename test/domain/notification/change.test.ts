import { describe, expect, it, test } from 'vitest';
import type { Alert, TransitionReason } from '../../../shared/domain/alert/alert.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { composeNotification } from '../../../shared/domain/notification/compose.ts';
import { amountsIn } from '../../../shared/domain/notification/end.ts';
import {
  aBudget,
  aBudgetFinding,
  aFinding,
  anAlert,
  aPointer,
  aTransition,
} from '../../builders/transition.ts';

const tell = (reason: TransitionReason, before: Alert | undefined, after: Alert) =>
  composeNotification(aTransition({ reason, after, ...(before && { before }) }), aPointer);
const changeOf = (...args: Parameters<typeof tell>) => tell(...args).change;
const noted = (reason: TransitionReason, note: string) => ({
  history: [{ at: aPointer.executedAt, reason, delivery: 'exec-2', note }],
});
const budgetAlert = (facts: Parameters<typeof aBudget>[0], overrides: Partial<Alert> = {}) =>
  anAlert({ finding: aBudgetFinding({ budget: aBudget(facts) }), ...overrides });
const slow = anAlert({ finding: aFinding({ costPerHour: parsePico('74.1') }) });
const DELIVERY = 'the delivery of Tue 17 Nov 21:04 UTC';

describe('the line of what changed', () => {
  test.each<TransitionReason>(['first', 'updated'])('is empty for %s, whatever was before', (reason) => {
    expect(changeOf(reason, slow, anAlert())).toBe('');
  });

  it('is empty where nothing was told before', () => {
    expect(changeOf('grew', undefined, anAlert())).toBe('');
  });

  it('says doubled from just twice the rate on, and what the money came to below that', () => {
    expect(changeOf('grew', slow, anAlert())).toBe(
      'was $74.10/h (25× usual) → now $148.20/h (49× usual): it has at least doubled. Still firing.',
    );
    const faster = anAlert({ finding: aFinding({ costPerHour: parsePico('148.2') - 1n }) });
    expect(changeOf('grew', slow, faster)).toContain(' so far, at $148.20/h');
  });

  it('compares bare rates where nothing was usual', () => {
    const from = (dollars: string) =>
      anAlert({ finding: aFinding({ usualPerHour: 0n, costPerHour: parsePico(dollars) }) });
    expect(changeOf('grew', from('10'), from('30'))).toMatch(/^was \$10\.00\/h → now \$30\.00\/h: /);
  });

  it('does not say "was → now" of two equal numbers', () => {
    expect(changeOf('fired-again', anAlert(), anAlert())).toBe(
      'still $148.20/h (49× usual): it is back after it was resolved. Firing again.',
    );
  });

  it('names the threshold that was crossed', () => {
    const before = budgetAlert({ spent: parsePico('6000'), percent: 54.5, threshold: 50 });
    expect(changeOf('threshold', before, budgetAlert({}))).toContain('the 80 % threshold was crossed');
  });

  it.each([
    [
      '$9,900.00 -> $9,064.18',
      `was $9,900.00 → now $9,064.18 for what was told before: ${DELIVERY} changed it.`,
    ],
    ['a sentence', `still 82.4 % of $11,000.00: ${DELIVERY} changed hours that were billed before.`],
  ])('gives the amounts of a revision that did not touch the budget itself: %s', (note, text) => {
    const after = budgetAlert({}, noted('revised', note));
    expect(changeOf('revised', budgetAlert({}), after)).toBe(`${text} Still firing.`);
  });

  it('needs no note to tell of a revision', () => {
    expect(changeOf('revised', slow, anAlert())).toBe(
      `was $74.10/h (25× usual) → now $148.20/h (49× usual): ${DELIVERY} changed hours that were billed before. Still firing.`,
    );
  });

  it.each([
    [0, 'the newest delivery no longer shows it'],
    [1, 'the last 2 deliveries no longer show it'],
  ])('counts the deliveries that were silent before: %d', (quiet, words) => {
    expect(changeOf('resolved', slow, anAlert({ state: 'resolved', quiet }))).toContain(
      `now over: ${words}.`,
    );
  });
});

test('a new spender that a delivery took back is told with both amounts', () => {
  const finding = aFinding({ rule: 'newcomer' });
  const after = anAlert({ finding, state: 'resolved', ...noted('resolved', '$150.00 -> $4.00') });
  const { parts, change } = tell('resolved', anAlert({ finding }), after);
  expect(parts).toMatchObject({ word: 'WITHDRAWN', amount: 'told as $150.00, now $4.00' });
  expect(change).toContain('was $150.00 → now $4.00 for the same hours');
});

test('a spike that is over has an end only where one is known', () => {
  const when = (overrides: Partial<Alert>) =>
    tell('resolved', slow, anAlert({ state: 'resolved', ...overrides })).parts?.when;
  expect(when({})).toBe('since Tue 17 Nov 02:00 UTC');
  expect(when({ endsAt: aPointer.executedAt })).toBe('Tue 17 Nov 02:00 to 17 Nov UTC');
});

test.each([
  ['', []],
  ['a sentence', ['a sentence']],
  ['$1.00 -> $2.00', ['$1.00', '$2.00']],
  [' -> $2.00', ['', '$2.00']],
])('a note holds two amounts, a sentence or nothing: %s', (note, amounts) => {
  expect(amountsIn(note)).toEqual(amounts);
});
