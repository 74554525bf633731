import { type Click, parseClick } from './action-value.ts';

/** Whoever did it, as Slack says. */
export interface SlackUser {
  readonly id: string;
  /** Chosen by themselves: untrusted text. */
  readonly name: string;
}

/** What a person did in Slack, and where the answer goes. */
export type SlackRequest =
  | { readonly kind: 'challenge'; readonly challenge: string }
  | { readonly kind: 'ssl-check' }
  | ({ readonly kind: 'command'; readonly text: string } & Answerable)
  | ({ readonly kind: 'click'; readonly click: Click } & Answerable)
  | {
      readonly kind: 'submission';
      readonly user: SlackUser;
      /** `callback_id` of the modal. */
      readonly form: string;
      /** What the modal was opened with. */
      readonly metadata: string;
      /** By the input's block id; empty inputs are left out. */
      readonly values: ReadonlyMap<string, string>;
    }
  /** Genuine, and nothing to do: a link that opens in the browser, a modal that was closed. */
  | { readonly kind: 'nothing' };

interface Answerable {
  readonly user: SlackUser;
  /** Takes answers for half an hour; '' where there is none. */
  readonly responseUrl: string;
  /** Opens a modal within three seconds; '' where there is none. */
  readonly triggerId: string;
}

type Json = Readonly<Record<string, unknown>>;

const NAME_CHARS_MAX = 80;
const TEXT_CHARS_MAX = 3_000;
/** What Slack lets a button carry. */
const CLICK_CHARS_MAX = 2_000;
const VALUES_MAX = 20;

/**
 * What a verified body says, whatever its shape; undefined for what no Slack sends.
 * https://docs.slack.dev/interactivity/handling-user-interaction, https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export function parseSlackRequest(contentType: string, body: Uint8Array): SlackRequest | undefined {
  const text = new TextDecoder().decode(body);
  if (contentType.includes('json')) return challengeOf(record(parseJson(text)));
  const form = new URLSearchParams(text);
  if (form.get('ssl_check') === '1') return { kind: 'ssl-check' };
  const payload = form.get('payload');
  return payload === null ? commandOf(form) : interactionOf(record(parseJson(payload)));
}

const challengeOf = (event: Json): SlackRequest | undefined => {
  const { type, challenge } = event;
  if (type !== 'url_verification') return type === 'event_callback' ? { kind: 'nothing' } : undefined;
  return typeof challenge === 'string' && challenge.length <= TEXT_CHARS_MAX
    ? { kind: 'challenge', challenge }
    : undefined;
};

function commandOf(form: URLSearchParams): SlackRequest | undefined {
  const value = (name: string): string => form.get(name)?.toWellFormed() ?? '';
  const user = userOf({ id: value('user_id'), username: value('user_name') });
  if (!value('command').startsWith('/') || user === undefined) return undefined;
  const text = value('text').trim().slice(0, TEXT_CHARS_MAX);
  return { kind: 'command', user, text, responseUrl: value('response_url'), triggerId: value('trigger_id') };
}

function interactionOf(payload: Json): SlackRequest | undefined {
  const user = userOf(record(payload.user));
  if (user === undefined) return undefined;
  switch (payload.type) {
    case 'block_actions': {
      const click = clickIn(payload.actions);
      const [responseUrl, triggerId] = [textOf(payload.response_url), textOf(payload.trigger_id)];
      return click === undefined
        ? { kind: 'nothing' }
        : { kind: 'click', user, click, responseUrl, triggerId };
    }
    case 'view_submission':
      return submissionOf(user, record(payload.view));
    case 'view_closed':
      return { kind: 'nothing' };
    default:
      return undefined;
  }
}

/** The first of ours; a menu carries its choice in the option. */
function clickIn(actions: unknown): Click | undefined {
  for (const each of Array.isArray(actions) ? actions.slice(0, VALUES_MAX) : []) {
    const action = record(each);
    const value = textOf(action.value) || textOf(record(action.selected_option).value);
    const click = value.length > CLICK_CHARS_MAX ? undefined : parseClick(textOf(action.action_id), value);
    if (click !== undefined) return click;
  }
  return undefined;
}

function submissionOf(user: SlackUser, view: Json): SlackRequest | undefined {
  const [form, metadata] = [textOf(view.callback_id), textOf(view.private_metadata)];
  if (form === '') return undefined;
  const values = new Map<string, string>();
  for (const [block, elements] of Object.entries(record(record(view.state).values)).slice(0, VALUES_MAX)) {
    const [element] = Object.values(record(elements));
    const value = enteredIn(record(element));
    if (value !== '') values.set(block, value);
  }
  return { kind: 'submission', user, form, metadata, values };
}

/** Of a text, a choice, a date, or a date with time (seconds since 1970). */
function enteredIn(element: Json): string {
  const { value, selected_option: option, selected_date: date, selected_date_time: time } = element;
  const seconds = typeof time === 'number' && Number.isSafeInteger(time) ? String(time) : '';
  const text = textOf(value) || textOf(record(option).value) || textOf(date) || seconds;
  return text.trim().slice(0, TEXT_CHARS_MAX);
}

const USER_ID = /^[UW][A-Z0-9]{2,20}$/;

function userOf({ id, name, username }: Json): SlackUser | undefined {
  if (typeof id !== 'string' || !USER_ID.test(id)) return undefined;
  const shown = textOf(name) || textOf(username) || id;
  return { id, name: shown.slice(0, NAME_CHARS_MAX).toWellFormed() };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.toWellFormed() : '');

const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
