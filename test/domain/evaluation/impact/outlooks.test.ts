import { expect, test } from 'vitest';
import { HOUR_MS, parseInstant } from '../../../../shared/domain/base/instant.ts';
import { outlooksOf } from '../../../../shared/domain/evaluation/impact/outlooks.ts';
import { WORKING_TIME } from '../../../../shared/domain/evaluation/impact/working-day.ts';
import { aBudget } from '../../../builders/budget.ts';
import { aNode } from '../../../builders/judging.ts';

const ASOF = parseInstant('2026-11-18T05:00:00Z');
const tree = { teams: [aNode('search', () => 1), aNode('support', () => 1)] };
const due = (hours: number) => {
  const at = ASOF + hours * HOUR_MS;
  return { nextDelivery: { from: at, at, to: at } };
};

test('a team works by its budget, and as usual where it has none', () => {
  const budget = aBudget({ team: 'support', timeZone: 'Asia/Kolkata', workingDays: [6], dayStartsAt: 0 });
  const outlooks = outlooksOf(tree, [budget, aBudget({ team: 'gone' })], ASOF, undefined);
  expect([...outlooks]).toEqual([
    ['search', { workingTime: WORKING_TIME }],
    ['support', { workingTime: { timeZone: 'Asia/Kolkata', days: [6], startsAt: 0 } }],
  ]);
});

test.each([
  [12, 12 * HOUR_MS],
  [0, undefined],
  [-1, undefined],
])('a delivery that is due in %d hours is expected in %s ms', (hours, ms) => {
  expect(outlooksOf(tree, [], ASOF, due(hours)).get('search')!.nextDeliveryMs).toBe(ms);
});
