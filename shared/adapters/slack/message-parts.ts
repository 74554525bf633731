import type { KnownBlock, RichTextBlock } from '@slack/types';
import type {
  LabelledValue,
  Notification,
  NotificationState,
} from '../../domain/notification/notification.ts';
import { cutText, plainText } from '../../domain/notification/text.ts';
import { teamWords } from '../../domain/notification/words.ts';
import { isPlainId } from './action-blocks.ts';
import { bold, bullets, code, context, field, glue, line, plain, richText, text } from './elements.ts';
import { HEADER_CHARS_MAX, TEXT_CHARS_MAX } from './limits.ts';

/** How much of a message is kept. */
export interface Room {
  readonly chars: number;
  readonly facts: number;
  readonly lines: number;
  readonly notes: number;
  readonly sections: number;
  /** A command that is cut is none: a longer one is left out and counted. */
  readonly command: number;
}

/** A sign of its own shape beside the word: nobody has to tell red from amber. */
const SIGNS: Readonly<Partial<Record<NotificationState, string>>> = {
  ACK: '👀',
  SNOOZED: '💤',
  MUTED: '🔇',
  REVISED: '🔁',
  RESOLVED: '✅',
  WITHDRAWN: '↩️',
  CLOSED: '📕',
  TEST: '🧪',
  REPORT: '📊',
};
const SEVERITY_SIGNS = { critical: '🚨', warning: '⚠️', info: '💡' } as const;

const signOf = ({ state, severity }: Notification): string => SIGNS[state] ?? SEVERITY_SIGNS[severity];

export function headerBlock(notification: Notification): KnownBlock {
  const { parts, headline } = notification;
  const title = parts === undefined ? headline : `${parts.word} · ${parts.subject}`;
  return { type: 'header', text: plain([`${signOf(notification)} ${title}`], HEADER_CHARS_MAX) };
}

/** Amount and time in one line, then what changed since the last message. */
export function leadBlock(notification: Notification, { chars }: Room): RichTextBlock {
  const { parts, team, change, data } = notification;
  // Without a principal the header names the team already.
  const owner = data.principal === undefined ? [] : [glue('  ·  '), text(teamWords(team), chars)];
  const local = parts?.local === undefined ? [] : [glue(' ('), text(parts.local, chars), glue(')')];
  const lead =
    parts === undefined
      ? [text(teamWords(team), chars)]
      : [bold(parts.amount, chars), glue(', '), text(parts.when, chars), ...local, ...owner];
  return richText(
    line(...lead),
    ...(change === '' || isSaidBelow(notification)
      ? []
      : [
          {
            type: 'rich_text_quote' as const,
            elements: [bold('Change', 20), glue(': '), text(change, chars)],
          },
        ]),
  );
}

/** A decision stands below with who and when; its thread line would only say it again. */
const DECIDED: ReadonlySet<Notification['reason']> = new Set([
  'acknowledged',
  'snoozed',
  'verdict',
  'not-mine',
  'muted',
]);

const isSaidBelow = ({ reason, decisions = [] }: Notification): boolean =>
  DECIDED.has(reason) && decisions.length > 0;

/** Who has it and what they said, a line each. */
export function decisionBlock(
  { decisions = [] }: Notification,
  { chars, notes }: Room,
): KnownBlock | undefined {
  const kept = withRest(decisions, notes, (rest) => `and ${rest} more`);
  const lines = kept.flatMap((each, index) => [...(index === 0 ? [] : [glue('\n')]), bold(each, chars)]);
  return lines.length === 0 ? undefined : richText(line(...lines));
}

/** How far the data can be trusted, and what to call the alert. */
export const statusBlock = ({ freshness, alertId }: Notification, { chars }: Room): KnownBlock =>
  context(plain([`${cutText(plainText(freshness), chars)} · ${cutText(plainText(alertId), 80)}`], 2 * chars));

