import type { KnownBlock, RichTextBlock } from '@slack/types';
import type { LabelledValue, Notification } from '../../domain/notification/notification.ts';
import { cutText, plainText } from '../../domain/notification/text.ts';
import { bold, bullets, context, field, glue, line, plain, richText, text } from './elements.ts';
import { escapeText } from './escape.ts';
import {
  BUTTON_TEXT_CHARS_MAX,
  FIELDS_MAX,
  HEADER_CHARS_MAX,
  LINK_CHARS_MAX,
  MESSAGE_CHARS_MAX,
  TEXT_CHARS_MAX,
} from './limits.ts';
import { gaugeLines, sparkline } from './sparkline.ts';

export interface SlackMessage {
  /** Shown in notifications, and where blocks are not. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** How much of a message is kept; the first that fits Slack's total is used, and the last always does. */
interface Room {
  readonly chars: number;
  readonly facts: number;
  readonly lines: number;
  readonly notes: number;
}

const ROOMS: readonly Room[] = [
  { chars: 400, facts: FIELDS_MAX, lines: 8, notes: 6 },
  { chars: 160, facts: FIELDS_MAX, lines: 6, notes: 4 },
  { chars: 60, facts: 8, lines: 4, notes: 3 },
];

const LINE_CHARS_MAX = 600;

/** The whole message; `remarks` stand above it (a repeat, an update that could not be made by editing). */
export function alertMessage(notification: Notification, remarks: readonly string[] = []): SlackMessage {
  const fallback = escapeText(notification.headline, LINE_CHARS_MAX) || 'Billhook alert';
  let blocks: KnownBlock[] = [];
  for (const room of ROOMS) {
    blocks = alertBlocks(notification, remarks, room);
    if (JSON.stringify(blocks).length <= MESSAGE_CHARS_MAX) break;
  }
  return { text: fallback, blocks };
}

/** One line for the thread under an edited message: was → now → why. */
export function changeMessage({ change }: Notification, remarks: readonly string[] = []): SlackMessage {
  return {
    text: escapeText(change, LINE_CHARS_MAX),
    blocks: [
      richText(line(text(change, LINE_CHARS_MAX))),
      ...(remarks.length === 0 ? [] : [context(plain(remarks, LINE_CHARS_MAX))]),
    ],
  };
}

function alertBlocks(notification: Notification, remarks: readonly string[], room: Room): KnownBlock[] {
  const parts: readonly (KnownBlock | undefined)[] = [
    remarks.length === 0 ? undefined : context(plain(remarks, room.chars)),
    headerBlock(notification),
    leadBlock(notification, room),
    whyBlock(notification, room),
    chartBlock(notification),
    factsBlock(notification, room),
    listBlock(outlookTitle(notification), notification.outlook, room),
    listBlock(contributorsTitle(notification), notification.contributors, room),
    notesBlock(notification.notes, room),
    buttonBlock(notification.links),
    footerBlock(notification, room),
  ];
  return parts.filter((part) => part !== undefined);
}

/** A sign of its own shape beside the word: nobody has to tell red from amber. */
function signOf({ state, severity, data }: Notification): string {
  if (data.ending === 'withdrawn') return '↩️';
  if (state === 'RESOLVED') return '✅';
  if (state === 'REVISED') return '🔁';
  return { critical: '🚨', warning: '⚠️', info: '💡' }[severity];
}

function headerBlock(notification: Notification): KnownBlock {
  const { parts, headline } = notification;
  const title = parts === undefined ? headline : `${parts.word} · ${parts.subject}`;
  return { type: 'header', text: plain([`${signOf(notification)} ${title}`], HEADER_CHARS_MAX) };
}

/** Amount and time in one line, then what changed since the last message. */
function leadBlock({ parts, team, change, data }: Notification, { chars }: Room): RichTextBlock {
  // Without a principal the header names the team already.
  const owner = data.principal === undefined ? [] : [glue('  ·  team '), text(team, chars)];
  const lead =
    parts === undefined
      ? [glue('Team '), text(team, chars)]
      : [bold(parts.amount, chars), glue(', '), text(parts.when, chars), ...owner];
  return richText(
    line(...lead),
    ...(change === ''
      ? []
      : [
          {
            type: 'rich_text_quote' as const,
            elements: [bold('Change', 20), glue(': '), text(change, chars)],
          },
        ]),
  );
}

/** What happened and what the rise is made of, a line each, before any chart or grid. */
function whyBlock({ why = [] }: Notification, { chars, notes }: Room): KnownBlock | undefined {
  const lines = why
    .slice(0, notes)
    .flatMap(({ label, value }, index) => [
      ...(index === 0 ? [] : [glue('\n')]),
      bold(label, chars / 2),
      glue(': '),
      text(value, chars),
    ]);
  return lines.length === 0 ? undefined : richText(line(...lines));
}

function chartBlock(notification: Notification): KnownBlock | undefined {
  const { gauges } = notification;
  const drawn = gauges === undefined ? sparkline(notification) : gaugeLines(gauges);
  return drawn === undefined
    ? undefined
    : richText({ type: 'rich_text_preformatted', elements: [glue(drawn)] });
}

function factsBlock({ facts }: Notification, room: Room): KnownBlock | undefined {
  const kept = withRest(facts, room.facts, (rest) => ({ label: 'Not shown', value: `and ${rest} more` }));
  return kept.length === 0
    ? undefined
    : { type: 'section', fields: kept.map(({ label, value }) => field(label, value, room.chars / 2)) };
}

function listBlock(title: string, values: readonly LabelledValue[], room: Room): KnownBlock | undefined {
  if (values.length === 0) return undefined;
  const items = values
    .slice(0, room.lines)
    .map(({ label, value }) => line(text(label, room.chars / 2), glue(': '), bold(value, room.chars / 2)));
  const rest = values.length - items.length;
  return richText(
    line(bold(title, 80)),
    bullets(rest === 0 ? items : [...items, line(glue(`and ${rest} more`))]),
  );
}

const outlookTitle = ({ rule }: Notification): string =>
  rule.startsWith('budget') ? 'Where the month ends' : 'If nobody acts, extra on top';

const contributorsTitle = ({ rule }: Notification): string =>
  rule.startsWith('budget')
    ? 'Biggest principals'
    : rule === 'first-seen'
      ? 'Who pays for it'
      : rule === 'drop'
        ? 'What stopped'
        : rule === 'digest'
          ? 'What was found, worst first'
          : 'Who drove the rise';

function notesBlock(notes: readonly string[], room: Room): KnownBlock | undefined {
  if (notes.length === 0) return undefined;
  const kept = withRest(notes, room.notes, (rest) => `and ${rest} more`);
  return context(
    plain(
      kept.map((note) => cutText(plainText(note), room.chars)),
      TEXT_CHARS_MAX,
    ),
  );
}

function buttonBlock(links: Notification['links']): KnownBlock | undefined {
  const buttons = links
    .filter(
      ({ url }) => url.length <= LINK_CHARS_MAX && /^https?:\/\/[^\s]+$/u.test(url) && URL.canParse(url),
    )
    .slice(0, 3)
    .map(({ label, url }, index) => ({
      type: 'button' as const,
      action_id: `link-${index}`,
      text: plain([label], BUTTON_TEXT_CHARS_MAX),
      url,
    }));
  return buttons.length === 0 ? undefined : { type: 'actions', elements: buttons };
}

function footerBlock({ freshness, alertId, rule }: Notification, { chars }: Room): KnownBlock {
  const command = `npx billhook ${rule === 'digest' ? 'alerts list' : `explain ${alertId}`}`;
  return context(
    plain([freshness], chars),
    /^[\w-]{1,80}$/u.test(alertId)
      ? { type: 'mrkdwn', text: `\`${command}\``, verbatim: true }
      : plain([command], chars),
  );
}

/** At most `max` items, the last of them saying how many are missing. */
function withRest<T>(items: readonly T[], max: number, rest: (count: number) => T): readonly T[] {
  return items.length <= max ? items : [...items.slice(0, max - 1), rest(items.length - max + 1)];
}
