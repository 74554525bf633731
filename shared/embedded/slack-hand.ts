import { misconfigured } from '../domain/base/failure.ts';
import { clickBody, commandBody, signedHeaders, submissionBody } from './slack-app-requests.ts';
import type { OpenView, SlackAppState, SlackView } from './slack-app-state.ts';
import { filledIn } from './slack-inputs.ts';
import { contentOf, type SlackAnswer } from './slack-methods.ts';
import type { SlackPerson } from './slack-people.ts';
import type { SlackStandInMessage, SlackStore } from './slack-store.ts';
import { validateView } from './slack-validate.ts';

/** What Slack's client saw of the app's answer. */
export interface AppAnswer {
  /** 0: none in time. */
  readonly status: number;
  /** Until the answer was there. */
  readonly ms: number;
  readonly body: string;
  /** What Slack would show instead, where the answer is none that it takes. */
  readonly fault?: string;
}

export interface SlackHandOptions {
  readonly store: SlackStore;
  readonly state: SlackAppState;
  readonly people: readonly SlackPerson[];
  readonly signingSecret: string;
  /** Base of response addresses. */
  readonly url: () => string;
  /** Where the app listens; undefined while there is none. */
  readonly requestUrl: () => string | undefined;
  readonly patienceMs: number;
}

/** A person's hand in the workspace: each thing that it does is a signed request to the app. */
export interface SlackHand {
  /** `action`: a word of the action's id, such as `snooze`; `value`: a word of the choice in a menu. */
  click(message: SlackStandInMessage, action: string, value?: string, user?: string): Promise<AppAnswer>;
  /** Sends an open form off; by block id, inputs left out keep what they show. */
  submit(view: OpenView, values?: Readonly<Record<string, string>>, user?: string): Promise<AppAnswer>;
  /** `text` behind `/billhook`. */
  command(text: string, user?: string, channel?: string): Promise<AppAnswer>;
}

export function createSlackHand(options: SlackHandOptions): SlackHand {
  const { store, state, people, url } = options;
  const personOf = (id = people[0]?.id): SlackPerson => {
    const person = people.find((each) => each.id === id);
    if (person === undefined)
      throw misconfigured('nobody of this id is in the workspace', { found: String(id) });
    return person;
  };
  const aroundOf = (user: string, channelId: string, ts?: string) => ({
    triggerId: state.newTrigger(user),
    responseUrl: `${url()}/actions/${state.newResponseAddress({ user, channelId, ...(ts === undefined ? {} : { ts }) })}`,
  });
  return {
    click: async (message, action, value, user) => {
      const person = personOf(user);
      const element = actionIn(message, action, value);
      return send(
        options,
        clickBody(message, element, person, aroundOf(person.id, message.channelId, message.ts)),
      );
    },
    submit: async (open, values = {}, user = open.user) => {
      const answer = await send(options, submissionBody(open, filledIn(open, values), personOf(user)));
      return followUp(state, open, answer);
    },
    command: async (text, user, address) => {
      const person = personOf(user);
      const channel = address === undefined ? store.channels()[0] : store.find(address);
      if (channel === undefined) throw misconfigured('there is no such channel', { found: String(address) });
      const answer = await send(options, commandBody(text, channel, person, aroundOf(person.id, channel.id)));
      return told(state, answer, person.id, channel.id);
    },
  };
}

type Json = Readonly<Record<string, unknown>>;
const record = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The button or the choice of a menu, as Slack reports it. */
function actionIn({ blocks }: SlackStandInMessage, action: string, value: string | undefined): Json {
  for (const block of blocks.filter(({ type }) => type === 'actions')) {
    for (const each of list(block.elements).map(record)) {
      if (!isNamed(each.action_id, '.', action)) continue;
      const common = { type: each.type, action_id: each.action_id, block_id: block.block_id ?? 'actions' };
      if (each.type !== 'static_select') return { ...common, text: each.text, value: each.value };
      const chosen = list(each.options)
        .map(record)
        .find((option) => isNamed(option.value, ' ', value ?? ''));
      if (chosen !== undefined) return { ...common, selected_option: chosen };
    }
  }
  throw misconfigured('the message has nothing like that to click', { found: [action, value].join(' ') });
}

const isNamed = (whole: unknown, between: string, name: string): boolean =>
  whole === name || String(whole).split(between).includes(name);

async function send(
  { requestUrl, signingSecret, patienceMs }: SlackHandOptions,
  body: string,
): Promise<AppAnswer> {
  const address = requestUrl();
  const began = performance.now();
  const nobody = { status: 0, ms: 0, body: '', fault: 'dispatch_failed: no app listens' };
  if (address === undefined) return nobody;
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: signedHeaders(body, signingSecret),
      body,
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await response.text();
    const ms = performance.now() - began;
    return response.status === 200
      ? { status: 200, ms, body: text }
      : { status: response.status, ms, body: text, fault: `dispatch_failed: HTTP ${response.status}` };
  } catch {
    return { status: 0, ms: performance.now() - began, body: '', fault: 'operation_timeout' };
  }
}

/** A command's answer is a message for the person; a plain text stands for itself. */
function told(state: SlackAppState, answer: AppAnswer, user: string, channelId: string): AppAnswer {
  const at = Date.now();
  if (answer.fault !== undefined) {
    const text = `/billhook failed with the error "${answer.fault}"`;
    state.tellAlone({ user, channelId, at, text, blocks: [] });
    return answer;
  }
  if (answer.body === '') return answer;
  const parsed = parseJson(answer.body);
  const content = parsed === undefined ? { text: answer.body, blocks: [] } : contentOf(record(parsed));
  if ('ok' in content) return { ...answer, fault: faultOf(content) };
  state.tellAlone({ user, channelId, at, ...content });
  return answer;
}

/** https://docs.slack.dev/surfaces/modals#handling_submissions */
function followUp(state: SlackAppState, open: OpenView, answer: AppAnswer): AppAnswer {
  if (answer.fault !== undefined) {
    state.changeView(open.id, {
      view: open.view,
      errors: { '': 'We had some trouble connecting. Try again?' },
    });
    return answer;
  }
  if (answer.body === '') {
    state.closeView(open.id);
    return answer;
  }
  const { response_action: action, view, errors } = record(parseJson(answer.body));
  switch (action) {
    case 'clear':
      state.closeView(open.id);
      return answer;
    case 'errors': {
      const named = record(errors);
      const known = open.view.blocks.map(({ block_id: id }) => id);
      const strange = Object.keys(named).filter((id) => !known.includes(id));
      state.changeView(open.id, { view: open.view, errors: named as Readonly<Record<string, string>> });
      return strange.length === 0
        ? answer
        : { ...answer, fault: `errors for no input: ${strange.join(', ')}` };
    }
    case 'update': {
      const faults = validateView(view);
      if (faults.length > 0) return { ...answer, fault: faults.join('; ') };
      state.changeView(open.id, { view: view as SlackView, errors: {} });
      return answer;
    }
    default:
      return { ...answer, fault: 'an answer that Slack does not take' };
  }
}

const faultOf = ({ error, response_metadata: metadata }: SlackAnswer): string =>
  [String(error), ...list(record(metadata).messages).map(String)].join(' ');

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
