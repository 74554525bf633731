import type { KnownBlock, RichTextBlockElement, RichTextSection } from '@slack/types';
import type { StopCardLine } from '../../domain/evidence/stop-card-lines.ts';
import type { LabelledValue } from '../../domain/notification/notification.ts';
import { cutText } from '../../domain/notification/text.ts';
import type { SlackMessage } from './blocks.ts';
import { bold, bullets, context, glue, line, plain, richText, text } from './elements.ts';
import { escapeText } from './escape.ts';
import { MESSAGE_CHARS_MAX } from './limits.ts';

/** A short answer for one person: facts in plain text, nothing escaped. */
export interface Answer {
  readonly title: string;
  readonly rows?: readonly LabelledValue[];
  readonly notes?: readonly string[];
}

const LINE_CHARS_MAX = 400;
const ROWS_MAX = 12;
const CARD_LINE_CHARS_MAX = 1_000;

/** Only the person sees it. Names show literally; rows beyond the twelfth are counted. */
export function answerMessage({ title, rows = [], notes = [] }: Answer): SlackMessage {
  const shown = rows
    .slice(0, ROWS_MAX)
    .map(({ label, value }) => line(bold(label, LINE_CHARS_MAX), glue(': '), text(value, LINE_CHARS_MAX)));
  const rest = rows.length - shown.length;
  const blocks: KnownBlock[] = [
    richText(
      line(rows.length === 0 ? text(title, LINE_CHARS_MAX) : bold(title, LINE_CHARS_MAX)),
      ...(shown.length === 0
        ? []
        : [bullets(rest === 0 ? shown : [...shown, line(glue(`and ${rest} more`))])]),
    ),
    ...(notes.length === 0 ? [] : [context(plain(notes, LINE_CHARS_MAX * 3))]),
  ];
  return { text: escapeText(title, LINE_CHARS_MAX), blocks };
}

/** A stop card: what is to be copied stands whole, or the card is not shown here. */
export function cardMessage(lines: readonly StopCardLine[]): SlackMessage {
  const title = lines[0]?.text ?? 'Stop card';
  const blocks = [richText(...cardParts(lines))];
  if (JSON.stringify(blocks).length <= MESSAGE_CHARS_MAX)
    return { text: escapeText(title, LINE_CHARS_MAX), blocks };
  return answerMessage({
    title: `${cutText(title, LINE_CHARS_MAX / 2)}: too long for Slack`,
    notes: ['npx billhook explain shows it whole.'],
  });
}

/** A title, a text to copy, or a list of all texts that follow each other. */
function cardParts(lines: readonly StopCardLine[]): readonly RichTextBlockElement[] {
  const parts: RichTextBlockElement[] = [];
  let texts: RichTextSection[] = [];
  const endList = (): void => {
    if (texts.length > 0) parts.push(bullets(texts));
    texts = [];
  };
  for (const { kind, text: value } of lines) {
    if (kind === 'text') {
      texts.push(line(text(value, CARD_LINE_CHARS_MAX)));
      continue;
    }
    endList();
    parts.push(
      kind === 'title'
        ? line(bold(value, LINE_CHARS_MAX))
        : { type: 'rich_text_preformatted', elements: [glue(value)] },
    );
  }
  endList();
  return parts;
}
