import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertMessage } from '../../../shared/adapters/slack/blocks.ts';
import { type SlackServer, startSlackServer } from '../../../shared/embedded/slack-server.ts';
import { validateBlocks } from '../../../shared/embedded/slack-validate.ts';
import { named } from '../../builders/hostile.ts';

let slack: SlackServer;
beforeAll(async () => {
  slack = await startSlackServer({ clock: () => Date.UTC(2026, 10, 17, 21, 6) });
});
afterAll(() => slack.stop());

const call = async (
  method: string,
  values: object,
  token = slack.token,
): Promise<Record<string, unknown>> => {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify(values),
  });
  return (await response.json()) as Record<string, unknown>;
};
/** What a rich text of one empty text takes as JSON. */
const FRAME =
  '[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":""}]}]}]'
    .length;
const plain = (text: string) => ({ type: 'plain_text', text });

describe('block limits at the limit and one beyond', () => {
  const rich = (...elements: object[]) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements }],
  });
  test.each<[string, (size: number) => object[], number]>([
    ['blocks', (size) => Array.from({ length: size }, () => ({ type: 'divider' })), 50],
    ['header characters', (size) => [{ type: 'header', text: plain('h'.repeat(size)) }], 150],
    ['section characters', (size) => [{ type: 'section', text: plain('s'.repeat(size)) }], 3_000],
    ['fields', (size) => [{ type: 'section', fields: Array.from({ length: size }, () => plain('f')) }], 10],
    ['field characters', (size) => [{ type: 'section', fields: [plain('f'.repeat(size))] }], 2_000],
    [
      'context elements',
      (size) => [{ type: 'context', elements: Array.from({ length: size }, () => plain('c')) }],
      10,
    ],
    [
      'button characters',
      (size) => [{ type: 'actions', elements: [{ type: 'button', text: plain('b'.repeat(size)) }] }],
      75,
    ],
    ['characters in all', (size) => [rich({ type: 'text', text: 'r'.repeat(size - FRAME) })], 13_200],
  ])('%s', (_, blocksOf, max) => {
    expect(validateBlocks(blocksOf(max - 1))).toBeUndefined();
    expect(validateBlocks(blocksOf(max))).toBeUndefined();
    expect(validateBlocks(blocksOf(max + 1))).toBeDefined();
  });

  test('what Slack does not know is refused with its place', async () => {
    const answer = await call('chat.postMessage', {
      channel: '#x',
      blocks: [
        { type: 'section', text: { ...plain('x'), verbatim: true } },
        { type: 'header', text: plain('') },
      ],
    });
    expect(answer).toEqual({
      ok: false,
      error: 'invalid_blocks',
      response_metadata: {
        messages: [
          '[ERROR] additional property: verbatim [json-pointer:/blocks/0/text]',
          '[ERROR] must be more than 0 characters [json-pointer:/blocks/1/text/text]',
        ],
      },
    });
  });
});

test('methods answer with Slack’s errors', async () => {
  expect(await call('auth.test', {})).toMatchObject({ ok: true });
  expect(await call('auth.test', {}, 'xoxb-wrong')).toEqual({ ok: false, error: 'invalid_auth' });
  expect(await call('chat.postMessage', { channel: '#x' })).toEqual({ ok: false, error: 'no_text' });
  expect(await call('chat.postMessage', { channel: 'not a channel', text: 'x' })).toEqual({
    ok: false,
    error: 'channel_not_found',
  });
  expect(await call('chat.update', { channel: '#x', ts: '1.1', text: 'x' })).toEqual({
    ok: false,
    error: 'channel_not_found',
  });
  const { channel } = await call('chat.postMessage', { channel: '#x', text: 'first' });
  expect(await call('chat.update', { channel, ts: '1.1', text: 'x' })).toEqual({
    ok: false,
    error: 'message_not_found',
  });
  expect(await call('chat.postMessage', { channel, thread_ts: '1.1', text: 'x' })).toEqual({
    ok: false,
    error: 'thread_not_found',
  });
});

describe('the page', () => {
  const page = async (path: string) => (await fetch(`${slack.url}${path}`)).text();

  test('shows the channel with its message, edit and replies', async () => {
    const { channel, ts } = await call('chat.postMessage', { channel: '#page-test', text: 'posted first' });
    await call('chat.update', { channel, ts, text: 'as edited' });
    await call('chat.postMessage', { channel, thread_ts: ts, text: 'why it changed' });
    const markup = await page(`/archives/${channel}`);
    expect(markup).toContain('aria-current="page"');
    expect(markup).toContain('as edited');
    expect(markup).not.toContain('posted first');
    expect(markup).toContain('(edited 1 time');
    expect(markup).toContain('why it changed');
    expect(markup).toContain('<time datetime="2026-11-17T21:06:00.000Z">21:06 UTC</time>');
  });

  // Without this, the tests of hostile names would pass on a page that draws no markup at all.
  test('draws mrkdwn that is alive as alive', async () => {
    const text =
      '*b* _i_ ~s~ `c` <!channel> <@U1|ann> <https://a.example|link> <javascript:x> a*b*c &lt;b&gt;';
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text } }];
    const { channel } = await call('chat.postMessage', { channel: '#alive', text: 'x', blocks });
    expect(await page(`/archives/${channel}`)).toContain(
      '<strong>b</strong> <em>i</em> <s>s</s> <code>c</code> <span class="mention">@channel</span> ' +
        '<span class="mention">@ann</span> <a href="https://a.example" rel="noreferrer">link</a> ' +
        '&lt;javascript:x&gt; a*b*c &lt;b&gt;',
    );
  });

  test('a hostile name is text, and nothing but the server’s own script may run', async () => {
    const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>';
    const { text, blocks } = alertMessage(named(hostile));
    const { channel } = await call('chat.postMessage', { channel: '#hostile', text, blocks });
    const response = await fetch(`${slack.url}/archives/${channel}`);
    const markup = await response.text();
    expect(markup).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;');
    expect(markup.match(/<script\b[^>]*>/g)).toEqual(['<script src="/slack-page.js" defer>']);
    expect(markup).not.toMatch(/<img|onerror=(?!alert\(1\)&gt;)/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  test('without a message says so, and an unknown channel is not found', async () => {
    const empty = await startSlackServer();
    try {
      expect(await (await fetch(`${empty.url}/`)).text()).toContain('No message yet');
      expect((await fetch(`${empty.url}/archives/C9`)).status).toBe(404);
    } finally {
      await empty.stop();
    }
  });

  test('tells of changes', async () => {
    const abort = new AbortController();
    const response = await fetch(`${slack.url}/events`, { signal: abort.signal });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    const first = (await reader.read()).value;
    await call('chat.postMessage', { channel: '#x', text: 'news' });
    const second = (await reader.read()).value;
    expect(first).toMatch(/^data: \d+\n\n$/);
    expect(second).not.toBe(first);
    abort.abort();
  });
});
