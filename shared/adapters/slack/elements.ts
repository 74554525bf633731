import type {
  ContextBlock,
  PlainTextElement,
  RichTextBlock,
  RichTextBlockElement,
  RichTextSection,
  RichTextText,
  TextObject,
} from '@slack/types';
import { cutText, plainText } from '../../domain/notification/text.ts';
import { isInertInMrkdwn } from './escape.ts';

/** Slack refuses empty texts; a dash says that there is nothing. */
const shown = (text: string, max: number): string => cutText(plainText(text), max) || '–';

/** Literal in every client: neither formatting nor mentions nor `:emoji:` are read. Lines are kept apart. */
export const plain = (lines: readonly string[], max: number): PlainTextElement => ({
  type: 'plain_text',
  text: cutLines(lines.map((line) => shown(line, max)).join('\n'), max),
  emoji: false,
});

export const text = (value: string, max: number): RichTextText => ({ type: 'text', text: shown(value, max) });

export const bold = (value: string, max: number): RichTextText => ({
  ...text(value, max),
  style: { bold: true },
});

/** Trusted glue between untrusted parts: spaces and line breaks stay as they are. */
export const glue = (value: string): RichTextText => ({ type: 'text', text: value });

/** A command to copy. */
export const code = (value: string, max: number): RichTextText => ({
  ...text(value, max),
  style: { code: true },
});

export const line = (...elements: RichTextText[]): RichTextSection => ({
  type: 'rich_text_section',
  elements,
});

export const richText = (...elements: RichTextBlockElement[]): RichTextBlock => ({
  type: 'rich_text',
  elements,
});

export const bullets = (items: readonly RichTextSection[]): RichTextBlockElement => ({
  type: 'rich_text_list',
  style: 'bullet',
  elements: [...items],
});

export const context = (...elements: TextObject[]): ContextBlock => ({ type: 'context', elements });

/**
 * A label over its value for the two-column grid. The label is bold only where nothing in the value could be read as
 * markup; a hostile value turns the whole field into plain text.
 */
export function field(label: string, value: string, max: number): TextObject {
  const [head, body] = [shown(label, max), shown(value, max)];
  return isInertInMrkdwn(head) && isInertInMrkdwn(body)
    ? { type: 'mrkdwn', text: `*${head}*\n${body}`, verbatim: true }
    : { type: 'plain_text', text: `${head}\n${body}`, emoji: false };
}

const cutLines = (value: string, max: number): string => (value.length <= max ? value : cutText(value, max));
