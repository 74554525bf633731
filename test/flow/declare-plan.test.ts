import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../shared/domain/base/instant.ts';
import { parsePico } from '../../shared/domain/base/money.ts';
import { declarePlan, endPlan, type PlanRequest } from '../../shared/flow/declare-plan.ts';
import { aBudget } from '../builders/budget.ts';
import { ANNA, BY_ANNA, createDecisionWorld, DECIDED_AT } from '../builders/decision-world.ts';
import { EXPORT } from '../builders/flow-world.ts';
import { aLedgerPointer } from '../builders/stored-ledger.ts';
import { aBudgetFinding, aFinding, anAlert } from '../builders/transition.ts';

const WHO = { exportName: EXPORT, person: ANNA, actor: BY_ANNA };
const ASKED: PlanRequest = {
  ...WHO,
  team: 'support',
  principal: 'role/claims-agent@123456789012',
  cap: parsePico('5000'),
  currency: 'USD',
  endsAt: DECIDED_AT + 3 * DAY_MS,
  note: ' eval\nrun ',
};

async function world() {
  const made = createDecisionWorld();
  await made.ports.ledger.publish(aLedgerPointer(1, []), undefined);
  await made.ports.budgets.replace([aBudget({ team: 'support' })], 0, 'ann', 1);
  return made;
}
const problems = async (overrides: Partial<PlanRequest>) => {
  const { ports } = await world();
  const result = await declarePlan(ports, { ...ASKED, ...overrides });
  expect(await ports.plans.recent(EXPORT, 0)).toHaveLength(result.outcome === 'declared' ? 1 : 0);
  return result.outcome === 'refused' ? result.problems : [];
};

describe('a declared plan', () => {
  test('is stored from now on, on record, and names the rises in its scope that fire, dearest first', async () => {
    const { ports, tell } = await world();
    const model = aFinding({ scope: { ...aFinding().scope, model: 'nova-lite' }, severity: 'warning' });
    const other = aFinding({ scope: { team: 'support' } });
    await tell(anAlert({ id: 'spike-b', finding: model }), []);
    await tell(anAlert({ id: 'spike-a' }), []);
    await tell(anAlert({ id: 'spike-over', state: 'resolved' }), []);
    await tell(anAlert({ id: 'spike-team', finding: other }), []);
    await tell(anAlert({ id: 'budget-a', finding: aBudgetFinding({ scope: aFinding().scope }) }), []);
    const result = await declarePlan(ports, ASKED);
    if (result.outcome !== 'declared') return expect.fail('refused');
    expect(result.plan).toMatchObject({
      id: expect.stringMatching(/^plan-[0-9a-f]{8}$/),
      startsAt: DECIDED_AT,
      by: BY_ANNA,
      note: 'eval run',
      version: 1,
    });
    expect(result.mutes.map(({ id }) => id)).toEqual(['spike-a', 'spike-b']);
    expect(await ports.plans.get(EXPORT, result.plan.id)).toEqual(result.plan);
    expect(await ports.audit.of(EXPORT, `plan:${result.plan.id}`, 5)).toMatchObject([
      { action: 'declared', why: 'eval run', by: BY_ANNA },
    ]);
    const ofModel = await declarePlan(ports, { ...ASKED, model: 'nova-lite' });
    expect(ofModel).toMatchObject({ mutes: [{ id: 'spike-b' }] });
  });

  test.each<[string, Partial<PlanRequest>, string, RegExp]>([
    ['a cap of nothing', { cap: 0n }, 'cap', /more than nothing/],
    ['another currency than the bill', { currency: 'EUR' }, 'currency', /bill is in USD, not in EUR/],
    ['an end now', { endsAt: DECIDED_AT }, 'endsAt', /in the future/],
    ['an end that is no time', { endsAt: Number.NaN }, 'endsAt', /needs an end/],
    ['more than 92 days', { endsAt: DECIDED_AT + 92 * DAY_MS + 1 }, 'endsAt', /at most 92 days/],
    ['an end before its start', { startsAt: DECIDED_AT + 4 * DAY_MS }, 'endsAt', /after it starts/],
    ['a start long ago', { startsAt: DECIDED_AT - 31 * DAY_MS - 1 }, 'startsAt', /31 days ago/],
    [
      'a team of nobody',
      { person: { ...ANNA, teams: '*' }, team: 'serach' },
      'team',
      /serach; known are .*support/,
    ],
    ['a team of others', { team: 'search' }, 'team', /not listed for team search/],
    ['a stranger', { person: undefined }, 'team', /does not know you/],
  ])('is refused for %s', async (_what, overrides, field, text) => {
    expect(await problems(overrides)).toEqual([{ field, text: expect.stringMatching(text) }]);
  });

  test('may last 92 days and have begun 31 days ago; all that is wrong is said at once', async () => {
    const startsAt = DECIDED_AT - 31 * DAY_MS;
    expect(await problems({ startsAt, endsAt: startsAt + 92 * DAY_MS })).toEqual([]);
    const wrong = await problems({ cap: -1n, endsAt: DECIDED_AT - 1, startsAt: DECIDED_AT - 40 * DAY_MS });
    expect(wrong.map(({ field }) => field)).toEqual(['cap', 'startsAt', 'endsAt']);
  });
});

