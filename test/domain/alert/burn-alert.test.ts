import { describe, expect, it, test } from 'vitest';
import { COOLED, endingOf, TAKEN_OVER } from '../../../shared/domain/alert/ending.ts';
import { alertIdOf, fingerprintOf, labelsOf } from '../../../shared/domain/alert/fingerprint.ts';
import { newsOf } from '../../../shared/domain/alert/news.ts';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import type { BurnFacts, Finding } from '../../../shared/domain/evaluation/finding.ts';
import { createLife, reasons } from '../../builders/alert.ts';
import { aBurn, aBurnFinding } from '../../builders/burn-tellings.ts';
import { aPointer } from '../../builders/snapshot.ts';
import { aBudget, aBudgetFinding, aFinding, anAlert, hour } from '../../builders/transition.ts';

const budgetOf = (facts: Parameters<typeof aBudget>[0], more: Partial<Finding> = {}): Finding =>
  aBudgetFinding({ budget: aBudget(facts), ...more });
const endOf = (finding: Finding, findings: readonly Finding[], judgedFrom?: string) =>
  endingOf({
    alert: anAlert({ finding, ...(judgedFrom === undefined ? {} : { judgedFrom }) }),
    findings,
    pointer: aPointer(),
    asOf: parseInstant('2026-11-18T20:00:00Z'),
    recounted: undefined,
  });

test('a burn is one incident of its team and month, and is called one', () => {
  const labels = { rule: 'budget-burn', team: 'claims', billingPeriod: '2026-11' };
  expect(labelsOf(aBurnFinding())).toStrictEqual(labels);
  expect(alertIdOf(aBurnFinding(), fingerprintOf(labels), new Set())).toMatch(/^burn-[0-9a-f]{8}$/);
});

describe('a burn whose finding is missing', () => {
  const silent = { reason: 'updated', note: TAKEN_OVER, tell: true };
  const over = { reason: 'resolved', note: COOLED, tell: true };
  test.each<[string, readonly Finding[], unknown]>([
    ['a threshold that burns', [budgetOf({}, { burn: aBurn() })], silent],
    ['a rise that explains it', [aFinding({ scope: { team: 'claims' }, burn: aBurn() })], silent],
    ['a threshold that does not burn', [budgetOf({})], over],
    ['the burn of another team', [aFinding({ burn: aBurn() })], over],
    ['nothing', [], over],
  ])('beside %s', (_, findings, ending) => {
    expect(endOf(aBurnFinding(), findings)).toEqual(ending);
  });

  it('is not over by a second look at the same delivery', () => {
    expect(endOf(aBurnFinding(), [], aPointer().order)).toBeUndefined();
  });
});

test.each<[string, Finding, unknown]>([
  [
    'a threshold that heads over',
    budgetOf({ headsOver: true }),
    { reason: 'updated', note: TAKEN_OVER, tell: true },
  ],
  ['a threshold alone', budgetOf({}), undefined],
  ['that of another team', budgetOf({ headsOver: true }, { scope: { team: 'search' } }), undefined],
  ['a rise that burns', aFinding({ scope: { team: 'claims' }, burn: aBurn() }), undefined],
])('a forecast whose finding is missing beside %s', (_, other, ending) => {
  expect(endOf(aBudgetFinding({ rule: 'budget-forecast' }), [other])).toEqual(ending);
});

test('an alert that another one tells is merged in silence, and speaks again once it is alone', () => {
  const life = createLife();
  const [alone, withBudget] = [aBurnFinding(), budgetOf({}, { burn: aBurn() })];
  expect(reasons(life.next([alone]))).toEqual(['first!']);
  expect([...reasons(life.next([withBudget], { spent: '9064.18' }))].sort()).toEqual(['first!', 'updated']);
  expect(
    life
      .alerts()
      .map(({ state }) => state)
      .sort(),
  ).toEqual(['firing', 'resolved']);
  expect([...reasons(life.next([alone], { spent: '100' }))].sort()).toEqual(['fired-again!', 'resolved!']);
});

describe('news of a budget', () => {
  const burning = (burn?: Partial<BurnFacts>): Finding =>
    budgetOf({}, burn === undefined ? {} : { burn: aBurn(burn) });
  const told = aBurn();
  const week = hour('2026-11-24T13:00:00Z');
  const perHour = (dollars: string) => ({ costPerHour: parsePico(dollars) });

  test.each<[string, Finding, Finding, string | undefined]>([
    ['begins', burning(), burning({}), 'burns $115.50/h, planned $15.28/h'],
    ['goes on', burning({}), burning(perHour('230.9')), undefined],
    ['doubled', burning({}), burning(perHour('231')), '$115.50/h -> $231.00/h'],
    ['is over', burning({}), burning(), undefined],
    [
      'is another one a week later',
      burning({}),
      burning({ to: week + told.hours }),
      'burns $115.50/h, planned $15.28/h',
    ],
    ['began within the week', burning({}), burning({ to: week + told.hours - 1 }), undefined],
  ])('a burn that %s', (_, before, now, note) => {
    expect(newsOf(before, now, 0)).toEqual(note && { reason: 'grew', note });
    // The same where the burn is an alert of its own.
    if (before.burn !== undefined && now.burn !== undefined) {
      const own = { rule: 'budget-burn' } as const;
      expect(newsOf({ ...before, ...own }, { ...now, ...own }, 0)).toEqual(note && { reason: 'grew', note });
    }
  });

  const mid = (dollars: string) => ({ low: 0n, mid: parsePico(dollars), high: parsePico('99999') });
  test.each<[string, Parameters<typeof aBudget>[0], Parameters<typeof aBudget>[0], string | undefined]>([
    ['now heads over', {}, { headsOver: true, forecast: mid('12000') }, 'forecast $14,212.50 -> $12,000.00'],
    ['does not head over', { forecast: mid('11000') }, { forecast: mid('40000') }, undefined],
    [
      'heads over by less than double',
      { headsOver: true },
      { headsOver: true, forecast: mid('17424.99') },
      undefined,
    ],
    [
      'heads over by double',
      { headsOver: true },
      { headsOver: true, forecast: mid('17425') },
      'forecast $14,212.50 -> $17,425.00',
    ],
    ['no longer heads over', { headsOver: true }, {}, undefined],
  ])('a threshold that %s', (_, before, now, note) => {
    expect(newsOf(budgetOf(before), budgetOf(now), 0)).toEqual(note && { reason: 'grew', note });
  });
});
