import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { safeWebhookUrl } from '../../../shared/adapters/slack/secrets.ts';
import { createSlackChannel } from '../../../shared/adapters/slack/slack-channel.ts';
import { composeNotification } from '../../../shared/domain/notification/compose.ts';
import type { DeliveryResult } from '../../../shared/ports/channel.ts';
import { aPointer, aTransition } from '../../builders/transition.ts';

type Answer = (response: ServerResponse) => void;
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const say =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (response) => {
    response.writeHead(status, headers).end(body);
  };

/** Delivers to a server that answers as told; by bot token and by webhook. */
async function deliver(answer: Answer): Promise<{ bot: DeliveryResult; hook: DeliveryResult }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(response));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const parcel = {
    outboxId: 'a#1#slack:#x',
    address: '#x',
    notification: composeNotification(aTransition(), aPointer),
    maybeRepeat: false,
  };
  const by = (secrets: object) =>
    createSlackChannel({ secrets: async () => secrets, apiUrl: url, now: () => 1_000 }).deliver(parcel);
  return {
    bot: await by({ botToken: 'xoxb-canary' }),
    hook: await by({ webhooks: { '#x': `${url}services/T/B/canary` } }),
  };
}

describe('an answer that is not a clear yes is never taken for one', () => {
  const MEGABYTES = 'x'.repeat(10_000_000);
  test.each<[string, Answer]>([
    ['an empty body', say(200, '')],
    ['HTML of a proxy', say(200, '<html>Sign in</html>', { 'Content-Type': 'text/html' })],
    ['10 MB', say(200, MEGABYTES)],
    ['10 MB that begin well', say(200, `{"ok":true,"channel":"C1","ts":"1.1","x":"${MEGABYTES}"}`)],
    ['ok: true without a time stamp', say(200, '{"ok":true}')],
    ['ok as text', say(200, '{"ok":"true","channel":"C1","ts":"1.1"}')],
    ['204', say(204, '')],
    ['a cut connection', (response) => response.destroy()],
  ])('%s', async (_, answer) => {
    const { bot, hook } = await deliver(answer);
    expect(bot).toMatchObject({ outcome: 'again', surelyNotSent: false });
    expect(hook).toMatchObject({ outcome: 'again', surelyNotSent: false });
    expect(JSON.stringify([bot, hook])).not.toContain('canary');
  });

  test('ok: false with a lasting error is never, for the webhook it is no `ok`', async () => {
    const { bot, hook } = await deliver(say(200, '{"ok":false,"error":"invalid_blocks"}'));
    expect(bot).toEqual({ outcome: 'never', why: 'Slack refused: invalid_blocks' });
    expect(hook).toMatchObject({ outcome: 'again' });
  });

  test('a body without end is left after its first part', async () => {
    const { bot, hook } = await deliver((response) => {
      const more = (): void => {
        while (response.write('x'.repeat(16_384)));
        response.once('drain', more);
      };
      more();
    });
    const unreadable = { outcome: 'again', why: 'Slack’s answer could not be read as one of Slack’s' };
    expect(bot).toMatchObject(unreadable);
    expect(hook).toMatchObject(unreadable);
  });

  test('a redirect is not followed', async () => {
    const { bot, hook } = await deliver(say(302, '', { Location: 'http://127.0.0.1:1/metadata' }));
    expect(bot).toEqual({ outcome: 'never', why: 'Slack answered HTTP 302' });
    expect(hook).toEqual({ outcome: 'never', why: 'Slack answered HTTP 302' });
  });
});

test.each([
  ['0', 0],
  ['1', 1_000],
  ['30', 30_000],
  ['3600', 3_600_000],
  [undefined, 30_000],
  ['abc', 30_000],
  ['-5', 30_000],
  ['Thu, 01 Jan 1970 00:01:31 GMT', 90_000],
])('429 with Retry-After %s waits %i ms and counts no attempt', async (header, afterMs) => {
  const { bot, hook } = await deliver(
    say(429, '{"ok":false}', header === undefined ? {} : { 'Retry-After': header }),
  );
  expect(bot).toMatchObject({ outcome: 'again', afterMs, surelyNotSent: true });
  expect(hook).toMatchObject({ outcome: 'again', afterMs, surelyNotSent: true });
});

test('nobody listening: surely not sent', async () => {
  const closed = createServer();
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
  const { port } = closed.address() as AddressInfo;
  await new Promise((resolve) => closed.close(resolve));
  const channel = createSlackChannel({
    secrets: async () => ({ botToken: 'xoxb-canary' }),
    apiUrl: `http://127.0.0.1:${port}/`,
    now: () => 1_000,
  });
  const notification = composeNotification(aTransition(), aPointer);
  expect(await channel.deliver({ outboxId: 'a', address: '#x', notification, maybeRepeat: false })).toEqual({
    outcome: 'again',
    afterMs: 30_000,
    surelyNotSent: true,
    why: 'no answer from Slack (ECONNREFUSED)',
  });
});

describe('webhook addresses', () => {
  test.each([
    'http://hooks.slack.com/services/T/B/x',
    'https://hooks.slack.com.evil.example/services/T/B/x',
    'https://user:pass@hooks.slack.com/services/T/B/x',
    'https://hooks.slack.com:8443/services/T/B/x',
    'https://127.0.0.1/services/T/B/x',
    'https://169.254.169.254/latest',
    'file:///etc/passwd',
    'not a url',
    '',
  ])('%s is refused', (url) => {
    expect(safeWebhookUrl(url)).toBeUndefined();
  });

  test('Slack’s own is taken, and another origin only where the API was moved there', () => {
    const url = 'https://hooks.slack.com/services/T/B/x';
    const local = 'http://127.0.0.1:4000/services/T/B/x';
    expect(safeWebhookUrl(url)).toBe(url);
    expect(safeWebhookUrl(local, 'http://127.0.0.1:4000/api/')).toBe(local);
    expect(safeWebhookUrl(local, 'http://127.0.0.1:4001/api/')).toBeUndefined();
    expect(safeWebhookUrl(local, 'https://slack.com/api/')).toBeUndefined();
  });
});