describe('the end of a plan', () => {
  const declared = async () => {
    const made = await world();
    const result = await declarePlan(made.ports, ASKED);
    if (result.outcome !== 'declared') return expect.fail('refused');
    return { ...made, id: result.plan.id };
  };

  test('is now, on record, once', async () => {
    const { ports, id } = await declared();
    const at = DECIDED_AT + HOUR_MS;
    const asked = { ...WHO, id, at, why: 'done early' };
    expect(await endPlan(ports, asked)).toMatchObject({
      outcome: 'ended',
      ended: { endsAt: at, version: 2 },
    });
    expect(await endPlan(ports, asked)).toMatchObject({ because: 'over' });
    const [row] = await ports.audit.of(EXPORT, `plan:${id}`, 1);
    expect(row).toMatchObject({ action: 'ended', why: 'done early', by: BY_ANNA });
    expect([row!.before, row!.after].map((text) => JSON.parse(text!).cap)).toEqual(['5000', '5000']);
  });

  test('of one that had not begun leaves no span', async () => {
    const { ports, id } = await declared();
    expect(await endPlan(ports, { ...WHO, id, at: DECIDED_AT - 5, why: '' })).toMatchObject({
      ended: { startsAt: DECIDED_AT - 5, endsAt: DECIDED_AT - 5 },
    });
  });

  test('is refused for a plan that is not there or that others own', async () => {
    const { ports, id } = await declared();
    expect(await endPlan(ports, { ...WHO, id: 'plan-0', why: '' })).toMatchObject({ because: 'unknown' });
    const person = { ...ANNA, teams: ['search'] };
    expect(await endPlan(ports, { ...WHO, person, id, why: '' })).toMatchObject({ because: 'not-allowed' });
  });

  test('holds though somebody else changes the plan at the same time', async () => {
    const { ports, id } = await declared();
    let overtaken = false;
    const save: typeof ports.plans.save = async (exportName, plan, note) => {
      if (!overtaken) {
        overtaken = true;
        const left = { ...(await ports.plans.get(exportName, id))!, version: 2, note: 'changed' };
        await ports.plans.save(exportName, left, note);
      }
      return ports.plans.save(exportName, plan, note);
    };
    const racing = { ...ports, plans: { ...ports.plans, save } };
    expect(await endPlan(racing, { ...WHO, id, why: '' })).toMatchObject({
      ended: { version: 3, note: 'changed' },
    });
    const never = { ...ports, plans: { ...ports.plans, save: async () => false } };
    await expect(endPlan(never, { ...WHO, id, at: 0, why: '' })).rejects.toMatchObject({ kind: 'retryable' });
    await expect(declarePlan(never, ASKED)).rejects.toMatchObject({ kind: 'retryable' });
  });
});