/** What happened and what the rise is made of, a line each, before any chart or grid. */
export function whyBlock({ why = [] }: Notification, { chars, notes }: Room): KnownBlock | undefined {
  const kept = withRest(why, notes, (rest) => ({ label: 'Not shown', value: `and ${rest} more` }));
  const lines = kept.flatMap(({ label, value }, index) => [
    ...(index === 0 ? [] : [glue('\n')]),
    bold(label, chars / 2),
    glue(': '),
    text(value, chars),
  ]);
  return lines.length === 0 ? undefined : richText(line(...lines));
}

export function factsBlock({ facts }: Notification, room: Room): KnownBlock | undefined {
  const kept = withRest(facts, room.facts, (rest) => ({ label: 'Not shown', value: `and ${rest} more` }));
  return kept.length === 0
    ? undefined
    : { type: 'section', fields: kept.map(({ label, value }) => field(label, value, room.chars / 2)) };
}

export function listBlock(
  title: string,
  values: readonly LabelledValue[],
  room: Room,
): KnownBlock | undefined {
  if (values.length === 0) return undefined;
  const fitting = values.filter(({ value, code: copied }) => copied !== true || value.length <= room.command);
  const items = fitting
    .slice(0, room.lines)
    .map(({ label, value, code: copied }) =>
      line(
        text(label, room.chars / 2),
        glue(': '),
        copied === true ? code(value, room.command) : bold(value, room.chars / 2),
      ),
    );
  const rest = values.length - items.length;
  return richText(
    line(bold(title, 80)),
    bullets(rest === 0 ? items : [...items, line(glue(`and ${rest} more`))]),
  );
}

/** Lists of reports are what they are read for. */
const REPORT_LINES = 2;

/** Titled lists of reports. One without rows is its title alone. */
export function sectionBlocks({ sections = [] }: Notification, room: Room): readonly KnownBlock[] {
  const kept = sections.slice(0, room.sections);
  const rest = sections.length - kept.length;
  return [
    ...kept.map(
      ({ title, rows }) =>
        listBlock(title, rows, { ...room, lines: REPORT_LINES * room.lines }) ??
        richText(line(bold(title, 80))),
    ),
    ...(rest === 0 ? [] : [richText(line(glue(`and ${rest} more lists`)))]),
  ];
}

export const outlookTitle = ({ rule }: Notification): string =>
  rule.startsWith('budget') ? 'Where the month ends' : 'If nobody acts, extra on top';

const CONTRIBUTORS: Readonly<Partial<Record<Notification['rule'], string>>> = {
  'budget-threshold': 'Biggest principals',
  'budget-forecast': 'Biggest principals',
  'budget-burn': 'Biggest principals',
  'first-seen': 'Who pays for it',
  drop: 'What stopped',
  digest: 'What was found, worst first',
  spike: 'Who drove the rise',
  newcomer: 'Who drove the rise',
};

export const contributorsTitle = ({ rule }: Notification): string => CONTRIBUTORS[rule] ?? 'Largest parts';

export function notesBlock(notes: readonly string[], room: Room): KnownBlock | undefined {
  if (notes.length === 0) return undefined;
  const kept = withRest(notes, room.notes, (rest) => `and ${rest} more`);
  return context(
    plain(
      kept.map((note) => cutText(plainText(note), room.chars)),
      TEXT_CHARS_MAX,
    ),
  );
}

/** What prints the whole table that a report is a part of; others have none. */
const REPORTS: Readonly<Partial<Record<Notification['rule'], string>>> = {
  weekly: 'report principals',
  close: 'report showback',
  untagged: 'report untagged',
};

/** What prints all of it. */
export function footerBlock({ alertId, rule, data }: Notification): KnownBlock | undefined {
  const table = REPORTS[rule];
  if (data.report !== undefined && table === undefined) return undefined;
  const command = `npx billhook ${table ?? (rule === 'digest' ? 'alerts list' : `explain ${alertId}`)}`;
  return context(
    isPlainId(alertId)
      ? { type: 'mrkdwn', text: `\`${command}\``, verbatim: true }
      : plain([command], TEXT_CHARS_MAX / 10),
  );
}

/** At most `max` items, the last of them saying how many are missing. */
function withRest<T>(items: readonly T[], max: number, rest: (count: number) => T): readonly T[] {
  return items.length <= max ? items : [...items.slice(0, max - 1), rest(items.length - max + 1)];
}
