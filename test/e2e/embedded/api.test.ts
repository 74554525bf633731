import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { builtFunctions } from '../../../infra/built.ts';
import { type EmbeddedStack, startEmbeddedStack } from '../../../shared/embedded/stack.ts';

let stack: EmbeddedStack;
beforeAll(async () => {
  await builtFunctions(['api', 'backtest']);
  stack = await startEmbeddedStack({ only: ['api', 'backtest'] });
});
afterAll(() => stack.stop());

const ask = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${stack.endpoints.http}/api/v1${path}`, init);
  return { status: response.status, headers: response.headers, body: await response.json() };
};

test('on one machine nobody signs in, and an installation without deliveries says so', async () => {
  const me = await ask('/me');
  expect(me.body).toMatchObject({ person: { id: 'you', role: 'finance' }, periods: [], teams: [] });
  expect(me.headers.get('cache-control')).toBe('private, no-cache');
  expect(await ask('/overview')).toMatchObject({
    status: 404,
    body: { error: { kind: 'not-found', message: 'No delivery of AWS was published for it yet.' } },
  });
  expect((await ask('/openapi.json')).body).toMatchObject({ openapi: '3.1.0' });
});

test('a backtest is worked off by a function of its own, while the API goes on answering', async () => {
  const body = JSON.stringify({ team: 'search', days: 30 });
  const headers = { 'content-type': 'application/json' };
  const asked = await ask('/backtests', { method: 'POST', headers, body });
  expect([asked.status, asked.body]).toEqual([202, expect.objectContaining({ state: 'waiting' })]);
  const { id } = asked.body as { readonly id: string };
  await vi.waitFor(
    async () => {
      const { body: found } = await ask(`/backtests/${id}`);
      expect(found).toMatchObject({ state: 'done', result: { deliveries: 0, from: null } });
    },
    { timeout: 10_000, interval: 100 },
  );
});

test('a longer answer is packed for whoever can unpack it', async () => {
  const plain = await ask('/openapi.json', { headers: { 'accept-encoding': 'identity' } });
  const packed = await ask('/openapi.json', { headers: { 'accept-encoding': 'gzip' } });
  expect(plain.headers.get('content-encoding')).toBeNull();
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  expect(packed.body).toEqual(plain.body);
});
