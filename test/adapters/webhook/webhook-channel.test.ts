import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestNetwork } from '../../../shared/adapters/webhook/guarded-post.ts';
import { createWebhookChannel } from '../../../shared/adapters/webhook/webhook-channel.ts';
import { machineBody } from '../../../shared/domain/notification/machine-body.ts';
import type { Parcel } from '../../../shared/ports/channel.ts';
import { aNotification } from '../../builders/outbox-entry.ts';

const TLS = new URL('../../fixtures/tls/', import.meta.url);
const CERTIFICATE = readFileSync(new URL('hooks.crt', TLS), 'utf8');
const NAME = 'hooks.example.test';
const KEY = 'a-signing-key-of-tests';
const NOW = 1_795_000_000_123;

let server: Server;
let host: string;
let answer: (response: ServerResponse) => void;
const calls: { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];

beforeAll(async () => {
  server = createServer(
    { key: readFileSync(new URL('hooks.key', TLS)), cert: CERTIFICATE },
    (request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        calls.push({ path: request.url ?? '', headers: request.headers, body });
        answer(response);
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `${NAME}:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const say =
  (status: number, body = '', headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, headers).end(body);
  };

/** A network in which the test's name lies on this machine. */
const network = (overrides: Partial<TestNetwork> = {}): TestNetwork => ({
  resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  allows: (address) => address === '127.0.0.1',
  ca: CERTIFICATE,
  ...overrides,
});

const aParcel = (overrides: Partial<Parcel> = {}): Parcel => ({
  outboxId: 'spike-1#1#webhook:tickets',
  address: `tickets@${host}`,
  notification: aNotification(),
  maybeRepeat: false,
  ...overrides,
});

function deliver(
  parcel = aParcel(),
  { url = `https://${host}/in?token=canary`, keys = [KEY], on = network() as TestNetwork | undefined } = {},
) {
  calls.length = 0;
  const channel = createWebhookChannel({
    secretOf: async (name) => (name === 'tickets' ? { url, signingKeys: keys } : undefined),
    now: () => NOW,
    ...(on === undefined ? {} : { testNetwork: on }),
  });
  return channel.deliver(parcel);
}

describe('a signed webhook', () => {
  test('brings the facts as JSON with a signature that its receiver can check, and a repeat has the same id', async () => {
    answer = say(204);
    const result = await deliver();
    const [{ headers, body, path }] = calls as [(typeof calls)[0]];
    expect(path).toBe('/in?token=canary');
    const timestamp = headers['billhook-timestamp'];
    expect(timestamp).toBe('1795000000');
    const signature = createHmac('sha256', KEY).update(`${timestamp}.${body}`).digest('hex');
    expect(headers['billhook-signature']).toBe(`v1=${signature}`);
    const told = JSON.parse(body) as Record<string, unknown>;
    expect(told).toMatchObject({ alertId: 'spike-3f9a2c71', data: { costPerHour: '148.2' } });
    expect(told.deliveryId).toBe(headers['billhook-delivery']);
    expect(result).toMatchObject({ outcome: 'sent', receipt: { providerId: told.deliveryId, sentAt: NOW } });
    await deliver(aParcel({ maybeRepeat: true }));
    expect(calls[0]?.headers['billhook-delivery']).toBe(told.deliveryId);
    expect(JSON.parse(calls[0]!.body)).toMatchObject({ maybeRepeat: true });
    await deliver(aParcel({ outboxId: 'spike-1#2#webhook:tickets' }));
    expect(calls[0]?.headers['billhook-delivery']).not.toBe(told.deliveryId);
  });

  test('is signed with both keys while one is being changed', async () => {
    answer = say(200, 'anything at all');
    await deliver(aParcel(), { keys: ['the-new-key-of-tests', KEY] });
    const { headers, body } = calls[0]!;
    const expected = ['the-new-key-of-tests', KEY].map(
      (key) =>
        `v1=${createHmac('sha256', key).update(`${headers['billhook-timestamp']}.${body}`).digest('hex')}`,
    );
    expect(headers['billhook-signature']).toBe(expected.join(','));
  });

  test.each([
    [429, { 'Retry-After': '3600' }, { outcome: 'again', afterMs: 3_600_000, surelyNotSent: true }],
    [503, {}, { outcome: 'again', surelyNotSent: false }],
    [410, {}, { outcome: 'never', why: 'the webhook answered HTTP 410' }],
  ])('that is answered with %i is judged by the table', async (status, headers, verdict) => {
    answer = say(status, 'https://secret.example/canary', headers);
    expect(await deliver()).toMatchObject(verdict);
  });

  test('spares numbers that only moved on, and knows no other names', async () => {
    const previous = { channel: { kind: 'webhook', address: 'x' }, providerId: 'd', sentAt: 1 } as const;
    const updated = aNotification({ reason: 'updated' });
    expect(await deliver(aParcel({ previous, notification: updated }))).toMatchObject({ spared: true });
    expect(await deliver(aParcel({ address: `others@${host}` }))).toMatchObject({ outcome: 'never' });
    expect(calls).toEqual([]);
  });
});

describe('a webhook is not called', () => {
  test('without its test network: the name has no public address, and this machine is none', async () => {
    answer = say(200);
    const resolve = async () => [{ address: '127.0.0.1', family: 4 as const }];
    const { isPublicAddress } = await import('../../../shared/adapters/webhook/address-guard.ts');
    const result = await deliver(aParcel(), { on: network({ resolve, allows: isPublicAddress }) });
    expect(result).toEqual({
      outcome: 'never',
      why: 'the webhook was not called: its name points to an address that is not public',
    });
    expect(calls).toEqual([]);
  });

  test('a second time by a name that by then points elsewhere: it is asked once a call', async () => {
    answer = say(200);
    let asked = 0;
    const resolve = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 as const }];
    };
    const on = network({ resolve });
    expect(await deliver(aParcel(), { on })).toMatchObject({ outcome: 'sent' });
    expect(asked).toBe(1);
    expect(await deliver(aParcel(), { on })).toMatchObject({ outcome: 'never' });
    expect(calls).toEqual([]);
  });

  test('where it redirects to', async () => {
    answer = say(302, '', { Location: `https://${host}/elsewhere` });
    expect(await deliver()).toMatchObject({ outcome: 'never', why: 'the webhook answered HTTP 302' });
    expect(calls.map(({ path }) => path)).toEqual(['/in?token=canary']);
  });

  test('behind a certificate that nobody we trust has signed, or of another name', async () => {
    answer = say(200);
    const unknown = await deliver(aParcel(), { on: network({ ca: '' }) });
    expect(unknown).toMatchObject({ outcome: 'again', why: expect.stringMatching(/\(\w*CERT\w*\)/) });
    const other = host.replace(NAME, 'other.example.test');
    const renamed = await deliver(aParcel({ address: `tickets@${other}` }), { url: `https://${other}/in` });
    expect(renamed).toMatchObject({ outcome: 'again', why: expect.stringMatching(/ERR_TLS/) });
    expect(calls).toEqual([]);
  });
});

