import { beforeEach, describe, expect, test } from 'vitest';
import { type Answer, type Asked, answer, changedMeanwhile, file } from '../../functions/api/answer.ts';
import { BASE, createApi, type UseCase } from '../../functions/api/app.ts';
import { identify } from '../../functions/api/identity.ts';
import { ROUTES, type RouteName } from '../../shared/api/routes.ts';
import type { Person } from '../../shared/domain/access/person.ts';
import { misconfigured } from '../../shared/domain/base/failure.ts';
import type { RepeatGuard } from '../../shared/ports/repeat-guard.ts';

const FINANCE: Person = { id: 'fin', name: 'Fin', role: 'finance', teams: '*' };
const OWNER: Person = { id: 'own', name: 'Own', role: 'owner', teams: ['search'] };
const VIEWER: Person = { id: 'view', name: 'View', role: 'viewer', teams: ['search'] };
const BUDGET = { amount: '1000', currency: 'USD' };

let asked: { readonly name: RouteName; readonly asked: Asked }[];
let answers: Partial<Record<RouteName, () => Answer>>;
let faults: unknown[];
beforeEach(() => {
  asked = [];
  answers = {};
  faults = [];
});

/** Remembers in a map, as a store does. */
function aGuard(): RepeatGuard {
  const known = new Map<string, { digest: string; answer?: Parameters<RepeatGuard['finish']>[2] }>();
  return {
    begin: async (who, key, digest) => {
      const found = known.get(`${who} ${key}`);
      if (found === undefined) {
        known.set(`${who} ${key}`, { digest });
        return { outcome: 'first' };
      }
      if (found.digest !== digest) return { outcome: 'other' };
      return found.answer === undefined
        ? { outcome: 'under-way' }
        : { outcome: 'done', answer: found.answer };
    },
    finish: async (who, key, given) => {
      known.set(`${who} ${key}`, { ...known.get(`${who} ${key}`)!, answer: given });
    },
  };
}

function api(person: Person | undefined) {
  const useCases = Object.fromEntries(
    (Object.keys(ROUTES) as RouteName[]).map((name): [RouteName, UseCase] => [
      name,
      async (one) => {
        asked.push({ name, asked: one });
        return answers[name]?.() ?? answer({ name }, 7);
      },
    ]),
  ) as Record<RouteName, UseCase>;
  const app = createApi({
    useCases,
    identify: async () => person,
    repeats: aGuard(),
    now: async () => 0,
    onFault: (error) => faults.push(error),
  });
  return (method: string, path: string, init: { body?: unknown; headers?: Record<string, string> } = {}) =>
    app.request(
      `${BASE}${path}`,
      {
        method,
        headers: {
          ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...init.headers,
        },
        ...(init.body === undefined ? {} : { body: JSON.stringify(init.body) }),
      },
      {},
    );
}

const told = async (response: Response) => (await response.json()) as { readonly error: object };

const IF_SEVEN = { 'if-match': '"7"' };

describe('who may ask', () => {
  test('a stranger gets nothing from any route, and is told whom to ask', async () => {
    for (const { method, path } of Object.values(ROUTES)) {
      const response = await api(undefined)(method, path.replaceAll(/\{\w+\}/g, 'search'));
      expect(response.status, path).toBe(401);
      expect((await told(response)).error).toMatchObject({ kind: 'unauthenticated', message: /people/ });
    }
    expect(asked).toEqual([]);
  });

  test('the page of another team is as good as not there', async () => {
    expect((await api(OWNER)('GET', '/teams/search')).status).toBe(200);
    expect((await api(OWNER)('GET', '/teams/claims')).status).toBe(404);
    expect((await api(OWNER)('GET', '/teams/nobody')).status).toBe(404);
    expect(asked.map(({ asked: one }) => [one.params.team, one.scope])).toEqual([
      ['search', { teams: ['search'] }],
    ]);
  });

  test('an owner sets no budget, a viewer decides nothing, finance does both', async () => {
    const put = (person: Person) =>
      api(person)('PUT', '/budgets/search', { body: BUDGET, headers: IF_SEVEN });
    const ack = (person: Person) =>
      api(person)('POST', '/alerts/spike-1/decisions', { body: { decision: 'acknowledge' } });
    expect([(await put(OWNER)).status, (await put(FINANCE)).status]).toEqual([403, 200]);
    expect([(await ack(VIEWER)).status, (await ack(OWNER)).status]).toEqual([403, 200]);
  });

  test('only the verified token says who one is; on one machine a cookie does', () => {
    const people = [FINANCE, { ...OWNER, oidc: 'auth0|1' }];
    const signedIn = (sub: unknown) => ({ requestContext: { authorizer: { jwt: { claims: { sub } } } } });
    expect(identify(signedIn('auth0|1'), { people })?.id).toBe('own');
    expect(identify(signedIn('nobody'), { people })).toBeUndefined();
    expect(identify(signedIn(7), { people })).toBeUndefined();
    const cookies = ['billhook-person=own', 'x=1'];
    expect(identify({ cookies }, { people })).toBeUndefined();
    expect(identify({ cookies }, { people, local: FINANCE })?.id).toBe('own');
    expect(identify({ cookies: ['billhook-person=%'] }, { people, local: FINANCE })?.id).toBe('fin');
  });
});

