import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { createRollupArchive } from '../../shared/adapters/cur/rollup/rollup-archive.ts';
import { ROUTES, type Route, type RouteName } from '../../shared/api/routes.ts';
import { Problem } from '../../shared/api/words.ts';
import { isoInstant, startOfHour } from '../../shared/domain/base/instant.ts';
import { type AskInit, createApiWorld, FINANCE, type Told } from '../builders/api-world.ts';
import { EXPORT } from '../builders/flow-world.ts';
import { aNotification, anOutboxEntry } from '../builders/outbox-entry.ts';
import { aFinding, anAlert, aTransition } from '../builders/transition.ts';
import { CLAIMS, peopleOf, tellTwoTeams } from '../builders/two-teams.ts';

const RANGE = 'from=2026-11-10T00:00Z&to=2026-11-19T00:00Z';
const BUDGET = { amount: '750.5', currency: 'USD' };

let world: ReturnType<typeof createApiWorld>;
beforeEach(async () => {
  world = createApiWorld(peopleOf(CLAIMS));
  await tellTwoTeams(world, CLAIMS);
});

const ask = (call: string, init?: AskInit): Promise<Told> => world.ask(FINANCE, call, init);

/** The answer, which the route's own schema takes. */
async function answered(name: RouteName, call: string, init?: AskInit): Promise<Record<string, unknown>> {
  const told = await ask(call, init);
  const { status = 200, answer: schema } = ROUTES[name] as Route;
  expect([call, told.status, told.status === status ? '' : told.text]).toEqual([call, status, '']);
  if (schema !== undefined) {
    const parsed = v.safeParse(schema, told.body);
    expect([call, parsed.issues?.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`)]).toEqual([
      call,
      undefined,
    ]);
  }
  return told.body as Record<string, unknown>;
}

describe('reading', () => {
  test.each<[RouteName, string]>([
    ['me', '/me'],
    ['overview', '/overview'],
    ['overview', '/overview?period=2026-10'],
    ['spend', `/spend?by=model&grain=day&${RANGE}`],
    ['spend', `/spend?by=tag&tagKey=project&grain=month&${RANGE}`],
    ['spend', `/spend?by=team&grain=hour&top=1&${RANGE}`],
    ['team', '/teams/claims'],
    ['team', '/teams/claims?from=2026-10-01T00:00Z&to=2026-11-19T00:00Z'],
    ['bridge', `/teams/claims/bridge?${RANGE}&againstFrom=2026-10-01T00:00Z&againstTo=2026-10-03T00:00Z`],
    ['principal', '/principal?id=role%2Fgateway%40123456789012'],
    ['alerts', '/alerts?state=all'],
    ['alert', '/alerts/spike-22222222'],
    ['plans', '/plans'],
    ['budgets', '/budgets'],
    ['budgetChanges', '/budgets/changes'],
    ['untagged', '/untagged'],
    ['deliveries', '/deliveries'],
    ['settings', '/settings'],
  ])('%s answers as its schema says: %s', async (name, path) => {
    await answered(name, `GET ${path}`);
    expect(world.faults).toEqual([]);
  });

  test('what the pages say of one thing is the same number', async () => {
    const overview = await answered('overview', 'GET /overview');
    const { budgets } = (await answered('budgets', 'GET /budgets')) as { budgets: Row[] };
    const team = await answered('team', 'GET /teams/claims');
    const spend = await answered(
      'spend',
      'GET /spend?by=team&grain=month&from=2026-11-01T00:00Z&to=2026-12-01T00:00Z',
    );
    const own = (overview.teams as Row[]).find((row) => row.team === 'claims')!;
    const spent = budgets.find((row) => row.team === 'claims')?.spent;
    expect(own).toMatchObject({ spent, budget: { spent } });
    expect((team.budget as Row).spent).toBe(spent);
    expect((spend.series as Row[]).find(({ key }) => key === 'claims')?.total).toBe(spent);
    expect(spend.total).toBe(overview.spent);
  });

  test('a delivery is told with what it changed, the refused one with its reason', async () => {
    const { deliveries } = (await answered('deliveries', 'GET /deliveries')) as { deliveries: Row[] };
    expect(deliveries.map(({ state, difference, changedDays }) => [state, difference, changedDays])).toEqual([
      ['quarantined', null, null],
      ['published', '0', 1],
      ['superseded', '0', null],
      ['published', '0', null],
    ]);
    expect(deliveries[0]?.why).toContain('a row of claims is broken');
  });

  test('deliveries that are no longer kept are counted, and what came after one is not called the first', async () => {
    const chain = (await world.ports.ledger.pointer('company-cur', '2026-11'))!.chain;
    const { objects } = world.ports;
    const archive = createRollupArchive(objects, async (bucket, key) => objects.remove(bucket, key), 'work');
    await archive.drop('company-cur', '2026-11', chain[0]!);
    const { deliveries, dropped } = await answered('deliveries', 'GET /deliveries');
    expect(dropped).toEqual({ count: 1, afterDays: 140 });
    expect((deliveries as Row[]).map(({ state, change, why }) => [state, change, why])).toEqual([
      ['quarantined', null, expect.anything()],
      ['published', null, 'the delivery before it is no longer kept'],
      ['published', null, null],
    ]);
  });

  test('an alert that a digest told says what waiting costs and who was told, and nothing of the others', async () => {
    const [id, digest] = ['spike-33333333', 'digest-33333333'];
    const after = anAlert({ id, fingerprint: id, digest: { id: digest, version: 1 } });
    const notification = aNotification({ headline: 'claims: 2 findings', outlook: [] });
    const entry = anOutboxEntry(1, { alertId: digest, notification });
    await world.ports.alerts.decide(EXPORT, aTransition({ after }), [entry]);
    const shown = await answered('alert', `GET /alerts/${id}`);
    expect((shown.outlook as Row[]).map(({ label }) => label)).toContain('By month end');
    expect((shown.messages as Row[]).map(({ channel, headline }) => [channel, headline])).toEqual([
      ['slack #support-ai', `Told together with others in ${digest}`],
    ]);
  });

  test('an alert is since the hour that its message names, also where a later threshold is told now', async () => {
    const id = 'budget-44444444';
    const finding = aFinding();
    const startsAt = startOfHour(finding.startedAt - 8);
    const after = anAlert({ id, fingerprint: id, finding, told: finding, startsAt });
    await world.ports.alerts.decide(EXPORT, aTransition({ after }), []);
    const { alert } = (await answered('alert', `GET /alerts/${id}`)) as { alert: Row };
    expect(alert.startedAt).toBe(isoInstant(startOfHour(finding.startedAt)));
  });

  test('a role that two teams work through shows how it could be split', async () => {
    const { gateways, principals } = (await answered('untagged', 'GET /untagged')) as Record<string, Row[]>;
    expect(
      gateways?.map(({ principal, split }) => [principal, (split as Row[]).map(({ key }) => key)]),
    ).toEqual([['role/gateway@123456789012', ['claims', 'search']]]);
    expect(principals?.map(({ command }) => command)).toEqual([
      expect.stringMatching(/^aws iam tag-role --role-name orphan --tags Key=team,Value=/),
    ]);
  });

  test('every refusal is a problem as its schema says', async () => {
    for (const call of [
      'GET /teams/nobody',
      'GET /alerts/spike-0',
      'GET /overview?period=2020-01',
      'GET /overview?period=soon',
      `GET /spend?by=tag&grain=day&${RANGE}`,
      'GET /spend?by=team&grain=day&from=2026-11-31T00:00Z&to=2026-12-02T00:00Z',
      'GET /teams/claims?from=2026-11-10T00:00Z&to=2026-11-09T00:00Z',
      'GET /budgets/export/pdf',
      'GET /nothing',
    ]) {
      const { status, body } = await ask(call);
      expect([call, v.safeParse(Problem, body).success, status >= 400 && status < 500]).toEqual([
        call,
        true,
        true,
      ]);
    }
    expect(world.faults).toEqual([]);
  });
});

type Row = Readonly<Record<string, unknown>>;

describe('changing', () => {
  test('of two who save the same budget the second is told the newer version, and nothing is lost', async () => {
    const { version } = await ask('GET /budgets');
    const first = await ask('PUT /budgets/claims', { body: BUDGET, ...at(version) });
    const second = await ask('PUT /budgets/claims', { body: { ...BUDGET, amount: '1' }, ...at(version) });
    expect([first.status, first.version, second.status]).toEqual([200, 4, 412]);
    expect(second.body).toMatchObject({ error: { kind: 'conflict', field: 'If-Match', found: '4' } });
    expect(await amountOf('claims')).toBe('750.5');
    // Who looks again and saves again is heard.
    const again = await ask('PUT /budgets/claims', { body: { ...BUDGET, amount: '1' }, version: 4 });
    expect([again.status, await amountOf('claims')]).toEqual([200, '1']);
  });

  test('a change is on record with who, when, why, and what it was and is', async () => {
    const body = { ...BUDGET, thresholds: [80, 50], minDollars: '25', workingDays: [0, 1], reason: 'agreed' };
    await answered('putBudget', 'PUT /budgets/claims', { body, version: 3 });
    const { changes } = (await answered('budgetChanges', 'GET /budgets/changes')) as { changes: Row[] };
    expect(changes[0]).toMatchObject({
      at: '2026-11-20T08:00:00.000Z',
      by: { name: 'Fenna Moor' },
      ...{ version: 4, team: 'claims', reason: 'agreed' },
      before: { amount: '900' },
      after: { amount: '750.5', thresholds: [50, 80], minDollars: '25', workingDays: [0, 1] },
    });
  });

  test('a budget is checked as in a file, by the names of its fields', async () => {
    const put = (more: object) => ask('PUT /budgets/claims', { body: { ...BUDGET, ...more }, version: 3 });
    expect((await put({ timeZone: 'Mars/Base' })).body).toMatchObject({ error: { field: 'timeZone' } });
    expect((await put({ amount: '-1' })).body).toMatchObject({ error: { field: 'amount' } });
    expect((await put({ channel: 'no channel' })).body).toMatchObject({ error: { field: 'channel' } });
    expect((await put({ workingDays: [] })).body).toMatchObject({ error: { field: 'workingDays' } });
    expect(await amountOf('claims')).toBe('900');
  });

  test('a raise ends by itself, a cap and a removal can be taken back, and an undo undone', async () => {
    const raise = { amount: '2000', period: '2026-12', reason: 'launch' };
    const raised = await answered('raise', 'POST /budgets/claims/raises', { body: raise, version: 3 });
    expect(rowOf(raised, 'claims')).toMatchObject({ amount: '900', months: { '2026-12': '2000' } });
    await answered('cap', 'PUT /budgets-cap', { body: { cap: '5000' }, version: 4 });
    await answered('deleteBudget', 'DELETE /budgets/claims', { version: 5 });
    const back = await answered('undoBudget', 'POST /budgets/undo', { version: 6 });
    expect([rowOf(back, 'claims')?.amount, back.cap]).toEqual(['900', '5000']);
    const gone = await answered('undoBudget', 'POST /budgets/undo', { version: 7 });
    expect(rowOf(gone, 'claims')).toBeUndefined();
    expect((await ask('POST /budgets/undo', { version: 7 })).status).toBe(412);
    await answered('cap', 'PUT /budgets-cap', { body: { cap: null }, version: 8 });
    expect(await answered('undoBudget', 'POST /budgets/undo', { version: 9 })).toMatchObject({ cap: '5000' });
  });

  test('a file replaces all budgets or none, and says before what it would change', async () => {
    const good = 'team,monthly_amount\nclaims,1000\nlabs,50\n';
    const load = (text: string, more: object, version: number) =>
      ask('POST /budgets/import', { body: { format: 'csv', text, ...more }, version });
    const tried = await answered('importBudgets', 'POST /budgets/import', {
      body: { format: 'csv', text: good, dryRun: true },
      version: 3,
    });
    expect((tried.changes as Row[]).map(({ team }) => team)).toEqual(['claims', 'labs', 'search']);
    expect((await load(`${good}bad,-1\n`, {}, 3)).body).toMatchObject({
      error: { message: 'Line 4: an amount must not be negative', field: 'monthly_amount', found: '"-1"' },
    });
    expect(await amountOf('claims')).toBe('900');
    expect((await load(good, {}, 3)).version).toBe(4);
    expect((await ask('GET /budgets/export/csv')).text).toMatch(/\nclaims,1000,USD,.*\nlabs,50,/);
    expect((await load(good, {}, 3)).status).toBe(412);
  });

  test('a request that is sent twice is done once, and answered as it was', async () => {
    const init = { body: { decision: 'acknowledge' }, key: 'click-1' };
    const [first, second] = [
      await ask('POST /alerts/spike-22222222/decisions', init),
      await ask('POST /alerts/spike-22222222/decisions', init),
    ];
    expect([first.status, second.status, second.text]).toEqual([200, 200, first.text]);
    const third = await ask('POST /alerts/spike-22222222/decisions', { body: init.body });
    expect(third.body).toMatchObject({ error: { kind: 'conflict', message: /has acknowledged it already/ } });
  });

  test('what is decided shows at once, with its history and what is left to decide', async () => {
    const judged = await answered('decide', 'POST /alerts/spike-22222222/decisions', {
      body: { decision: 'verdict', verdict: 'noise', note: 'a load test' },
    });
    expect(judged.history).toContainEqual(
      expect.objectContaining({
        reason: 'verdict',
        note: 'noise: a load test',
        by: { id: 'api:fenna', name: 'Fenna Moor' },
      }),
    );
    const snooze = await ask('POST /alerts/spike-22222222/decisions', {
      body: { decision: 'snooze', until: '2026-12-31T00:00Z' },
    });
    expect(snooze.body).toMatchObject({ error: { message: /at most 14 days/ } });
  });

  test('a plan is announced, counts what its scope spends, and ends when somebody says so', async () => {
    const body = {
      ...{ team: 'claims', cap: '500', until: '2026-11-25T00:00Z', note: 'an eval' },
      from: '2026-11-18T00:00Z',
    };
    const refused = await ask('POST /plans', { body: { ...body, cap: '0' } });
    expect([refused.status, refused.body]).toEqual([
      422,
      { error: expect.objectContaining({ field: 'cap', message: 'The cap must be more than nothing.' }) },
    ]);
    const plan = await answered('declarePlan', 'POST /plans', { body });
    const found = ((await answered('plans', 'GET /plans')) as { plans: Row[] }).plans.find(
      ({ id }) => id === plan.id,
    );
    expect([found?.spent, found?.by]).toEqual([plan.spent, { id: 'api:fenna', name: 'Fenna Moor' }]);
    const ended = await answered('endPlan', `DELETE /plans/${String(plan.id)}`);
    expect(ended.until).toBe('2026-11-20T08:00:00.000Z');
    expect((await ask(`DELETE /plans/${String(plan.id)}`)).status).toBe(409);
  });

  test('a backtest tells of what really was told, without changing anything', async () => {
    const asked = await answered('askBacktest', 'POST /backtests', {
      body: { team: 'claims', days: 30, budget: { ...BUDGET, minDollars: '5000' } },
    });
    expect([asked.state, asked.result]).toEqual(['waiting', null]);
    const address = `/backtests/${String(asked.id)}`;
    const { result } = await answered('backtest', `GET ${address}`);
    expect(result).toMatchObject({ deliveries: 3, missing: 0, noise: 0 });
    expect((result as Row).incidents).toContainEqual(
      expect.objectContaining({ alert: 'spike-22222222', would: 'silent' }),
    );
    const budgets = ((result as Row).incidents as Row[]).filter(({ kind }) => kind === 'budget-threshold');
    expect(budgets.map(({ budget }) => budget)).toContainEqual({ period: '2026-11', threshold: 80 });
    expect((await ask('GET /budgets')).version).toBe(3);
    expect((await answered('dropBacktest', `DELETE ${address}`)).state).toBe('done');
    expect((await world.ask(peopleOf(CLAIMS).at(-1)!, `GET ${address}`)).status).toBe(404);
  });

  test('settings are replaced by whom they keep in finance, and bad ones change nothing', async () => {
    const yaml = 'people:\n  - { oidc: fenna, name: Fenna Moor, role: finance }\n';
    const put = (text: string, version: number) =>
      ask('PUT /settings', { body: { yaml: text, reason: 'a start' }, version });
    expect((await put('people: 7', 0)).status).toBe(422);
    expect((await put('cost: net\n', 0)).body).toMatchObject({
      error: { field: 'yaml', found: 'not listed' },
    });
    const saved = await put(yaml, 0);
    expect([saved.status, (saved.body as Row).yaml]).toEqual([200, yaml]);
    expect((await put(yaml, 0)).status).toBe(412);
    let text = '';
    for await (const pin of world.ports.objects.list('work', 'config/changes/')) {
      text += new TextDecoder().decode(await world.ports.objects.read(pin));
    }
    expect(JSON.parse(text)).toMatchObject({
      by: { name: 'Fenna Moor' },
      why: 'a start',
      before: '',
      after: yaml,
    });
  });

  test('rules of attribution: what they would give first, then saved between the comments of the file', async () => {
    const yaml =
      '# who pays\ncost: unblended # as billed\npeople:\n  - { oidc: fenna, name: Fenna Moor, role: finance }\n';
    await ask('PUT /settings', { body: { yaml }, version: 0 });
    const { version, rules } = await answered('rules', 'GET /attribution-rules');
    const known = (rules as Row[]).map(({ rule }) => rule);
    expect(known).toEqual([
      { by: 'principal-tag', key: 'team' },
      { by: 'resource-tag', key: 'team' },
    ]);
    const orphan = { by: 'principal', pattern: 'role/orphan@*', team: 'search' };
    const put = (body: object, from = version as number) =>
      answered('putRules', 'PUT /attribution-rules', { body, version: from });
    const dry = await put({ rules: [...known, orphan], dryRun: true });
    const overview = (await answered('overview', 'GET /overview')) as { teams: Row[] };
    const none = overview.teams.find(({ team }) => team === 'unattributed');
    expect(dry.version).toBe(version);
    expect(dry.effect).toMatchObject({
      ...{ period: '2026-11', untagged: none?.spent, left: '0' },
      given: [{ team: 'search', cost: none?.spent, principals: 1 }],
      words: expect.stringContaining('Nothing else moves.'),
    });
    expect((await put({ rules: [orphan], dryRun: true })).effect).toMatchObject({
      words: expect.stringContaining('More may move'),
    });
    const saved = await put({ rules: [...known, orphan], reason: 'found its owner' });
    expect((saved.rules as Row[])[2]?.words).toBe('Callers like role/orphan@* belong to search.');
    const settings = await answered('settings', 'GET /settings');
    expect(settings.version).toBe(saved.version);
    expect(settings.yaml).toContain('# who pays\ncost: unblended # as billed\n');
    expect(settings.yaml).toContain('principal: role/orphan@*');
    const late = { body: { rules: [] }, version: version as number };
    expect((await ask('PUT /attribution-rules', late)).status).toBe(412);
    const bad = { body: { rules: [{ ...orphan, pattern: '' }] }, version: saved.version as number };
    expect((await ask('PUT /attribution-rules', bad)).status).toBe(400);
  });
});

const at = (version: number | undefined) => (version === undefined ? {} : { version });
const rowOf = (page: Row, team: string): Row | undefined =>
  (page.budgets as Row[]).find((row) => row.team === team);
const amountOf = async (team: string): Promise<unknown> =>
  rowOf((await ask('GET /budgets')).body as Row, team)?.amount;
