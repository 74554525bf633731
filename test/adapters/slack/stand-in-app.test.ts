import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planModal } from '../../../shared/adapters/slack/modals.ts';
import { verifySignature } from '../../../shared/adapters/slack/signature.ts';
import { createSlackAppState } from '../../../shared/embedded/slack-app-state.ts';
import { type SlackServer, startSlackServer } from '../../../shared/embedded/slack-server.ts';

let slack: SlackServer;
let app: Server;
let answer: { readonly status?: number; readonly body?: string; readonly afterMs?: number } = {};
const got: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];

beforeAll(async () => {
  slack = await startSlackServer({ channels: ['#x'], patienceMs: 300 });
  app = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    got.push({ headers: request.headers, body });
    setTimeout(() => response.writeHead(answer.status ?? 200).end(answer.body ?? ''), answer.afterMs ?? 0);
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  app.closeAllConnections();
  app.close();
  await slack.stop();
});
const connect = () => slack.connect(`http://127.0.0.1:${(app.address() as AddressInfo).port}/`);

const call = async (method: string, values: object): Promise<Record<string, unknown>> => {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${slack.token}` },
    body: JSON.stringify(values),
  });
  return (await response.json()) as Record<string, unknown>;
};
const BUTTON = {
  type: 'actions',
  elements: [
    {
      type: 'button',
      action_id: 'billhook.acknowledge.0',
      value: 'a-1',
      text: { type: 'plain_text', text: 'Ack' },
    },
  ],
};
const post = async () => {
  await call('chat.postMessage', { channel: '#x', text: 'news', blocks: [BUTTON] });
  return slack.messages().at(-1)!;
};
const lastField = (name: string): string => new URLSearchParams(got.at(-1)!.body).get(name) ?? '';
const view = planModal({ teams: ['a'], end: Date.UTC(2026, 10, 20) });

describe('a hand in the workspace', () => {
  test('reaches no app before there is one', async () => {
    expect(await slack.command('help')).toMatchObject({
      status: 0,
      fault: expect.stringContaining('no app'),
    });
  });

  test('sends what Slack sends, signed', async () => {
    connect();
    const message = await post();
    await slack.click(message, 'acknowledge');
    const { headers, body } = got.at(-1)!;
    const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const raw = { headers: flat, body: Buffer.from(body) };
    expect(verifySignature(raw, slack.signingSecret, Date.now()).genuine).toBe(true);
    expect(JSON.parse(lastField('payload'))).toMatchObject({
      type: 'block_actions',
      user: { id: 'U0ONCALL' },
      channel: { id: message.channelId, name: 'x' },
      message: { ts: message.ts },
      actions: [{ action_id: 'billhook.acknowledge.0', value: 'a-1' }],
    });
    await expect(slack.click(message, 'snooze', '8')).rejects.toThrow('nothing like that');
    await expect(slack.click(message, 'acknowledge', undefined, 'U0NOBODY')).rejects.toThrow('nobody');
  });

  test.each([
    [{ status: 500 }, 'dispatch_failed: HTTP 500'],
    [{ afterMs: 900 }, 'operation_timeout'],
  ])('tells the person when the app fails: %j', async (how, fault) => {
    answer = how;
    expect(await slack.command('status')).toMatchObject({ fault });
    expect(slack.ephemerals().at(-1)?.text).toContain(fault);
    answer = {};
  });

  test('shows only what Slack would take', async () => {
    answer = {
      body: JSON.stringify({
        text: 'x',
        blocks: [{ type: 'header', text: { type: 'plain_text', text: '' } }],
      }),
    };
    expect(await slack.command('status')).toMatchObject({ fault: expect.stringContaining('invalid_blocks') });
    answer = { body: 'plainly' };
    await slack.command('status');
    expect(slack.ephemerals().at(-1)).toMatchObject({ text: 'plainly', user: 'U0ONCALL' });
    answer = {};
  });
});

describe('a form', () => {
  test('opens once by a trigger, and is checked as Slack checks it', async () => {
    await slack.command('plan');
    const trigger = lastField('trigger_id');
    const { error, response_metadata: told } = await call('views.open', {
      trigger_id: trigger,
      view: { ...view, title: { type: 'plain_text', text: 'x'.repeat(25) } },
    });
    expect([error, JSON.stringify(told)]).toEqual([
      'invalid_arguments',
      expect.stringContaining('less than 25'),
    ]);
    expect(await call('views.open', { trigger_id: trigger, view })).toMatchObject({ ok: true });
    expect(await call('views.open', { trigger_id: trigger, view })).toMatchObject({
      error: 'exchanged_trigger_id',
    });
    expect(await call('views.open', { trigger_id: 'no', view })).toMatchObject({
      error: 'invalid_trigger_id',
    });
  });

  test('is not sent before it is filled in; errors keep it open, an update takes its place, nothing closes it', async () => {
    const open = () => slack.views().at(-1)!;
    await expect(slack.submit(open(), {})).rejects.toThrow('Slack asks for cap');
    await expect(slack.submit(open(), { team: 'b' })).rejects.toThrow('no such choice');
    await expect(slack.submit(open(), { colour: 'b' })).rejects.toThrow('no such input');
    const filled = { cap: '5', note: 'x', ends: '1795000000' };
    answer = { body: JSON.stringify({ response_action: 'errors', errors: { cap: 'too little' } }) };
    await slack.submit(open(), filled);
    expect(open().errors).toEqual({ cap: 'too little' });
    expect(JSON.parse(lastField('payload')).view.state.values).toMatchObject({
      team: { team: { selected_option: { value: 'a' } } },
      ends: { ends: { selected_date_time: 1_795_000_000 } },
      principal: { principal: { value: null } },
    });
    answer = { body: JSON.stringify({ response_action: 'errors', errors: { colour: 'x' } }) };
    expect(await slack.submit(open(), filled)).toMatchObject({ fault: expect.stringContaining('colour') });
    answer = {
      body: JSON.stringify({
        response_action: 'update',
        view: { ...view, title: { type: 'plain_text', text: 'Done' } },
      }),
    };
    await slack.submit(open(), filled);
    expect(open()).toMatchObject({ errors: {}, view: { title: { text: 'Done' } } });
    answer = {};
    const before = slack.views().length;
    await slack.submit(open(), filled);
    expect(slack.views()).toHaveLength(before - 1);
  });
});

test('a trigger is good for three seconds, a response address five times in thirty minutes', () => {
  let now = 0;
  const state = createSlackAppState(() => now);
  const early = state.newTrigger('U1');
  const late = state.newTrigger('U1');
  const address = state.newResponseAddress({ user: 'U1', channelId: 'C1' });
  const old = state.newResponseAddress({ user: 'U1', channelId: 'C1' });
  now = 3_000;
  expect(state.takeTrigger(early)).toEqual({ user: 'U1' });
  now = 3_001;
  expect(state.takeTrigger(late)).toBe('expired_trigger_id');
  const uses = Array.from({ length: 6 }, () => state.takeResponseAddress(address));
  expect(uses.slice(4)).toEqual([{ user: 'U1', channelId: 'C1' }, 'used_url']);
  now = 30 * 60_000 + 1;
  expect(state.takeResponseAddress(old)).toBe('expired_url');
});

test('a response address answers alone, to all, or in place of the message', async () => {
  const message = await post();
  await slack.click(message, 'acknowledge');
  const url = JSON.parse(lastField('payload')).response_url as string;
  const send = async (values: object) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(values),
    });
    return response.status;
  };
  expect(await send({ text: 'for you' })).toBe(200);
  expect(slack.ephemerals().at(-1)).toMatchObject({ text: 'for you', channelId: message.channelId });
  expect(await send({ text: 'for all', response_type: 'in_channel' })).toBe(200);
  expect(slack.messages().at(-1)?.text).toBe('for all');
  expect(await send({ text: 'new words', replace_original: true })).toBe(200);
  expect(slack.messages().find(({ ts }) => ts === message.ts)?.text).toBe('new words');
  expect(await send({})).toBe(400);
});

test('methods that read answer as Slack’s do', async () => {
  const { channelId } = await post();
  expect(await call('users.info', { user: 'U0FINANCE' })).toMatchObject({
    ok: true,
    user: { id: 'U0FINANCE' },
  });
  expect(await call('users.info', { user: 'U1' })).toMatchObject({ error: 'user_not_found' });
  expect(await call('conversations.history', { channel: channelId, limit: 1 })).toMatchObject({
    ok: true,
    has_more: true,
    messages: [{ text: 'news' }],
  });
  expect(await call('conversations.history', { channel: '#x' })).toMatchObject({
    error: 'channel_not_found',
  });
  expect(await call('chat.postEphemeral', { channel: '#x', user: 'U1', text: 'x' })).toMatchObject({
    error: 'user_not_in_channel',
  });
  expect(await call('chat.postEphemeral', { channel: '#x', user: 'U0FINANCE', text: 'x' })).toMatchObject({
    ok: true,
  });
  expect(slack.ephemerals().at(-1)).toMatchObject({ user: 'U0FINANCE', text: 'x' });
});

describe('the page’s hand', () => {
  const hand = async (body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${slack.url}/hand`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: slack.url, ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };

  test('clicks what is on the page', async () => {
    const { channelId: channel, ts } = await post();
    const { status } = await hand({
      do: 'click',
      channel,
      ts,
      action: 'billhook.acknowledge.0',
      user: 'U0FINANCE',
    });
    expect(status).toBe(200);
    expect(JSON.parse(lastField('payload'))).toMatchObject({ user: { id: 'U0FINANCE' }, message: { ts } });
    await hand({ do: 'command', channel, text: '/billhook top', user: 'U0ONCALL' });
    expect(lastField('text')).toBe('top');
  });

  test.each([[{ Origin: 'https://evil.example' }], [{ Origin: 'null' }], [{ 'Content-Type': 'text/plain' }]])(
    'is nobody else’s: %j',
    async (headers) => {
      const before = got.length;
      const { channelId: channel, ts } = slack.messages().at(-1)!;
      expect((await hand({ do: 'click', channel, ts, action: 'acknowledge' }, headers)).status).toBe(403);
      expect(got).toHaveLength(before);
    },
  );

  test('says what it cannot do', async () => {
    expect((await hand({ do: 'fly' })).text).toContain('nothing that can be done');
    expect((await hand({ do: 'submit', view: 'V0' })).text).toContain('nothing that can be done');
  });
});
