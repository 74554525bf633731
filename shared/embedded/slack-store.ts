import type { SlackChange, SlackJournal } from './slack-change.ts';

/** A message as the stand-in keeps it; `blocks` have passed its checks. */
export interface SlackStandInMessage {
  readonly channel: string;
  readonly channelId: string;
  readonly ts: string;
  /** When it was posted, by the server's clock (ms). */
  readonly at: number;
  readonly by: 'bot' | 'webhook';
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
  /** When it was last edited (ms); absent for a message as first posted. */
  readonly editedAt?: number;
  readonly edits: number;
  readonly replies: readonly SlackStandInMessage[];
}

export interface SlackBlock {
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface SlackChannelState {
  readonly id: string;
  /** With its `#`. */
  readonly name: string;
  readonly messages: SlackStandInMessage[];
}

export interface SlackContent {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

export interface SlackStore {
  channels(): readonly SlackChannelState[];
  /** By id, `#name` or bare name. */
  find(address: string): SlackChannelState | undefined;
  post(channel: SlackChannelState, content: SlackContent, by: 'bot' | 'webhook'): SlackStandInMessage;
  reply(channel: SlackChannelState, thread: string, content: SlackContent): SlackStandInMessage | undefined;
  edit(channel: SlackChannelState, ts: string, content: SlackContent): SlackStandInMessage | undefined;
  /** Grows with each change. */
  version(): number;
}

const NAME = /^#?([\p{Ll}\p{Lo}\p{N}_-]{1,80})$/u;

const IN_MEMORY: SlackJournal = { past: [], append: () => {} };

/**
 * Channels are those named, or where none are named each one that is first written to. A change is in the journal
 * before it is seen, as what Slack has accepted outlives whoever sent it.
 */
export function createSlackStore(
  now: () => number,
  named: readonly string[] | undefined,
  journal = IN_MEMORY,
): SlackStore {
  const state: Workspace = { channels: [], counter: 0 };
  for (const change of journal.past) apply(state, change);
  const make = (change: SlackChange): void => {
    journal.append(change);
    apply(state, change);
  };
  const open = (name: string): SlackChannelState => {
    make({ kind: 'open', name });
    return state.channels.at(-1)!;
  };
  const known = (address: string): SlackChannelState | undefined =>
    state.channels.find(({ id, name }) => id === address || name === address || name === `#${address}`);
  for (const name of named ?? []) if (known(name) === undefined) open(name.replace(/^#/, ''));
  const create = (
    channel: SlackChannelState,
    { text, blocks }: SlackContent,
    by: 'bot' | 'webhook',
  ): SlackStandInMessage => {
    const at = now();
    const ts = `${Math.floor(at / 1000)}.${String(state.counter + 1).padStart(6, '0')}`;
    return { channel: channel.name, channelId: channel.id, ts, at, by, text, blocks, edits: 0, replies: [] };
  };
  return {
    channels: () => state.channels,
    version: () => state.counter,
    find: (address) => {
      const name = NAME.exec(address)?.[1];
      return known(address) ?? (named === undefined && name !== undefined ? open(name) : undefined);
    },
    post: (channel, content, by) => {
      const message = create(channel, content, by);
      make({ kind: 'post', message });
      return message;
    },
    reply: (channel, thread, content) => {
      if (!channel.messages.some((message) => message.ts === thread)) return undefined;
      const message = create(channel, content, 'bot');
      make({ kind: 'reply', thread, message });
      return message;
    },
    edit: (channel, ts, { text, blocks }) => {
      if (!channel.messages.some((message) => message.ts === ts)) return undefined;
      make({ kind: 'edit', channelId: channel.id, ts, text, blocks, at: now() });
      return channel.messages.find((message) => message.ts === ts);
    },
  };
}

interface Workspace {
  readonly channels: SlackChannelState[];
  /** Messages, replies and edits so far: makes each message's `ts` its own. */
  counter: number;
}

function apply(state: Workspace, change: SlackChange): void {
  if (change.kind === 'open') {
    const id = `C0${String(state.channels.length + 1).padStart(6, '0')}`;
    state.channels.push({ id, name: `#${change.name}`, messages: [] });
    return;
  }
  state.counter += 1;
  const channelId = change.kind === 'edit' ? change.channelId : change.message.channelId;
  const messages = state.channels.find(({ id }) => id === channelId)?.messages ?? [];
  if (change.kind === 'post') {
    messages.push(change.message);
    return;
  }
  const changedTs = change.kind === 'reply' ? change.thread : change.ts;
  const index = messages.findIndex(({ ts }) => ts === changedTs);
  const before = messages[index];
  if (before === undefined) return;
  if (change.kind === 'reply') {
    messages[index] = { ...before, replies: [...before.replies, change.message] };
  } else {
    const { text, blocks, at } = change;
    messages[index] = { ...before, text, blocks, editedAt: at, edits: before.edits + 1 };
  }
}
