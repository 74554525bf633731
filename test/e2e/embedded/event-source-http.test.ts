import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HttpSource, leadsTo, startHttpSource } from '../../../shared/embedded/event-source-http.ts';

type Event = Readonly<Record<string, unknown>>;
const seen: { readonly name: string; readonly event: Event }[] = [];
let api: HttpSource;
let answer: unknown = { statusCode: 200, body: 'ok' };

beforeAll(async () => {
  api = await startHttpSource();
  api.connect({
    targets: [
      { functionName: 'rest', method: '*', path: '*' },
      { functionName: 'api', method: 'GET', path: '/api/{proxy+}' },
      { functionName: 'slack', method: 'POST', path: '/slack' },
    ],
    invoke: async (name, payload) => {
      seen.push({ name, event: JSON.parse(payload) as Event });
      return answer === 'throws'
        ? { requestId: '1', payload: '{}', functionError: 'Unhandled', durationMs: 1 }
        : { requestId: '1', payload: JSON.stringify(answer), durationMs: 1 };
    },
  });
});
afterAll(() => api.close());

describe('an HTTP API on this machine', () => {
  test('a form reaches its function byte by byte, as base64, and repeated headers as one', async () => {
    const body = 'text=plan+%245%2C000&b=%00';
    await fetch(`${api.endpoint}/slack?a=1&a=2`, {
      method: 'POST',
      headers: [
        ['Content-Type', 'application/x-www-form-urlencoded'],
        ['X-Slack-Signature', 'v0=a'],
        ['x-slack-signature', 'v0=b'],
      ],
      body,
    });
    const { name, event } = seen.at(-1)!;
    expect(name).toBe('slack');
    expect(Buffer.from(String(event.body), 'base64').toString()).toBe(body);
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /slack',
      rawPath: '/slack',
      isBase64Encoded: true,
      headers: { 'x-slack-signature': expect.stringMatching(/^v0=a, ?v0=b$/) },
      queryStringParameters: { a: '1,2' },
      requestContext: { http: { method: 'POST', path: '/slack' }, stage: '$default' },
    });
  });

  test('the closest route takes a request, and JSON stays text', async () => {
    await fetch(`${api.endpoint}/api/teams/a%20b`, { method: 'GET' });
    expect(seen.at(-1)).toMatchObject({ name: 'api', event: { pathParameters: { proxy: 'teams/a b' } } });
    await fetch(`${api.endpoint}/slack`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: '{"a":1}',
    });
    expect(seen.at(-1)).toMatchObject({ name: 'rest', event: { body: '{"a":1}', isBase64Encoded: false } });
  });

  test.each([
    [{ statusCode: 401, headers: { 'Content-Type': 'text/html' }, body: 'no' }, 401, 'text/html', 'no'],
    [{ statusCode: 200, body: 'b2s=', isBase64Encoded: true }, 200, 'text/plain;charset=utf-8', 'ok'],
    [{ hello: 1 }, 200, 'application/json', '{"hello":1}'],
    ['throws', 500, 'application/json', '{"message":"Internal Server Error"}'],
  ])('what a function answers with is passed on: %j', async (given, status, type, body) => {
    answer = given;
    const response = await fetch(`${api.endpoint}/slack`, { method: 'POST' });
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([
      status,
      type,
      body,
    ]);
  });

  test('pages are what no route takes; before there are functions they are there already', async () => {
    const pages = (path: string) => ({
      status: 200,
      headers: { 'content-type': 'text/html' },
      bytes: new TextEncoder().encode(`page ${path}`),
    });
    const source = await startHttpSource({ pages });
    const ask = async (path: string, method = 'GET') => {
      const response = await fetch(`${source.endpoint}${path}`, { method });
      return `${response.status} ${await response.text()}`;
    };
    try {
      expect(await ask('/alerts/A1')).toBe('200 page /alerts/A1');
      expect(await ask('/api/v1/me')).toBe('503 {"message":"Service Unavailable"}');
      source.connect({
        targets: [{ functionName: 'api', method: '*', path: '/api/v1/{proxy+}' }],
        invoke: async () => ({ requestId: '1', payload: '{"a":1}', durationMs: 1 }),
      });
      expect(await ask('/api/v1/me')).toBe('200 {"a":1}');
      expect(await ask('/api/v2/me')).toBe('404 {"message":"Not Found"}');
      expect(await ask('/alerts/A1', 'POST')).toBe('404 {"message":"Not Found"}');
      expect(await ask('/budgets')).toBe('200 page /budgets');
    } finally {
      await source.close();
    }
  });

  test('a route is its path and not a part of it', () => {
    const route = { method: 'POST', path: '/slack' };
    expect(
      [
        ['POST', '/slack'],
        ['GET', '/slack'],
        ['POST', '/slack/x'],
        ['POST', '/'],
      ].map(([method, path]) => leadsTo(route, method!, path!)),
    ).toEqual([true, false, false, false]);
  });
});
