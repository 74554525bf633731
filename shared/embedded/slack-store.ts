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

/** Channels are those named, or where none are named each one that is first written to. */
export function createSlackStore(now: () => number, named: readonly string[] | undefined): SlackStore {
  const channels: SlackChannelState[] = [];
  let counter = 0;
  const open = (name: string): SlackChannelState => {
    const channel = {
      id: `C0${String(channels.length + 1).padStart(6, '0')}`,
      name: `#${name}`,
      messages: [],
    };
    channels.push(channel);
    return channel;
  };
  for (const name of named ?? []) open(name.replace(/^#/, ''));
  const create = (
    channel: SlackChannelState,
    { text, blocks }: SlackContent,
    by: 'bot' | 'webhook',
  ): SlackStandInMessage => {
    counter += 1;
    const at = now();
    const ts = `${Math.floor(at / 1000)}.${String(counter).padStart(6, '0')}`;
    return { channel: channel.name, channelId: channel.id, ts, at, by, text, blocks, edits: 0, replies: [] };
  };
  const change = (
    channel: SlackChannelState,
    ts: string,
    changed: (message: SlackStandInMessage) => SlackStandInMessage,
  ): boolean => {
    const index = channel.messages.findIndex((message) => message.ts === ts);
    if (index < 0) return false;
    channel.messages[index] = changed(channel.messages[index]!);
    return true;
  };
  return {
    channels: () => channels,
    version: () => counter,
    find: (address) => {
      const known = channels.find(
        ({ id, name }) => id === address || name === address || name === `#${address}`,
      );
      const name = NAME.exec(address)?.[1];
      return known ?? (named === undefined && name !== undefined ? open(name) : undefined);
    },
    post: (channel, content, by) => {
      const message = create(channel, content, by);
      channel.messages.push(message);
      return message;
    },
    reply: (channel, thread, content) => {
      const answer = create(channel, content, 'bot');
      const done = change(channel, thread, (message) => ({
        ...message,
        replies: [...message.replies, answer],
      }));
      return done ? answer : undefined;
    },
    edit: (channel, ts, { text, blocks }) => {
      counter += 1;
      const editedAt = now();
      change(channel, ts, (message) => ({ ...message, text, blocks, editedAt, edits: message.edits + 1 }));
      return channel.messages.find((message) => message.ts === ts);
    },
  };
}
