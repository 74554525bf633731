import type { SlackAppState, SlackView } from './slack-app-state.ts';
import { contentOf, refuse, type SlackAnswer, type SlackArguments, textOf } from './slack-methods.ts';
import type { SlackPerson } from './slack-people.ts';
import type { SlackStandInMessage, SlackStore } from './slack-store.ts';
import { validateView } from './slack-validate.ts';

export interface SlackWorkspace {
  readonly store: SlackStore;
  readonly state: SlackAppState;
  readonly people: readonly SlackPerson[];
}

/** The Web API methods of an app that people click and type to; undefined for any other. */
export function callAppMethod(
  method: string,
  values: SlackArguments,
  workspace: SlackWorkspace,
): SlackAnswer | undefined {
  switch (method) {
    case 'views.open':
      return openView(values, workspace);
    case 'views.update':
      return updateView(values, workspace);
    case 'chat.postEphemeral':
      return postEphemeral(values, workspace);
    case 'users.info':
      return userInfo(values, workspace);
    case 'conversations.history':
      return history(values, workspace);
    default:
      return undefined;
  }
}

function openView(values: SlackArguments, { state }: SlackWorkspace): SlackAnswer {
  const { view, refusal } = viewOf(values.view);
  if (view === undefined) return refusal;
  const trigger = state.takeTrigger(textOf(values.trigger_id));
  if (typeof trigger === 'string') return refuse(trigger);
  const opened = state.openView(trigger.user, view);
  return { ok: true, view: { ...view, id: opened.id } };
}

function updateView(values: SlackArguments, { state }: SlackWorkspace): SlackAnswer {
  const { view, refusal } = viewOf(values.view);
  if (view === undefined) return refusal;
  const id = textOf(values.view_id);
  return state.changeView(id, { view, errors: {} }) === undefined
    ? refuse('not_found')
    : { ok: true, view: { ...view, id } };
}

/** Slack's clients send a view as JSON text. */
function viewOf(
  value: unknown,
):
  | { readonly view: SlackView; readonly refusal?: never }
  | { readonly view?: never; readonly refusal: SlackAnswer } {
  const view: unknown = typeof value === 'string' ? parseJson(value) : value;
  if (typeof view !== 'object' || view === null) return { refusal: refuse('invalid_arguments') };
  const faults = validateView(view);
  return faults.length === 0 ? { view: view as SlackView } : { refusal: refuse('invalid_arguments', faults) };
}

function postEphemeral(values: SlackArguments, { store, state, people }: SlackWorkspace): SlackAnswer {
  const channel = store.find(textOf(values.channel));
  if (channel === undefined) return refuse('channel_not_found');
  const user = textOf(values.user);
  if (!people.some(({ id }) => id === user)) return refuse('user_not_in_channel');
  const content = contentOf(values);
  if ('ok' in content) return content;
  const at = Date.now();
  state.tellAlone({ user, channelId: channel.id, at, ...content });
  return { ok: true, message_ts: `${Math.floor(at / 1_000)}.000001` };
}

function userInfo(values: SlackArguments, { people }: SlackWorkspace): SlackAnswer {
  const person = people.find(({ id }) => id === values.user);
  if (person === undefined) return refuse('user_not_found');
  const { id, name } = person;
  return {
    ok: true,
    user: {
      id,
      name,
      real_name: name,
      deleted: false,
      is_bot: false,
      tz: 'Etc/UTC',
      profile: { real_name: name },
    },
  };
}

const HISTORY_MAX = 999;

/** Newest first, without the replies of threads. */
function history(values: SlackArguments, { store }: SlackWorkspace): SlackAnswer {
  const channel = store.channels().find(({ id }) => id === values.channel);
  if (channel === undefined) return refuse('channel_not_found');
  const limit = Math.min(Number(values.limit ?? 100) || 100, HISTORY_MAX);
  const messages = channel.messages.toReversed();
  return { ok: true, messages: messages.slice(0, limit).map(historyItem), has_more: messages.length > limit };
}

const historyItem = ({ ts, text, blocks, replies }: SlackStandInMessage) => ({
  type: 'message',
  ts,
  text,
  blocks,
  ...(replies.length === 0 ? {} : { thread_ts: ts, reply_count: replies.length }),
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
