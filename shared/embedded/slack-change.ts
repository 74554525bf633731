import type { Journal } from './journal.ts';
import type { SlackBlock, SlackStandInMessage } from './slack-store.ts';

/** What can happen in the workspace; all of them in order make it again. */
export type SlackChange =
  | { readonly kind: 'open'; readonly name: string }
  | { readonly kind: 'post'; readonly message: SlackStandInMessage }
  | { readonly kind: 'reply'; readonly thread: string; readonly message: SlackStandInMessage }
  | {
      readonly kind: 'edit';
      readonly channelId: string;
      readonly ts: string;
      readonly text: string;
      readonly blocks: readonly SlackBlock[];
      /** By the server's clock (ms). */
      readonly at: number;
    };

/** Where changes are kept before anybody is told that they are made. */
export type SlackJournal = Pick<Journal<SlackChange>, 'past' | 'append'>;

const KINDS: readonly unknown[] = ['open', 'post', 'reply', 'edit'];

/** A line of the journal, which only this stand-in writes; undefined for anything else. */
export const parseSlackChange = (line: unknown): SlackChange | undefined =>
  typeof line === 'object' && line !== null && 'kind' in line && KINDS.includes(line.kind)
    ? (line as SlackChange)
    : undefined;
