import { expect, it, test } from 'vitest';
import { parsePico } from '../../../shared/domain/base/money.ts';
import type { BudgetFacts, Finding } from '../../../shared/domain/evaluation/finding.ts';
import { composeNotification } from '../../../shared/domain/notification/compose.ts';
import { aBudget, aBudgetFinding, anAlert, aPointer, aTransition, hour } from '../../builders/transition.ts';

const tell = (facts: Partial<BudgetFacts>, overrides: Partial<Finding> = {}, pointer = aPointer) =>
  composeNotification(
    aTransition({ after: anAlert({ finding: aBudgetFinding({ budget: aBudget(facts), ...overrides }) }) }),
    pointer,
  );
const lineOf = (of: readonly { label: string; value: string }[], label: string) =>
  of.find((each) => each.label === label)?.value;
const amount = parsePico('11000');

it.each([
  [amount - 1n, 99.9, '99.9 % of $11,000.00 used'],
  [amount, 100, '100 % of $11,000.00 used'],
  [amount + 1n, 100, 'over: 100 % of $11,000.00'],
])('is over budget from a picodollar more on: %d', (spent, percent, words) => {
  expect(tell({ spent, percent }).parts?.amount).toBe(words);
});

it('tells when the budget ends only while something of it is left and an end is in sight', () => {
  const endOf = (facts: Partial<BudgetFacts>) => lineOf(tell(facts).outlook, 'Budget ends');
  const { exhaustedAt: _, ...lasting } = aBudget();
  expect(endOf({ spent: amount - 1n })).toBe('≈ Sun 22 Nov 14:00 UTC');
  expect(endOf({ spent: amount })).toBeUndefined();
  const { outlook } = composeNotification(
    aTransition({ after: anAlert({ finding: aBudgetFinding({ budget: lasting }) }) }),
    aPointer,
  );
  expect(outlook.map(({ label }) => label)).toEqual(['Month end (30 Nov)', 'Against the budget']);
});

it('heads for an hour where the budget ends before the month, else for its last day', () => {
  const { exhaustedAt: _, ...lasting } = aBudget();
  const whenOf = (budget: BudgetFacts) => tell({}, { rule: 'budget-forecast', budget }).parts?.when;
  expect(whenOf(aBudget())).toBe('budget ends Sun 22 Nov 14:00 UTC');
  expect(whenOf(lasting)).toBe('by 30 Nov');
});

it.each([
  ['over by a picodollar', amount + 1n, amount + 1n, /^≈ \$0\.\d+ over$/],
  ['met exactly, at most so', amount, amount, /^≈ \$0\.00 within$/],
  ['met exactly, at most a picodollar over', amount, amount + 1n, /^≈ \$0\.00 within, but it may end over$/],
  ['within by $1,000, at most so', parsePico('10000'), parsePico('10500'), /^≈ \$1,000 within$/],
])('sets the forecast against the budget: %s', (_, mid, high, words) => {
  const { outlook } = tell({ forecast: { low: 0n, mid, high } });
  expect(lineOf(outlook, 'Against the budget')).toMatch(words);
});

it('of nothing is used up by anything, without a percent', () => {
  expect(lineOf(tell({ amount: 0n, spent: 1n, percent: 0 }).facts, 'Used')).toBe('all');
  expect(lineOf(tell({ amount: 1n, spent: 1n, percent: 100 }).facts, 'Used')).toBe('100 % (alert at 80 %)');
});

it('spreads what is left over the hours that are left, not over whole days', () => {
  const pointer = { ...aPointer, dataThrough: hour('2026-11-20T12:00:00Z') };
  const { facts } = tell({ spent: parsePico('8480') }, {}, pointer);
  expect(lineOf(facts, 'Pace that keeps the budget')).toBe('≈ $240 a day');
});

it('tells where the month ends if the rate of the last day goes on, where a forecast does not believe it', () => {
  const { outlook } = tell({ ifRateLasts: parsePico('92324') });
  expect(lineOf(outlook, 'If it goes on like now')).toBe('≈ $92,324, nights and weekends too');
});

it('keeps what is left until midnight on the last day', () => {
  const pointer = { ...aPointer, dataThrough: hour('2026-11-29T01:00:00Z') };
  const paceAt = (hours: number) =>
    lineOf(
      tell({}, {}, { ...pointer, dataThrough: pointer.dataThrough + hours }).facts,
      'Pace that keeps the budget',
    );
  expect(paceAt(23)).toBe('≈ $1,936 a day');
  expect(paceAt(24)).toBe('$1,935.82 until midnight UTC');
});

test('a budget message names two of the rises found beside it and counts the others', () => {
  const causes = ['a', 'b', 'c', 'd'].map((principal) => ({ team: 'claims', principal }));
  const noteOf = (count: number) => tell({}, { causes: causes.slice(0, count) }).notes[0];
  expect([1, 2, 3, 4].map(noteOf)).toEqual([
    'Found in this team as well: a.',
    'Found in this team as well: a; b.',
    'Found in this team as well: a; b and 1 more.',
    'Found in this team as well: a; b and 2 more.',
  ]);
});
