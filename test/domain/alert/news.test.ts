import { describe, expect, it, test } from 'vitest';
import { isRevised, newsOf as newsSince } from '../../../shared/domain/alert/news.ts';
import { DAY_MS } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import type { BudgetFacts, Finding, SeriesPoint } from '../../../shared/domain/evaluation/finding.ts';
import { aBudget, aBudgetFinding, aFinding } from '../../builders/transition.ts';

const newsOf = (told: Finding, now: Finding, sinceTold = DAY_MS) => newsSince(told, now, sinceTold);
const pico = (dollars: string, more = 0n) => parsePico(dollars) + more;
const rising = (perHour: bigint, soFar = 0n): Finding =>
  aFinding({ costPerHour: perHour, impact: { ...aFinding().impact, soFar } });
const withBudget = (facts: Partial<BudgetFacts>, overrides: Partial<Finding> = {}): Finding =>
  aBudgetFinding({ budget: aBudget(facts), ...overrides });
/** A forecast by how much the month of $10,000 ends over. */
const heading = (over: bigint): Finding => {
  const mid = pico('10000') + over;
  return withBudget(
    { amount: pico('10000'), forecast: { low: mid, mid, high: mid } },
    { rule: 'budget-forecast' },
  );
};
const bare = (rule: Finding['rule']): Finding => {
  const { budget: _, ...rest } = aBudgetFinding({ rule });
  return rest;
};
/** Three hours of which each finding shows its own two, so that only the middle one can be compared. */
const shows = (
  first: number,
  ...dollars: readonly string[]
): { readonly series: readonly SeriesPoint[] } => ({
  series: dollars.map((each, index) => ({ hour: first + index, cost: pico(each) })),
});
const [TOLD, SAME, MORE] = [shows(1, '7', '100'), shows(2, '100', '9'), shows(2, '110', '9')];

describe('a rise', () => {
  test.each([
    ['doubled by just a dollar an hour', pico('1'), pico('2'), '$1.00/h -> $2.00/h'],
    ['doubled by a picodollar less than a dollar', pico('1', -1n), pico('2', -2n), undefined],
    ['a picodollar short of double', pico('150'), pico('300', -1n), undefined],
    ['doubled', pico('150'), pico('300'), '$150.00/h -> $300.00/h'],
  ])('speaks of its rate after a day: %s', (_, told, now, note) => {
    expect(newsOf(rising(told), rising(now))).toEqual(note && { reason: 'grew', note });
  });

  test.each([
    ['nine times as much', pico('899'), undefined],
    ['ten times as much', pico('1000'), '$100.00/h -> $1,000.00/h'],
  ])('speaks of its rate within a day only where it leapt: %s', (_, now, note) => {
    const news = newsOf(rising(pico('100')), rising(now), DAY_MS - 1);
    expect(news).toEqual(note && { reason: 'grew', note });
  });

  test.each([
    ['another order of magnitude', pico('100'), pico('1000'), '$100.00 -> $1,000.00 so far'],
    ['a picodollar short of ten times', pico('101'), pico('1010', -1n), undefined],
    ['ten times as much that is not a thousand', pico('99'), pico('1000', -1n), undefined],
  ])('speaks of what it cost so far: %s', (_, told, now, note) => {
    expect(newsOf(rising(9n, told), rising(9n, now), 0)).toEqual(note && { reason: 'grew', note });
  });

  it('that goes on at one rate is told once more in its first week, not whenever its sum has tripled', () => {
    const [rate, hours] = [pico('40'), Array.from({ length: 21 }, (_, index) => 8n * BigInt(index + 1))];
    let [told, toldAt] = [rising(rate, 8n * rate), 8n];
    const spoken = hours.filter((hour) => {
      const now = rising(rate, hour * rate);
      if (newsOf(told, now, Number(hour - toldAt) * 3_600_000) === undefined) return false;
      [told, toldAt] = [now, hour];
      return true;
    });
    expect(spoken).toEqual([80n]);
  });

  it('tells what the hours that were told cost then, and now', () => {
    const news = { reason: 'revised', note: '$100.00 -> $110.00' };
    expect(newsOf(aFinding(TOLD), aFinding(MORE))).toEqual(news);
    expect(newsOf(aFinding(TOLD), aFinding(SAME))).toBeUndefined();
  });

  it('is not revised by a better known model, which is other money in the same hours', () => {
    const { model: _, ...wider } = aFinding().scope;
    expect(newsOf(aFinding(TOLD), aFinding({ ...MORE, scope: wider }))).toBeUndefined();
  });
});

