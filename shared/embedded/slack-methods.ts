import type { SlackBlock, SlackChannelState, SlackContent, SlackStore } from './slack-store.ts';
import { validateBlocks } from './slack-validate.ts';

export type SlackArguments = Readonly<Record<string, unknown>>;
export type SlackAnswer = Readonly<Record<string, unknown>> & { readonly ok: boolean };

const TEXT_CHARS_MAX = 40_000;
const BOT = { user_id: 'U0BILLHOOK', bot_id: 'B0BILLHOOK' };

/** The Web API methods that a bot which posts needs, with the errors that Slack documents for them. */
export function callMethod(
  method: string,
  values: SlackArguments,
  token: string | undefined,
  expected: string,
  store: SlackStore,
): SlackAnswer {
  if (token === undefined || token === '') return refuse('not_authed');
  if (token !== expected) return refuse('invalid_auth');
  switch (method) {
    case 'auth.test':
      return {
        ok: true,
        team: 'Local',
        team_id: 'T0LOCAL',
        user: 'billhook',
        url: 'http://127.0.0.1/',
        ...BOT,
      };
    case 'chat.postMessage':
      return postMessage(values, store);
    case 'chat.update':
      return update(values, store);
    case 'conversations.list':
      return {
        ok: true,
        channels: store.channels().map(({ id, name }) => ({ id, name: name.slice(1), is_channel: true })),
        response_metadata: { next_cursor: '' },
      };
    default:
      return refuse('unknown_method');
  }
}

export const refuse = (error: string, messages?: readonly string[]): SlackAnswer =>
  messages === undefined ? { ok: false, error } : { ok: false, error, response_metadata: { messages } };

function postMessage(values: SlackArguments, store: SlackStore): SlackAnswer {
  const channel = store.find(textOf(values.channel));
  if (channel === undefined) return refuse('channel_not_found');
  const content = contentOf(values);
  if ('ok' in content) return content;
  const thread = textOf(values.thread_ts);
  const message = thread === '' ? store.post(channel, content, 'bot') : store.reply(channel, thread, content);
  return message === undefined ? refuse('thread_not_found') : accepted(channel, message.ts, content);
}

/** Unlike posting, editing takes the channel's id only. */
function update(values: SlackArguments, store: SlackStore): SlackAnswer {
  const channel = store.channels().find(({ id }) => id === values.channel);
  if (channel === undefined) return refuse('channel_not_found');
  const content = contentOf(values);
  if ('ok' in content) return content;
  const message = store.edit(channel, textOf(values.ts), content);
  return message === undefined ? refuse('message_not_found') : accepted(channel, message.ts, content);
}

const accepted = ({ id }: SlackChannelState, ts: string, content: SlackContent): SlackAnswer => ({
  ok: true,
  channel: id,
  ts,
  text: content.text,
  message: { type: 'message', ...BOT, ts, ...content },
});

/** The text and blocks of a call, or why Slack refuses them. Forms carry blocks as JSON text. */
export function contentOf(values: SlackArguments): SlackContent | SlackAnswer {
  const text = textOf(values.text);
  if (text.length > TEXT_CHARS_MAX) return refuse('msg_too_long');
  if (values.blocks === undefined) return text === '' ? refuse('no_text') : { text, blocks: [] };
  const blocks = typeof values.blocks === 'string' ? parseJson(values.blocks) : values.blocks;
  if (blocks === undefined) return refuse('invalid_blocks_format');
  const fault = validateBlocks(blocks);
  if (fault?.error === 'invalid_blocks') return refuse(fault.error, fault.messages);
  if (fault !== undefined) return refuse(fault.error);
  return { text, blocks: blocks as readonly SlackBlock[] };
}

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
