import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ROUTES, type RouteName } from '../../shared/api/routes.ts';
import type { Person } from '../../shared/domain/access/person.ts';
import { type AskInit, createApiWorld } from '../builders/api-world.ts';
import { GATEWAY, type OtherTeam, peopleOf, THEIR_BACKTESTS, tellTwoTeams } from '../builders/two-teams.ts';

const RANGE = 'from=2026-11-10T00:00Z&to=2026-11-19T00:00Z';
const AGAINST = 'againstFrom=2026-10-10T00:00Z&againstTo=2026-10-19T00:00Z';

interface Call extends AskInit {
  readonly call: string;
}

/** Every route, with all that one can ask it about one's own team, about another and about one that is not there. */
function callsOf(name: RouteName, team: string, other: OtherTeam): readonly Call[] {
  const { method, path } = ROUTES[name];
  const at = (filled: string, more: AskInit = {}): Call => ({ call: `${method} ${filled}`, ...more });
  const budget = { amount: '1000', currency: 'USD' };
  const calls: Readonly<Partial<Record<RouteName, readonly Call[]>>> = {
    overview: [at('/overview'), at('/overview?period=2026-10')],
    spend: ['team', 'principal', 'model', 'token-kind', 'region', 'tag'].flatMap((by) => [
      at(`/spend?by=${by}&grain=day&tagKey=project&${RANGE}`),
      at(`/spend?by=${by}&grain=hour&team=${team}&${RANGE}`),
      at(`/spend?by=${by}&grain=month&principal=${encodeURIComponent(other.principal)}&${RANGE}`),
      at(`/spend?by=${by}&grain=day&principal=${encodeURIComponent(GATEWAY)}&${RANGE}`),
    ]),
    team: [at(`/teams/${team}`), at(`/teams/${team}?${RANGE}`)],
    bridge: [at(`/teams/${team}/bridge?${RANGE}&${AGAINST}`)],
    principal: [other.principal, GATEWAY, 'role/orphan@123456789012'].map((id) =>
      at(`/principal?id=${encodeURIComponent(id)}`),
    ),
    alerts: [at('/alerts'), at('/alerts?state=all'), at(`/alerts?state=all&team=${team}`)],
    alert: ['spike-11111111', other.alertId].map((id) => at(`/alerts/${id}`)),
    decide: [other.alertId].map((id) => at(`/alerts/${id}/decisions`, { body: { decision: 'acknowledge' } })),
    declarePlan: [team, other.team, 'ghost'].map((planned) =>
      at('/plans', { body: { team: planned, cap: '10', until: '2026-11-25T00:00Z', note: '' } }),
    ),
    endPlan: [at(`/plans/${other.planId}`)],
    putBudget: [at(`/budgets/${team}`, { body: budget, version: 3 })],
    deleteBudget: [at(`/budgets/${team}`, { version: 3 })],
    raise: [
      at(`/budgets/${team}/raises`, { body: { amount: '1', period: '2026-12', reason: '' }, version: 3 }),
    ],
    cap: [at(path, { body: { cap: '1' }, version: 3 })],
    importBudgets: [at(path, { body: { format: 'csv', text: '' }, version: 3 })],
    exportBudgets: [at('/budgets/export/csv'), at('/budgets/export/yaml')],
    undoBudget: [at(path, { version: 3 })],
    askBacktest: [
      at(path, { body: { team, days: 30 } }),
      at(path, { body: { team: other.team, days: 30, budget } }),
    ],
    backtest: THEIR_BACKTESTS.map((id) => at(`/backtests/${id}`)),
    dropBacktest: THEIR_BACKTESTS.map((id) => at(`/backtests/${id}`)),
    putRules: [true, false].map((dryRun) => at(path, { body: { rules: [], dryRun }, version: 0 })),
    putSettings: [at(path, { body: { yaml: 'cost: net' }, version: 0 })],
    statements: [at('/statements/2026-10'), at('/statements/2026-11')],
    statementFile: ['csv', 'json', 'xlsx'].map((ending) =>
      at(`/statements/2026-10/files/statement-2026-10.${ending}`),
    ),
  };
  return calls[name] ?? [at(path)];
}

/** Everything that somebody of search hears of both teams; the names that they ask by themselves are taken out. */
async function heard(person: Person, other: OtherTeam): Promise<ReadonlyMap<string, string>> {
  const world = createApiWorld(peopleOf(other));
  await tellTwoTeams(world, other);
  const answers = new Map<string, string>();
  for (const name of Object.keys(ROUTES) as RouteName[]) {
    for (const team of new Set(['search', other.team])) {
      for (const [index, { call, ...init }] of callsOf(name, team, other).entries()) {
        const { status, text } = await world.ask(person, call, init);
        const asked = `${name} ${index} of ${team === 'search' ? 'search' : 'the other'}`;
        answers.set(asked, `${status} ${text}`);
        if (status !== 202) continue;
        const { id } = JSON.parse(text) as { readonly id: string };
        const fetched = await world.ask(person, `GET /backtests/${id}`);
        answers.set(`${asked}, when it is done`, `${fetched.status} ${fetched.text}`);
      }
    }
  }
  expect(world.faults).toEqual([]);
  return answers;
}

const aWord = fc.string({ unit: fc.constantFrom(...'abcdefghkmnpqrstuvwxyz'), minLength: 6, maxLength: 9 });
/** Names that nothing else has, and amounts as other teams have them. */
const anOther: fc.Arbitrary<OtherTeam> = fc.record({
  team: aWord.map((word) => `canary-${word}`),
  principal: aWord.map((word) => `role/canary-${word}@210987654321`),
  model: aWord.map((word) => `canary-${word}-9`),
  session: aWord.map((word) => `canary-${word}@example.com`),
  person: aWord.map((word) => `Canary ${word}`),
  cost: fc.bigInt({ min: 1_000_000_000n, max: 10n ** 16n }),
  amount: fc.bigInt({ min: 10n ** 12n, max: 10n ** 17n }),
  alertId: fc.constantFrom('spike-22222222', 'spike-33333333'),
  planId: fc.constantFrom('plan-22222222', 'plan-33333333'),
});

test('whoever sees one team hears from no route, and in no refusal, anything of another', async () => {
  const role = fc.constantFrom('vera', 'olga', 'odo');
  await fc.assert(
    fc.asyncProperty(anOther, anOther, role, async (one, another, id) => {
      const person = peopleOf(one).find((each) => each.id === id)!;
      const [first, second] = [await heard(person, one), await heard(person, another)];
      for (const [call, answer] of first) {
        expect(answer, call).not.toMatch(/canary|Canary|spike-[23]|plan-[23]/);
        // Not a count nor an amount: all of the other team is another, and the answer is the same.
        expect(second.get(call), call).toBe(answer);
      }
      expect([...first.values()].filter((answer) => answer.startsWith('200')).length).toBeGreaterThan(20);
    }),
    { numRuns: 6 },
  );
}, 60_000);
