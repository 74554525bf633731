import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mutesOf } from '../../../shared/domain/alert/mutes.ts';
import type { Plan } from '../../../shared/domain/alert/plan.ts';
import { planSteps, plansAfter } from '../../../shared/domain/alert/plan-steps.ts';
import { HOUR_MS, hourOf, startOfHour } from '../../../shared/domain/base/instant.ts';
import { PICO_PER_UNIT } from '../../../shared/domain/base/money.ts';
import type { Finding } from '../../../shared/domain/evaluation/finding.ts';
import { buildCostTree } from '../../../shared/domain/evaluation/series/cost-tree.ts';
import type { LedgerEntry } from '../../../shared/domain/ledger/entry.ts';
import { aPlan } from '../../builders/declared.ts';
import { aCell, anEntry } from '../../builders/entry.ts';
import { aPointer } from '../../builders/snapshot.ts';
import { aFinding, hour } from '../../builders/transition.ts';

const RUNS = { numRuns: Number(process.env.LIFE_RUNS ?? 300) };
const DAY = hour('2026-11-18T00:00:00Z');
const TEAMS = ['search', 'search', 'search', 'claims'] as const;
const PRINCIPALS = ['role/a', 'role/b'] as const;
const MODELS = ['m1', 'm2'] as const;

const scope = fc.record(
  {
    team: fc.constantFrom(...TEAMS),
    principal: fc.constantFrom(...PRINCIPALS),
    model: fc.constantFrom(...MODELS),
  },
  { requiredKeys: ['team'] },
);
const inDay = fc.integer({ min: 0, max: 48 });
const spending = fc.record({
  team: fc.constantFrom(...TEAMS),
  principal: fc.constantFrom(...PRINCIPALS),
  model: fc.constantFrom(...MODELS),
  at: fc.integer({ min: 0, max: 47 }),
  dollars: fc.integer({ min: 1, max: 40 }),
});
const plans = fc.record({
  scope,
  cap: fc.constantFrom(10, 40, 80, 160),
  from: inDay,
  length: fc.integer({ min: 1, max: 40 }),
  made: fc.integer({ min: 0, max: 24 }),
  minutes: fc.integer({ min: 0, max: 59 }),
});
const rises = fc.record({
  scope,
  start: inDay,
  rule: fc.constantFrom<Finding['rule']>(
    'spike',
    'newcomer',
    'budget-threshold',
    'budget-burn',
    'drop',
    'first-seen',
  ),
});

function entriesOf(
  spent: readonly { team: string; principal: string; model: string; at: number; dollars: number }[],
) {
  return spent.map(
    ({ team, principal, model, at, dollars }): LedgerEntry =>
      anEntry({
        ...{ team, value: principal, day: Math.floor((DAY + at) / 24) },
        cells: [aCell({ model, hourOfDay: at % 24, cost: BigInt(dollars) * PICO_PER_UNIT })],
      }),
  );
}

it('a plan hides no more than it says: its scope, between its start and its end, up to its cap, once it is made', () => {
  fc.assert(
    fc.property(
      fc.array(spending, { maxLength: 30 }),
      fc.array(plans, { minLength: 1, maxLength: 3 }),
      fc.array(rises, { minLength: 3, maxLength: 8 }),
      fc.integer({ min: 12, max: 72 }),
      (spent, drawn, found, now) => {
        const view = { pointer: aPointer({ dataThrough: DAY + 48 }), entries: entriesOf(spent) };
        const asOf = startOfHour(DAY + now);
        const known = drawn.map(({ scope: own, cap, from, length, made, minutes }, index): Plan => {
          const { principal: _, ...plan } = aPlan({
            ...{ id: `plan-${index}`, cap: BigInt(cap) * PICO_PER_UNIT },
            startsAt: startOfHour(DAY + from) + minutes * 60_000,
            endsAt: startOfHour(DAY + from + length) + minutes * 60_000,
            createdAt: startOfHour(DAY + made),
          });
          return { ...plan, ...own };
        });
        const findings = found.map(({ start, ...parts }) => aFinding({ ...parts, startedAt: DAY + start }));
        const time = { tree: buildCostTree([view])!, asOf, ripeEnd: Math.min(DAY + 48, hourOf(asOf)) };
        const steps = planSteps(known, findings, time);
        const mutes = mutesOf(plansAfter(known, steps), [], time);
        for (const finding of findings) {
          const mute = mutes.of(finding);
          if (mute === undefined) continue;
          const plan = known.find(({ id }) => id === mute.id)!;
          expect(['spike', 'newcomer']).toContain(finding.rule);
          const { team, principal = finding.scope.principal, model = finding.scope.model } = plan;
          expect(finding.scope).toEqual({ ...finding.scope, team, principal, model });
          expect(plan.createdAt <= asOf && plan.startsAt <= asOf).toBe(true);
          expect(finding.startedAt).toBeGreaterThanOrEqual(hourOf(plan.startsAt));
          expect(finding.startedAt).toBeLessThan(plan.endsAt / HOUR_MS);
          const own = spent.filter(
            (each) =>
              each.team === plan.team &&
              (plan.principal === undefined || plan.principal === each.principal) &&
              (plan.model === undefined || plan.model === each.model) &&
              DAY + each.at >= hourOf(plan.startsAt) &&
              DAY + each.at < Math.ceil(plan.endsAt / HOUR_MS),
          );
          const sum = own.reduce((all, { dollars }) => all + dollars, 0);
          expect(BigInt(sum) * PICO_PER_UNIT).toBeLessThanOrEqual(plan.cap);
        }
        // A plan is left for the amount whenever what it may count is more than its cap, and says it once.
        expect(
          planSteps(plansAfter(known, steps), findings, time).filter(({ event }) => event === 'left'),
        ).toEqual([]);
      },
    ),
    RUNS,
  );
});
