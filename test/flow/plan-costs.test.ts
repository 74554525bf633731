import { expect, it } from 'vitest';
import { holdingPlans } from '../../shared/domain/alert/holding-plans.ts';
import type { Plan } from '../../shared/domain/alert/plan.ts';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import { forecastOf } from '../../shared/domain/evaluation/budget/forecast.ts';
import { EVALUATION_DEFAULTS } from '../../shared/domain/evaluation/defaults.ts';
import type { Judging } from '../../shared/domain/evaluation/judging.ts';
import { costBetween } from '../../shared/domain/evaluation/series/series.ts';
import { planCostsIn, withPlans } from '../../shared/flow/read/plan-costs.ts';
import { readBasis } from '../../shared/flow/read/read-basis.ts';
import { createViewBook } from '../../shared/flow/read/view-book.ts';
import { aPlan } from '../builders/declared.ts';
import { aBasis, REPORT_BUDGETS } from '../builders/report-world.ts';

const basis = aBasis();
const pointers = basis.views.map(({ pointer }) => pointer);
const book = createViewBook({
  ledger: {
    pointers: async () => pointers,
    view: async (asked) => basis.views.find(({ pointer }) => pointer === asked)!,
  },
  cubes: { cube: async () => undefined, summary: async () => undefined },
});
const views = await Promise.all(pointers.map(book.view));
const { tree, time } = basis.judging;
const now = { tree, asOf: basis.asOf, ripeEnd: time.ripeEnd };
const { principal: _, ...whole } = aPlan({
  team: 'claims',
  cap: parsePico('100000'),
  startsAt: parseInstant('2026-10-28T09:00Z'),
  endsAt: parseInstant('2026-11-20T18:00Z'),
  createdAt: parseInstant('2026-10-27T09:00Z'),
});
const principal = 'role/claims-agent@123456789012';

it.each<[string, Plan]>([
  ['the whole team', whole],
  ['a principal', { ...whole, principal }],
  ['a model', { ...whole, model: 'claude-opus-4.6' }],
  ['a model of a principal', { ...whole, principal, model: 'claude-opus-4.6' }],
])('pages count a plan of %s as the judgement does, by hour and to the picodollar', async (_, plan) => {
  const costs = await planCostsIn(views, plan, 'hourly');
  const [judged, shown] = [holdingPlans([plan], now), holdingPlans([plan], now, () => costs)];
  const days = ({ series, from }: (typeof judged)[number]) =>
    Array.from({ length: 30 }, (_, day) => costBetween(series, from + (day - 8) * 24, from + (day - 7) * 24));
  expect(days(judged[0]!).some((cost) => cost > 0)).toBe(true);
  for (const [day, cost] of days(judged[0]!).entries()) expect(days(shown[0]!)[day]).toBeCloseTo(cost, 6);
  // At its cap it holds, a picodollar above it is left.
  const holds = (cap: bigint) => [
    holdingPlans([{ ...plan, cap }], now).length,
    holdingPlans([{ ...plan, cap }], now, () => costs).length,
  ];
  expect([holds(costs!.spent), holds(costs!.spent - 1n)]).toEqual([
    [1, 1],
    [0, 0],
  ]);
});

it("a page's budget is forecast with the plan, as the judgement's is", async () => {
  const plans = [{ ...whole, principal }];
  const { judging } = aBasis({ plans });
  const ports = {
    ...{ book, plans: { recent: async () => plans }, alerts: { recent: async () => [] } },
    ...{ budgets: { read: async () => REPORT_BUDGETS }, ripeness: { read: async () => undefined } },
  };
  const settings = { exportName: 'acme', defaults: EVALUATION_DEFAULTS };
  const bare = await readBasis(ports, settings, basis.asOf);
  const page = await withPlans(ports, 'acme', bare!, (team) => team === 'claims');
  const claims = ({ tree }: Judging) => tree.teams.find(({ name }) => name === 'claims')!;
  const [shown, told] = [page.judging, judging].map((each) => forecastOf(each, claims(each)));
  expect(shown!.planUntil).toBe(told!.planUntil);
  expect(shown!.mid).toBeCloseTo(told!.mid, 6);
  expect(shown!.mid).not.toBeCloseTo(forecastOf(bare!.judging, claims(bare!.judging)).mid, 0);
  expect(await withPlans(ports, 'acme', bare!, (team) => team === 'search')).toBe(bare);
});