describe('what is asked', () => {
  test('is checked before anything is done, and a refusal names field, found and expected', async () => {
    const response = await api(FINANCE)(
      'GET',
      '/spend?by=mood&grain=day&from=2026-11-01T00:00Z&to=2026-11-02T00:00Z',
    );
    expect(response.status).toBe(400);
    expect((await told(response)).error).toMatchObject({
      kind: 'bad-request',
      field: 'by',
      found: '"mood"',
    });
    const bad = await api(FINANCE)('PUT', '/budgets/search', {
      body: { ...BUDGET, amount: '1e3' },
      headers: IF_SEVEN,
    });
    expect((await told(bad)).error).toMatchObject({ field: 'amount', found: '"1e3"' });
    const unknown = await api(FINANCE)('PUT', '/budgets/search', {
      body: { ...BUDGET, amuont: '1' },
      headers: IF_SEVEN,
    });
    expect(unknown.status).toBe(400);
    expect(asked).toEqual([]);
  });

  test('a body that another site could make a browser send is not read', async () => {
    const response = await api(FINANCE)('PUT', '/budgets/search', {
      body: BUDGET,
      headers: { ...IF_SEVEN, 'content-type': 'text/plain' },
    });
    expect([response.status, (await told(response)).error]).toEqual([
      400,
      expect.objectContaining({ field: 'Content-Type', expected: 'application/json' }),
    ]);
    expect(asked).toEqual([]);
  });

  test('a change says which version it was made from, and hears of a newer one', async () => {
    const put = (headers: Record<string, string>) =>
      api(FINANCE)('PUT', '/budgets/search', { body: BUDGET, headers });
    expect((await put({})).status).toBe(428);
    expect((await put({ 'if-match': '7' })).status).toBe(428);
    const saved = await put(IF_SEVEN);
    expect([saved.status, saved.headers.get('etag')]).toEqual([200, '"7"']);
    expect(asked[0]?.asked.ifVersion).toBe(7);
    answers.putBudget = () => changedMeanwhile(8);
    expect((await put(IF_SEVEN)).status).toBe(412);
  });

  test('a request that names itself is done once; its name for another request is refused', async () => {
    const ask = api(FINANCE);
    const put = (amount: string) =>
      ask('PUT', '/budgets/search', {
        body: { ...BUDGET, amount },
        headers: { ...IF_SEVEN, 'idempotency-key': 'k1' },
      });
    const [first, again] = [await put('1'), await put('1')];
    expect([await again.json(), again.headers.get('etag')]).toEqual([await first.json(), '"7"']);
    expect(asked).toHaveLength(1);
    expect((await put('2')).status).toBe(422);
  });

  test('bad input from below is told, a fault of ours is not', async () => {
    answers.importBudgets = () => {
      throw misconfigured('a budget is negative', { column: 'monthly_amount', found: '-1' });
    };
    const refused = await api(FINANCE)('POST', '/budgets/import', {
      body: { format: 'csv', text: '' },
      headers: IF_SEVEN,
    });
    expect(refused.status).toBe(422);
    expect((await told(refused)).error).toMatchObject({ field: 'monthly_amount', found: '-1' });
    answers.overview = () => {
      throw new Error('table arn:secret');
    };
    const failed = await api(FINANCE)('GET', '/overview');
    expect([failed.status, JSON.stringify(await failed.json())]).toEqual([
      500,
      expect.not.stringContaining('secret'),
    ]);
    expect(faults).toHaveLength(1);
  });

  test('a file comes with a name that cannot leave its header', async () => {
    answers.exportBudgets = () => file('a"\r\nb.csv', 'text/csv', new TextEncoder().encode('x'));
    const response = await api(FINANCE)('GET', '/budgets/export/csv');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="a___b.csv"');
    expect(await response.text()).toBe('x');
  });
});

interface Described {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
}
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string }[];
  readonly requestBody: {
    readonly content: Record<string, { readonly schema: { readonly required: unknown } }>;
  };
}

test('OpenAPI describes each route with its parameters, from the schemas that check it', async () => {
  const document = (await (await api(undefined)('GET', '/openapi.json')).json()) as Described;
  expect(document.openapi).toBe('3.1.0');
  const operations = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  expect(operations.toSorted()).toEqual(Object.keys(ROUTES).toSorted());
  const { parameters, requestBody } = document.paths['/budgets/{team}']!.put!;
  expect(parameters.map(({ name }) => name)).toEqual(['team', 'If-Match', 'Idempotency-Key']);
  expect(requestBody.content['application/json']!.schema.required).toEqual(['amount', 'currency']);
});