test('no refusal repeats the address', async () => {
  answer = (response) => response.destroy();
  const urls = [
    `https://${host}/canary`,
    'http://canary.example/',
    'canary',
    'https://canary:canary@x.example/',
  ];
  for (const url of urls) {
    expect(JSON.stringify(await deliver(aParcel(), { url }))).not.toContain('canary');
  }
});

test('a webhook that is silent, or answers without an end, is left after its time', async () => {
  const on = network({ callMsMax: 150 });
  answer = () => {};
  expect(await deliver(aParcel(), { on })).toMatchObject({
    outcome: 'again',
    why: expect.stringMatching('Timeout'),
  });
  answer = (response) => {
    response.writeHead(200).write('x');
  };
  expect(await deliver(aParcel(), { on })).toMatchObject({ outcome: 'again', surelyNotSent: false });
  answer = say(200, 'x'.repeat(5_000_000));
  expect(await deliver()).toMatchObject({ outcome: 'sent' });
});

test('the product never sets a test network', () => {
  const root = new URL('../../../', import.meta.url);
  const files = ['shared/runtime', 'shared/embedded', 'functions'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(new URL(`${folder}/${file}`, root), 'utf8')),
  );
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((text) => /testNetwork|testOrigin/.test(text))).toEqual([]);
});

test('a body has the same facts as a topic gets', () => {
  const dispatch = { outboxId: 'a#1#x', maybeRepeat: false };
  const body = JSON.parse(machineBody(aNotification(), dispatch, 200_000)) as Record<string, unknown>;
  const { spark: _spark, ...told } = aNotification();
  expect(body).toEqual({ ...told, outboxId: 'a#1#x' });
});
