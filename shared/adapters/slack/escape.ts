import { plainText } from '../../domain/notification/text.ts';

/** What mrkdwn could take for formatting, an emoji, a link or a mention; the `#` of a channel is none in a `verbatim` text. */
const LIVE_IN_MRKDWN = /[*_~`<>&|@\\[\]]|:[\w+'-]+:|^\s*(?:>|•|-\s|\d+\.\s)|:\/\/|www\./mu;

/** True where mrkdwn shows the text as it stands. Slack has no escape for `* _ ~` and back-ticks. */
export const isInertInMrkdwn = (text: string): boolean => !LIVE_IN_MRKDWN.test(text);

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * For the `text` of a message, which is read as mrkdwn: the three signs that Slack asks to escape, cut to at most
 * `max` characters after escaping and never inside an entity.
 * https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function escapeText(text: string, max: number): string {
  const whole = escapeEntities(plainText(text));
  if (whole.length <= max) return whole;
  let kept = '';
  for (const { segment } of GRAPHEMES.segment(plainText(text).slice(0, max))) {
    const escaped = escapeEntities(segment);
    if (kept.length + escaped.length > max - 1) break;
    kept += escaped;
  }
  return `${kept}…`;
}

const escapeEntities = (text: string): string => text.replace(/[&<>]/g, (sign) => ENTITIES[sign]!);
