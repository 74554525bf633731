import type { SlackBlock, SlackStandInMessage } from '../../../shared/embedded/slack-store.ts';

/** What a reader sees of blocks, each on a line of its own. */
export const wordsOf = (blocks: readonly SlackBlock[]): string => blocks.map(blockWords).join('\n');

const blockWords = (block: SlackBlock): string =>
  [...JSON.stringify(block).matchAll(/"text":("(?:[^"\\]|\\.)*")/g)]
    .map(([, text = '""']) => String(JSON.parse(text)))
    .join(' ')
    .replace(/ (?=[,:;.])/g, '')
    .replace(/\s+/g, ' ');

/** First what a phone shows, then all of it. */
export const shown = ({ text, blocks }: SlackStandInMessage): string => `${text}\n${wordsOf(blocks)}`;

export const threadOf = ({ replies }: SlackStandInMessage): readonly string[] =>
  replies.map(({ text }) => text);
