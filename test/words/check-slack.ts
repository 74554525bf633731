import { alertMessage, changeMessage, type SlackMessage } from '../../shared/adapters/slack/blocks.ts';
import { MESSAGE_CHARS_MAX } from '../../shared/adapters/slack/limits.ts';
import type { Notification } from '../../shared/domain/notification/notification.ts';
import { validateBlocks } from '../../shared/embedded/slack-validate.ts';
import type { Story } from './story.ts';
import { cutsInside, shows, UNSEEN, withoutJoiners } from './visible.ts';

/** The remarks of a repeat, of a lost message and of a webhook hold an alert id, which is ours. */
const REMARKS = [
  'Update of alert spike-3f9a2c71. A webhook cannot edit its earlier message; this one replaces it.',
];

/** Messages of bot and webhook, edits and thread replies: literal, silent, whole and within Slack's limits. */
export function slackFaults({ notification, words, transition }: Story): readonly string[] {
  const whole = alertMessage(notification);
  const messages: readonly SlackMessage[] = [
    whole,
    alertMessage(notification, { remarks: REMARKS, buttons: false }),
    ...(notification.change === ''
      ? []
      : [changeMessage(notification), changeMessage(notification, REMARKS)]),
  ];
  const seen = textsOf(whole.blocks)
    .map(({ text }) => text)
    .join('\n');
  const { scope } = transition.after.finding;
  const missing = [
    ...(shows(seen, words.team) ? [] : ['the team is not shown']),
    ...(scope.principal === undefined || shows(seen, words.principal) ? [] : ['the principal is not shown']),
    ...(scope.model === undefined || shows(seen, words.model) ? [] : ['the model is not shown']),
  ];
  return [
    ...messages.flatMap((message) => messageFaults(message, story(words))),
    ...missing,
    ...listFaults(notification, seen),
  ];
}

const story = (words: Story['words']): readonly string[] => Object.values(words);

function messageFaults({ text, blocks }: SlackMessage, names: readonly string[]): readonly string[] {
  const refused = validateBlocks(blocks);
  const size = JSON.stringify(blocks).length;
  const texts = textsOf(blocks);
  const all = texts.map((each) => each.text).join('\n');
  return [
    ...(refused === undefined ? [] : [`Slack would refuse the blocks: ${JSON.stringify(refused)}`]),
    ...(size <= MESSAGE_CHARS_MAX ? [] : [`the blocks have ${size} characters`]),
    ...texts.flatMap(liveIn),
    ...elementKinds(blocks),
    ...(UNSEEN.test(withoutBreaks(all)) ? [`a text holds what is not seen: ${JSON.stringify(all)}`] : []),
    ...fallbackFaults(text),
    ...cutsInside(all, names).map((cut) => `cut inside ${JSON.stringify(cut)}`),
  ];
}

const withoutBreaks = (text: string): string => withoutJoiners(text.replace(/\n/g, ''));

function fallbackFaults(text: string): readonly string[] {
  const bare = text.replace(/&(?:amp|lt|gt);/g, '');
  return [
    ...(/[<>&]/.test(bare) ? [`the fallback text is live: ${JSON.stringify(text)}`] : []),
    ...(text.isWellFormed() && text.length <= 600 && text !== ''
      ? []
      : ['the fallback text is broken or too long']),
    ...(UNSEEN.test(withoutBreaks(text)) ? ['the fallback text holds what is not seen'] : []),
  ];
}

interface Text {
  readonly type: string;
  readonly text: string;
  readonly emoji?: unknown;
  readonly verbatim?: unknown;
}

/** Every object of the payload that has a text of its own. */
function textsOf(value: unknown): readonly Text[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, text, emoji, verbatim } = value as Readonly<Record<string, unknown>>;
  const own = typeof text === 'string' ? [{ type: String(type), text, emoji, verbatim }] : [];
  return [...own, ...Object.values(value).flatMap(textsOf)];
}

/** What Slack would read in a text: plain_text nothing but `:emoji:`, rich text nothing, mrkdwn a great deal. */
function liveIn({ type, text, emoji, verbatim }: Text): readonly string[] {
  if (type === 'text') return [];
  if (type === 'plain_text') return emoji === false ? [] : ['a plain text reads emoji'];
  if (type !== 'mrkdwn') return [`a text of type ${type}`];
  if (/^`npx billhook explain [\w-]+`$/.test(text)) return [];
  // A label of ours in bold, and a value below it.
  const [label = '', ...value] = text.split('\n');
  const live = /[<>&*_~`|@#\\]|:[\w+'-]+:|:\/\/|www\.|^\s*(?:•|- |\d+\. )/mu;
  const bare = [label.slice(1, -1), value.join('\n')];
  return bare.some((part) => live.test(part)) || !/^\*.*\*$/.test(label) || verbatim !== true
    ? [`mrkdwn comes alive: ${JSON.stringify(text)}`]
    : [];
}

/** Elements that mention or link have a type of their own; a button's address is ours. */
function elementKinds(blocks: unknown): readonly string[] {
  const text = JSON.stringify(blocks);
  const kinds = [
    ...text.matchAll(/(?<!\\)"type":"(user|usergroup|channel|broadcast|link|emoji|date|color|image|video)"/g),
  ];
  const urls = [...text.matchAll(/(?<!\\)"url":"((?:[^"\\]|\\.)*)"/g)].map(([, url]) => url!);
  return [
    ...kinds.map(([, kind]) => `an element of type ${kind}`),
    ...urls
      .filter((url) => !url.startsWith('https://billhook.example/alerts/'))
      .map((url) => `a link to ${url}`),
  ];
}

/** Every part of the rise is listed or counted. */
function listFaults({ contributors }: Notification, seen: string): readonly string[] {
  const summed = Number(/^(\d+) more$/.exec(contributors.at(-1)?.label ?? '')?.[1] ?? 0);
  const rest = Number(/and (\d+) more/.exec(seen)?.[1] ?? 0);
  const values = contributors.filter(({ value }) => seen.includes(value)).length;
  return values + rest < contributors.length
    ? [`${contributors.length} parts, ${values} shown, ${rest} + ${summed} counted`]
    : [];
}
