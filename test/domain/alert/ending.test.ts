import { describe, expect, it, test } from 'vitest';
import type { Alert } from '../../../shared/domain/alert/alert.ts';
import { endingOf, type Missing } from '../../../shared/domain/alert/ending.ts';
import { DAY_MS, parseInstant } from '../../../shared/domain/base/instant.ts';
import { parsePico, picoText } from '../../../shared/domain/base/money.ts';
import type { BudgetFacts, Finding } from '../../../shared/domain/evaluation/finding.ts';
import { aPointer } from '../../builders/snapshot.ts';
import { aBudget, aBudgetFinding, aFinding, anAlert } from '../../builders/transition.ts';

const pico = (dollars: string, more = 0n) => parsePico(dollars) + more;
const NOW = parseInstant('2026-11-18T20:00:00Z');

/** Ending of an alert whose finding a delivery with this much spent by its team no longer has. */
const endOf = (alert: Alert, more: Partial<Missing> & { spent?: bigint } = {}) => {
  const { spent = 0n, ...missing } = more;
  const pointer = aPointer();
  const teams = { [alert.finding.scope.team]: { USD: picoText(spent) } };
  return endingOf({
    alert,
    findings: [],
    pointer: { ...pointer, totals: { ...pointer.totals, teams } },
    asOf: NOW,
    recounted: undefined,
    ...missing,
  });
};
const alertOf = (finding: Finding, overrides: Partial<Alert> = {}) => anAlert({ finding, ...overrides });
const budgetOf = (facts: Partial<BudgetFacts>, overrides: Partial<Finding> = {}): Finding =>
  aBudgetFinding({ budget: aBudget(facts), ...overrides });
const without = <K extends keyof Finding>(finding: Finding, key: K): Omit<Finding, K> => {
  const { [key]: _, ...rest } = finding;
  return rest;
};

test('a month that is over closes its alerts, and neither this month nor the next does', () => {
  const of = (billingPeriod: string) =>
    endOf(alertOf(aFinding(), { labels: { rule: 'spike', team: 'support', billingPeriod } }));
  expect(of('2026-10')).toEqual({ reason: 'period-closed', note: '2026-10 is over', tell: true });
  expect([of('2026-11'), of('2026-12')]).toEqual([undefined, undefined]);
});

describe('a forecast whose finding is missing', () => {
  const forecast = alertOf(aBudgetFinding({ rule: 'budget-forecast' }));
  const full = { amount: pico('11000'), spent: pico('11000') };
  test.each<[string, Finding, boolean]>([
    ['a budget used up to the picodollar', budgetOf(full), true],
    ['a budget with a picodollar left', budgetOf({ ...full, spent: pico('11000', -1n) }), false],
    ['the used up budget of another team', budgetOf(full, { scope: { team: 'search' } }), false],
    ['a budget finding without figures', without(aBudgetFinding(), 'budget') as Finding, false],
    ['a finding of another rule', budgetOf(full, { rule: 'spike' }), false],
  ])('beside %s', (_, finding, cameTrue) => {
    expect(endOf(forecast, { findings: [aFinding(), finding] })).toEqual(
      cameTrue ? { reason: 'resolved', note: 'the budget is used up', tell: true } : undefined,
    );
  });

  it('came true for nothing but the forecast', () => {
    const spike = alertOf(aFinding({ scope: { team: 'claims' } }));
    expect(endOf(spike, { findings: [budgetOf(full)] })).toBeUndefined();
  });
});

describe('a budget alert whose finding is missing', () => {
  // 80 % of $11,000 is $8,800, and 95 % of that $8,360.
  const cleared = (spent: string) => ({ reason: 'resolved', note: `$9,064.18 -> ${spent}`, tell: true });
  const changed = { reason: 'resolved', note: 'the budget of $11,000.00 was changed', tell: true };
  test.each<[string, bigint, unknown]>([
    ['clearly below', pico('8000'), cleared('$8,000.00')],
    ['a picodollar below 95 % of the threshold', pico('8360', -1n), cleared('$8,360.00')],
    ['at 95 % of the threshold', pico('8360'), undefined],
    ['a picodollar below the threshold', pico('8800', -1n), undefined],
    ['at the threshold', pico('8800'), changed],
  ])('%s', (_, spent, ending) => {
    expect(endOf(alertOf(budgetOf({})), { spent })).toEqual(ending);
  });

  it('is not told as changed where a budget of nothing has nothing spent', () => {
    expect(endOf(alertOf(budgetOf({ amount: 0n })), { spent: 0n })).toBeUndefined();
    expect(endOf(alertOf(budgetOf({ amount: 0n })), { spent: 1n })).toMatchObject({ reason: 'resolved' });
  });

  it('is no reason for a forecast to end, nor is there one without figures', () => {
    expect(endOf(alertOf(budgetOf({}, { rule: 'budget-forecast' })), { spent: 1n })).toBeUndefined();
    expect(endOf(alertOf(without(aBudgetFinding(), 'budget')), { spent: 1n })).toBeUndefined();
  });
});

describe('a rise whose finding is missing', () => {
  // Told as $1,513.70 where $33.27 were expected: half of the rise is left at $773.485.
  test.each([
    ['half of its rise left', pico('773.485'), undefined],
    ['a picodollar less than half of it left', pico('773.485', -1n), '$1,513.70 -> $773.48'],
    ['less than was expected', pico('20'), '$1,513.70 -> $20.00'],
  ])('is withdrawn with %s', (_, recounted, note) => {
    expect(endOf(alertOf(aFinding()), { recounted })).toEqual(
      note && { reason: 'withdrawn', note, tell: true },
    );
  });

  it('has nothing to take back where no window was told, or none was counted again', () => {
    expect(endOf(alertOf(without(aFinding(), 'baseline')), { recounted: 0n })).toBeUndefined();
    expect(endOf(alertOf(aFinding()))).toBeUndefined();
  });

  test.each<[string, Partial<Alert>, boolean]>([
    ['two deliveries and a day', { quiet: 1, quietSince: NOW - DAY_MS }, true],
    ['two deliveries and a millisecond less than a day', { quiet: 1, quietSince: NOW - DAY_MS + 1 }, false],
    ['one delivery, however long', { quiet: 0, quietSince: NOW - 9 * DAY_MS }, false],
    ['no silence yet', { quiet: 1 }, false],
    [
      'the same delivery judged again',
      { quiet: 1, quietSince: NOW - DAY_MS, judgedFrom: aPointer().order },
      false,
    ],
  ])('ends with %s', (_, alert, ends) => {
    expect(endOf(alertOf(aFinding(), alert))).toEqual(
      ends ? { reason: 'resolved', note: 'quiet since 2026-11-17T20:00:00.000Z', tell: true } : undefined,
    );
  });
});
