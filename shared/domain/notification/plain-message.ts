import { commandsOf } from './commands.ts';
import type { LabelledValue, Notification } from './notification.ts';
import { cutText, xmlText } from './text.ts';

/** A line of a letter; longer ones are cut, and long lists counted. */
const LINE_CHARS_MAX = 400;
const LIST_MAX = 12;

/**
 * The whole message as plain text for people, in the order of reading: a letter without markup, so nothing in a name can
 * do more than be read. What was cut is counted. `remarks` stand on top.
 */
export function plainMessage(notification: Notification, remarks: readonly string[] = []): string {
  const { headline, change, why = [], facts, outlook, contributors, notes, links, freshness } = notification;
  const parts: readonly string[] = [
    [...remarks.map(oneLine), oneLine(headline)].join('\n'),
    change === '' ? '' : `What changed: ${oneLine(change)}`,
    counted((notification.decisions ?? []).map(oneLine)).join('\n'),
    rows('', why),
    rows('', facts),
    rows('If nobody acts', outlook),
    rows('Who and what', contributors),
    ...(notification.sections ?? []).map(({ title, rows: list }) => rows(oneLine(title), list)),
    counted(notes.map(oneLine)).join('\n'),
    links.map(({ label, url }) => `${oneLine(label)}: ${oneLine(url)}`).join('\n'),
    [oneLine(freshness), ...commandLines(notification)].join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** What a letter has in the place of buttons. */
function commandLines(notification: Notification): readonly string[] {
  const explain = explainCommand(notification);
  const others = PLAIN_ID.test(notification.alertId) ? commandsOf(notification) : [];
  return [
    ...(explain === undefined ? [] : [explain]),
    ...others.map(({ label, value }) => `${label} ${value}`),
  ];
}

const PLAIN_ID = /^[\w-]{1,80}$/;

/** Prints how it came about; undefined for reports, which are no alerts. */
export function explainCommand({ rule, alertId, data }: Notification): string | undefined {
  if (rule === 'digest') return 'npx billhook alerts list';
  return data.report === undefined ? `npx billhook explain ${cutText(xmlText(alertId), 200)}` : undefined;
}

function rows(title: string, list: readonly LabelledValue[]): string {
  if (list.length === 0) return '';
  const lines = counted(list.map(({ label, value }) => `${oneLine(label)}: ${oneLine(value)}`));
  return title === '' ? lines.join('\n') : [`${title}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

const counted = (lines: readonly string[]): readonly string[] =>
  lines.length <= LIST_MAX ? lines : [...lines.slice(0, LIST_MAX), `and ${lines.length - LIST_MAX} more`];

const oneLine = (text: string): string => cutText(xmlText(text), LINE_CHARS_MAX);
