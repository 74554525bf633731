import { expect, it } from 'vitest';
import { judge } from '../../../shared/domain/alert/judge.ts';
import type { Plan } from '../../../shared/domain/alert/plan.ts';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { approximate, parsePico } from '../../../shared/domain/base/money.ts';
import { EVALUATION_DEFAULTS } from '../../../shared/domain/evaluation/defaults.ts';
import type { Finding } from '../../../shared/domain/evaluation/finding.ts';
import { buildCostTree } from '../../../shared/domain/evaluation/series/cost-tree.ts';
import { aBook, aBudget } from '../../builders/budget.ts';
import { aPlan } from '../../builders/declared.ts';
import { aStream, at, plus } from '../../builders/series.ts';
import { createWorld } from '../../builders/view.ts';

/** Ten dollars an hour since September, and an eval run of three days at five times of that: $10,080 in November. */
const [START, END] = ['2026-11-12T00:00', '2026-11-15T00:00'];
const AGENT = 'role/eval@123456789012';
const world = createWorld(
  [
    aStream({ cost: () => 8 }),
    aStream({ principal: AGENT, cost: plus(() => 2, at(START), 40, at(END)) }),
    // Loops like the run, and nobody announced it.
    aStream({ team: 'claims', cost: plus(() => 10, at(START), 40, at(END)) }),
  ],
  { arrived: () => 1 },
);
const { team } = aStream({});
const plan = (overrides: Partial<Plan> = {}): Plan => ({
  ...aPlan({ team, principal: AGENT, cap: parsePico('3500') }),
  startsAt: parseInstant(`${START}Z`),
  endsAt: parseInstant(`${END}Z`),
  createdAt: parseInstant('2026-11-10T09:00Z'),
  ...overrides,
});

function budgetOf(plans: readonly Plan[], asOf = '2026-11-14T05:00:00Z', of = team, dollars = 11_000) {
  const views = world.viewsAt(parseInstant(asOf));
  const { findings } = judge({
    ...{ tree: buildCostTree(views)!, pointer: views.at(-1)!.pointer, asOf: parseInstant(asOf) },
    ...{ alerts: [], plans, defaults: EVALUATION_DEFAULTS },
    budgets: aBook(aBudget({ team: of, dollars, thresholds: [95], minDollars: parsePico('1000000') })),
  });
  return findings.filter(({ budget }) => budget !== undefined);
}
const rulesOf = (findings: readonly Finding[]) =>
  findings.map(({ rule, burn }) => [rule, burn !== undefined]);

it('an eval run that ends on Sunday is no month over the budget', () => {
  expect(rulesOf(budgetOf([]))).toEqual([['budget-forecast', true]]);
  expect(budgetOf([plan()])).toEqual([]);
  // As long as it runs, after it, and when its days are a week ago.
  for (const day of ['12T21', '14T21', '16T13', '20T13', '22T13']) {
    expect(budgetOf([plan()], `2026-11-${day}:00:00Z`)).toEqual([]);
  }
});

it('what the plan spent, may spend and what the rest does is all in the forecast', () => {
  const [found] = budgetOf([plan()], '2026-11-13T13:00:00Z', team, 5000);
  expect(found).toMatchObject({ rule: 'budget-forecast', budget: { planUntil: at(END) } });
  expect(approximate(found!.budget!.forecast.mid)).toBeCloseTo(720 * 10 + 72 * 40, 0);
});

it('the rest of its cap is all that it may still spend', () => {
  // 30 hours of $42 are ripe and six more billed; of $1,600 there are $88 left, and the scope does nothing else until then.
  const [found] = budgetOf([plan({ cap: parsePico('1600') })], '2026-11-13T13:00:00Z', team, 5000);
  expect(approximate(found!.budget!.forecast.mid)).toBeCloseTo(720 * 8 + (720 - 72) * 2 + 1600, 0);
});

it.each([
  ['was left', { left: { at: 0, why: 'amount' } } as const],
  ['is over its cap', { cap: parsePico('1000') }],
  ['is of another principal', { principal: 'role/other@123456789012' }],
  ['is of another team', { team: 'claims' }],
  ['is in another currency', { currency: 'EUR' }],
])('a plan that %s shields nothing', (_, overrides) => {
  expect(budgetOf([plan(overrides)])).toEqual(budgetOf([]));
});

it('a plan of one team or model shields no other spending', () => {
  expect(rulesOf(budgetOf([plan()], undefined, 'claims'))).toEqual([['budget-forecast', true]]);
  const { model } = aStream({});
  expect(budgetOf([plan({ model })])).toEqual([]);
  expect(budgetOf([plan({ model: 'another' })])).toEqual(budgetOf([]));
});
