import { expect, test } from 'vitest';
import type { Matcher } from '../../../shared/domain/alert/silence.ts';
import { isInForce, silenceMatches } from '../../../shared/domain/alert/silence-matches.ts';
import { DAY_MS } from '../../../shared/domain/base/instant.ts';
import { aSilence } from '../../builders/declared.ts';
import { aBudgetFinding, aFinding } from '../../builders/transition.ts';

const team = (value: string): Matcher => ({ label: 'team', value });
const rule = (value: string): Matcher => ({ label: 'rule', value });
const matches = (matchers: readonly Matcher[], finding = aFinding()) =>
  silenceMatches(aSilence({ matchers }), finding);

test.each<[string, readonly Matcher[], boolean]>([
  ['its team', [team('support')], true],
  ['teams by a star', [team('s*t')], true],
  ['another team', [team('search')], false],
  ['one of two that fits', [team('support'), rule('drop')], false],
  ['both', [team('support'), rule('sp*ke')], true],
  ['no label at all', [], false],
  ['its model', [{ label: 'model', value: 'claude-*' }], true],
])('a silence of %s', (_, matchers, hides) => {
  expect(matches(matchers)).toBe(hides);
});

test('what is told of a budget is hidden by the name of its rule alone', () => {
  const budget = aBudgetFinding();
  expect(
    [[team('claims')], [rule('*')], [rule('**'), team('claims')]].map((each) => matches(each, budget)),
  ).toEqual([false, false, false]);
  expect(matches([rule('budget-*')], budget)).toBe(true);
  expect(matches([rule('*')])).toBe(true);
});

test('it is in force from its start to its end, not before it was made, and never for longer than may be', () => {
  const [startsAt, endsAt] = [10 * DAY_MS, 20 * DAY_MS];
  const force = (at: number, overrides = {}) =>
    isInForce(aSilence({ startsAt, endsAt, createdAt: startsAt, ...overrides }), at);
  expect([startsAt - 1, startsAt, endsAt - 1, endsAt].map((at) => force(at))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(force(startsAt + 1, { createdAt: startsAt + 2 })).toBe(false);
  const endless = { endsAt: Number.POSITIVE_INFINITY };
  expect([force(startsAt + 89 * DAY_MS, endless), force(startsAt + 93 * DAY_MS, endless)]).toEqual([
    true,
    false,
  ]);
});
