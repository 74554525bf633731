import { expect, test } from 'vitest';
import { parsePico } from '../../../../shared/domain/base/money.ts';
import type { Budget } from '../../../../shared/domain/evaluation/budget/budget.ts';
import { diffBudgets } from '../../../../shared/domain/evaluation/budget/diff-budgets.ts';
import { aBudget } from '../../../builders/budget.ts';

const FULL = aBudget({
  owner: 'Ada',
  channel: '#search-ai',
  minDollars: parsePico('5'),
  minPercent: 20,
  months: { '2026-11': 1n, '2026-12': 1n },
  alertsPer: 'month',
  timeZone: 'Europe/Berlin',
  workingDays: [0, 6],
  dayStartsAt: 480,
});

test('shows what was removed, changed and added, by team, whatever the order of the books', () => {
  const [kept, before, after] = [
    aBudget({ team: 'b' }),
    aBudget({ team: 'c' }),
    aBudget({ team: 'c', dollars: 1 }),
  ];
  const [gone, come] = [aBudget({ team: 'd' }), aBudget({ team: 'a' })];
  expect(diffBudgets([gone, before, kept], [kept, after, come])).toStrictEqual([
    { team: 'a', after: come },
    { team: 'c', before, after },
    { team: 'd', before: gone },
  ]);
});

test.each<[string, Partial<Budget>]>([
  ['currency', { currency: 'EUR' }],
  ['amount', { amount: FULL.amount + 1n }],
  ['thresholds', { thresholds: [50, 80] }],
  ['owner', { owner: 'Grace' }],
  ['channel', { channel: '#other' }],
  ['least excess', { minDollars: 0n }],
  ['least percent', { minPercent: 0 }],
  ['month', { months: { '2026-12': 0n } }],
  ['amount of a month', { months: { '2026-11': 2n, '2026-12': 1n } }],
  ['number of false alerts', { alertsPer: 'week' }],
  ['time zone', { timeZone: 'Asia/Kolkata' }],
  ['week', { workingDays: [6] }],
  ['start of the day', { dayStartsAt: 0 }],
])('a budget of another %s is another budget, and an equal one is none', (_, change) => {
  const changed = { ...FULL, ...change };
  expect(diffBudgets([FULL], [changed])).toStrictEqual([{ team: 'search', before: FULL, after: changed }]);
  expect(diffBudgets([changed], [{ ...changed, thresholds: [...changed.thresholds] }])).toEqual([]);
});
