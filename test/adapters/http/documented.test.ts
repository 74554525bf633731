import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedHeaders } from '../../../shared/adapters/webhook/signature.ts';
import { aNotification } from '../../builders/outbox-entry.ts';
import { createMattermostChannel } from '../../fixtures/channel/mattermost-channel.ts';

const doc = (name: string): string => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');
const codeIn = (text: string, language: string): string =>
  new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 's').exec(text)?.[1] ?? '';

describe('the documented check of a signature', async () => {
  const code = codeIn(doc('routing.md'), 'js');
  const module = `data:text/javascript,${encodeURIComponent(code)}`;
  const { isFromBillhook } = (await import(/* @vite-ignore */ module)) as {
    isFromBillhook: (headers: object, body: string, key: string, now: number) => boolean;
  };
  const NOW = 1_795_000_000_000;
  const KEYS = ['the-new-key-of-tests', 'the-old-key-of-tests'];
  const call = (deliveryId: string, at = NOW) => {
    const body = JSON.stringify({ deliveryId, headline: 'ünïcode' });
    return { body, headers: signedHeaders(deliveryId, body, KEYS, at) };
  };

  test('believes a call with either key, and a repeat of it no more', () => {
    const { headers, body } = call('one');
    expect(isFromBillhook(headers, body, KEYS[1]!, NOW)).toBe(true);
    expect(isFromBillhook(headers, body, KEYS[1]!, NOW)).toBe(false);
    expect(isFromBillhook({ ...headers, 'billhook-delivery': 'other' }, body, KEYS[1]!, NOW)).toBe(false);
    const next = call('two');
    expect(isFromBillhook(next.headers, next.body, KEYS[0]!, NOW)).toBe(true);
  });

  test('believes no other key, no changed byte or time, nothing old, ahead or unsigned', () => {
    const { headers, body } = call('three');
    const refused: readonly (readonly [object, string, string, number])[] = [
      [headers, body, 'another-key-of-tests', NOW],
      [headers, body.replace('three', 'threE'), KEYS[0]!, NOW],
      [{ ...headers, 'billhook-timestamp': '1795000001' }, body, KEYS[0]!, NOW],
      [headers, body, KEYS[0]!, NOW + 301_000],
      [headers, body, KEYS[0]!, NOW - 301_000],
      [{ ...headers, 'billhook-signature': '' }, body, KEYS[0]!, NOW],
      [
        { ...headers, 'billhook-signature': headers['billhook-signature'].replaceAll('v1=', 'v0=') },
        body,
        KEYS[0]!,
        NOW,
      ],
      [{}, body, KEYS[0]!, NOW],
    ];
    for (const each of refused) expect(isFromBillhook(...each)).toBe(false);
    expect(isFromBillhook(headers, body, KEYS[0]!, NOW + 299_000)).toBe(true);
  });
});

describe('the documented channel', () => {
  let server: Server;
  let answer: (response: ServerResponse) => void;
  let posted = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      posted = '';
      request.on('data', (chunk) => (posted += String(chunk)));
      request.on('end', () => answer(response));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const channel = () =>
    createMattermostChannel({
      urlOf: async (name) =>
        name === 'ops' ? `http://127.0.0.1:${(server.address() as AddressInfo).port}/canary` : undefined,
      now: () => 1_000,
    });
  const parcel = { outboxId: 'a#1', address: 'ops', notification: aNotification(), maybeRepeat: true };

  test('is the code that runs here', () => {
    const source = readFileSync(
      new URL('../../fixtures/channel/mattermost-channel.ts', import.meta.url),
      'utf8',
    );
    const shown = source
      .replaceAll("'../../../shared/adapters/http/", "'../http/")
      .replaceAll("'../../../shared/", "'../../");
    expect(codeIn(doc('write-a-channel.md'), 'ts')).toBe(shown);
  });

  test.each<[string, (response: ServerResponse) => void, object]>([
    ['takes', (response) => response.end('ok'), { outcome: 'sent', receipt: { providerId: 'a#1' } }],
    ['shows a login page', (response) => response.end('<html>'), { outcome: 'again', surelyNotSent: false }],
    [
      'is busy',
      (response) => response.writeHead(429, { 'Retry-After': '3' }).end(),
      { outcome: 'again', afterMs: 3_000 },
    ],
    [
      'refuses',
      (response) => response.writeHead(403).end(),
      { outcome: 'never', why: 'Mattermost answered HTTP 403' },
    ],
    ['breaks off', (response) => response.destroy(), { outcome: 'again', surelyNotSent: false }],
  ])('says so where Mattermost %s', async (_, say, verdict) => {
    answer = say;
    const result = await channel().deliver(parcel);
    expect(result).toMatchObject(verdict);
    expect(JSON.stringify(result)).not.toContain('canary');
    expect(JSON.parse(posted)).toMatchObject({
      text: expect.stringMatching(/^ {4}May be a repeat.*\n {4}support: claims-agent/),
    });
  });
});
