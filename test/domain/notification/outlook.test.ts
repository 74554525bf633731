import { expect, it, test } from 'vitest';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { EVALUATION_DEFAULTS } from '../../../shared/domain/evaluation/defaults.ts';
import { evaluate } from '../../../shared/domain/evaluation/evaluate.ts';
import type { Finding, Impact } from '../../../shared/domain/evaluation/finding.ts';
import { outlookOf } from '../../../shared/domain/notification/outlook.ts';
import { aBook, aBudget } from '../../builders/budget.ts';
import { aBurn, aBurnFinding } from '../../builders/burn-tellings.ts';
import { aStream, at, plus } from '../../builders/series.ts';
import { aFinding, hour } from '../../builders/transition.ts';
import { createWorld } from '../../builders/view.ts';

const EXECUTED = parseInstant('2026-11-20T21:04:00Z');
const BERLIN = {
  nextDelivery: EXECUTED + 8 * 3_600_000,
  morning: parseInstant('2026-11-23T08:30:00Z'),
  timeZone: 'Europe/Berlin',
};
const lines = (impact: Partial<Impact>) =>
  outlookOf(aFinding({ impact: { ...aFinding().impact, ...impact } }), EXECUTED).map(
    ({ label, value }) => `${label}: ${value}`,
  );

it('says in the team’s own time when somebody is at work again', () => {
  expect(lines({ horizons: BERLIN })).toEqual([
    'By the next delivery (≈ 05:00 UTC): +$1,161',
    'By Mon 23 Nov 09:30 Berlin: +$2,904',
    'By month end: +$47,031',
  ]);
});

it('an alert that does not say its horizons was told when they were eight hours and the next day at 09:00 UTC', () => {
  expect(lines({}).slice(0, 2)).toEqual([
    'By the next delivery (≈ 05:00 UTC): +$1,161',
    'By Sat 21 Nov 09:00 UTC: +$2,904',
  ]);
});

it('has ranges where the hours are not whole, and the hour in which the budget ends', () => {
  const range = { low: parsePico('1000'), mid: parsePico('1161'), high: parsePico('1400.4') };
  const ranges = { untilNextDelivery: range, untilMorning: range, untilMonthEnd: range };
  expect(lines({ ranges })[0]).toBe('By the next delivery (≈ 05:00 UTC): +$1,161 ($1,000 to $1,400)');
  const end = hour('2026-11-22T14:00:00Z');
  const ends = (budgetEnds: NonNullable<Impact['budgetEnds']>) => lines({ budgetEnds })[3];
  expect(ends({ first: end, at: end, last: end })).toBe('Team budget ends: ≈ Sun 22 Nov 14:00 UTC');
  expect(ends({ first: end - 5, at: end, last: end + 24 })).toBe(
    'Team budget ends: ≈ Sun 22 Nov 14:00 UTC (Sun 22 Nov 09:00 to Mon 23 Nov 14:00)',
  );
  expect(ends({ first: end - 5, at: end })).toBe(
    'Team budget ends: ≈ Sun 22 Nov 14:00 UTC (Sun 22 Nov 09:00 to never)',
  );
});

it('names the budget that burns with a rise, and not where the burn is the message', () => {
  const last = (finding: Finding) => outlookOf(finding, EXECUTED).at(-1);
  expect(last(aFinding({ burn: aBurn() }))).toEqual({
    label: 'Team budget burns',
    value: '7.6× plan, 6.3 % of the month in 6 h',
  });
  expect(last(aBurnFinding())!.label).toBe('By month end');
});

test('a rise is carried on to the morning of the team that has it', () => {
  const asOf = parseInstant('2026-11-20T13:00:00Z');
  const cost = plus(() => 3, at('2026-11-19T20:00'), 100);
  const budget = aBudget({ dollars: 90_000, timeZone: 'America/New_York', dayStartsAt: 600 });
  const [found] = evaluate({
    views: createWorld([aStream({ cost })]).viewsAt(asOf),
    budgets: aBook(budget),
    defaults: EVALUATION_DEFAULTS,
    asOf,
  }).filter(({ rule }) => rule === 'spike');
  expect(outlookOf(found!, asOf)[1]!.label).toBe('By Mon 23 Nov 10:00 New York');
});