describe('a budget', () => {
  it('speaks of a higher threshold, also where its spending doubled', () => {
    const now = withBudget({ threshold: 100 }, { costPerHour: pico('500') });
    expect(newsOf(withBudget({}), now)).toEqual({ reason: 'threshold', note: '80 % -> 100 %' });
  });

  test.each<[string, Finding, Finding]>([
    ['the same threshold', withBudget({}), withBudget({})],
    ['a lower threshold', withBudget({}), withBudget({ threshold: 50 })],
    ['money spent faster', withBudget({}), withBudget({}, { costPerHour: pico('500') })],
    ['more spent', withBudget({}), withBudget({ spent: pico('9900') })],
    ['a cent less spent', withBudget({}), withBudget({ spent: pico('9064.17') })],
    ['no figures told', bare('budget-threshold'), withBudget({ threshold: 100 })],
    ['no figures now', withBudget({}), bare('budget-threshold')],
    ['no figures of a forecast told', bare('budget-forecast'), heading(pico('4000'))],
    ['no figures of a forecast now', heading(pico('1000')), bare('budget-forecast')],
  ])('has no news in %s', (_, told, now) => {
    expect(newsOf(told, now)).toBeUndefined();
  });

  it.each([
    ['its amount', { amount: pico('22000'), threshold: 100 }, '$11,000.00 -> $22,000.00'],
    ['less spent than told', { spent: pico('8000') }, '$9,064.18 -> $8,000.00'],
  ])('is revised by %s', (_, facts, note) => {
    expect(newsOf(withBudget({}), withBudget(facts))).toEqual({ reason: 'revised', note });
  });

  it('is revised by hours that were restated, as a forecast is not', () => {
    const news = { reason: 'revised', note: '$100.00 -> $110.00' };
    expect(newsOf(withBudget({}, TOLD), withBudget({}, MORE))).toEqual(news);
    expect(newsOf({ ...heading(0n), ...TOLD }, { ...heading(0n), ...MORE })).toBeUndefined();
  });
});

test.each([
  ['doubled by a tenth of the budget', pico('1000'), pico('2000'), '$11,000.00 -> $12,000.00'],
  ['doubled by a picodollar less than that', pico('1000', -1n), pico('2000', -2n), undefined],
  ['a picodollar short of double', pico('1000'), pico('2000', -1n), undefined],
  ['by far more than a tenth, and not double', pico('4000'), pico('7000'), undefined],
  ['from within the budget to over it', pico('-500'), pico('600'), '$9,500.00 -> $10,600.00'],
])('a forecast is news when the overspend ahead grew: %s', (_, told, now, note) => {
  const later = { ...heading(now), budget: { ...heading(now).budget!, threshold: 120 } };
  expect(newsOf(heading(told), later)).toEqual(note && { reason: 'grew', note: `forecast ${note}` });
});

test.each([
  ['10', '11', 0n, false],
  ['10', '11', 1n, true],
  ['10', '9', 0n, false],
  ['10', '9', -1n, true],
  ['100', '105', 0n, false],
  ['100', '105', 1n, true],
  ['100', '95', 0n, false],
  ['100', '95', -1n, true],
  ['-100', '-105', 0n, false],
  ['-100', '-105', -1n, true],
  ['0', '1', 1n, true],
])('more than a dollar and a twentieth is a revision: %s to %s and %d', (before, after, more, expected) => {
  expect(isRevised(pico(before), pico(after, more))).toBe(expected);
});
