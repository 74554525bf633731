import type { SlackWorkspace } from './slack-app-methods.ts';
import { contentOf, type SlackArguments } from './slack-methods.ts';

export interface PlainAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * What an app sends to the address that came with a click or a command: a message for the person alone, one for the
 * channel, or a change of the message that was clicked on.
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function respond(
  token: string,
  values: SlackArguments,
  { store, state }: SlackWorkspace,
): PlainAnswer {
  const address = state.takeResponseAddress(token);
  if (typeof address === 'string') return { status: 404, body: `{"ok":false,"error":"${address}"}` };
  const { user, channelId, ts } = address;
  const channel = store.channels().find(({ id }) => id === channelId);
  if (channel === undefined) return { status: 404, body: '{"ok":false,"error":"channel_not_found"}' };
  const content = contentOf(values);
  if ('ok' in content) return { status: 400, body: JSON.stringify(content) };
  if (values.replace_original === true && ts !== undefined) {
    const edited = store.edit(channel, ts, content);
    return edited === undefined ? { status: 404, body: 'message_not_found' } : OK;
  }
  if (values.response_type === 'in_channel') store.post(channel, content, 'bot');
  else state.tellAlone({ user, channelId, at: Date.now(), ...content });
  return OK;
}

const OK = { status: 200, body: 'ok' };
