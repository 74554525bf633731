import { HEADLINE_MAX } from './headline.ts';
import type { Namer } from './names.ts';
import type { Notification } from './notification.ts';
import { cutText } from './text.ts';

/** What may stand before the `@` of an address; bounded, so that a long text costs time in proportion to its length. */
const LOCAL = '[^\\s@"\'<>()[\\],;:\\\\/=|…%]{0,64}';

/**
 * Where people stand in texts: behind the kinds of principals that are people, as the session of a role, and wherever
 * something looks like an e-mail address, also where it was cut or written for a URL. Accounts behind a principal
 * (`@` and 12 digits) are none. The names of roles stay, and so do keys of programs (`user/BedrockAPIKey-…`).
 */
const PEOPLE = new RegExp(
  [
    '(?<before>\\b(?:(?:federated-)?user|unknown)(?:/|%2F)(?!BedrockAPIKey-)|\\bassumed-role/[\\w+=,.@-]+/)' +
      '(?<name>[\\w+=,.@-]+?)(?=@\\d{12}(?!\\d)|[^\\w+=,.@-]|[.,](?:\\s|$)|$)',
    `(?<mail>${LOCAL}(?:@|%40)(?!\\d{12}(?!\\d))[\\p{L}\\p{N}](?:[\\p{L}\\p{N}.-]{0,253}[\\p{L}\\p{N}])?)`,
    `(?<cut>${LOCAL}(?:@|%40))(?=…)`,
  ].join('|'),
  'giu',
);

/** A shorter name might be any word of a sentence. */
const NAME_CHARS_MIN = 3;

/**
 * The message as a channel may show it that does not name people in full: every text of it, `people` by name and
 * whoever else looks like a person. Nothing is left of who they were.
 */
export function maskNames({ people = [], ...notification }: Notification, namer: Namer): Notification {
  const mask = maskerOf(people, namer);
  // A message is stored as JSON, so nothing is lost on this way; a field that is new tomorrow is masked as well.
  const masked: Notification = JSON.parse(
    JSON.stringify(notification, (_key, value: unknown) => (typeof value === 'string' ? mask(value) : value)),
  );
  return { ...masked, headline: cutText(masked.headline, HEADLINE_MAX) };
}

/** The same for single texts, such as a card that is shown beside a message. */
export function maskerOf(people: readonly string[], namer: Namer): (text: string) => string {
  const known = [...new Set(people)].filter((name) => name.length >= NAME_CHARS_MIN);
  const named = known.length === 0 ? undefined : namesPattern(known);
  /** A name that was cut is known by its beginning. */
  const whole = (name: string, after: string): string =>
    (after === '…' ? known.find((each) => each.startsWith(name)) : undefined) ?? name;
  return (text) => {
    let masked = '';
    let from = 0;
    for (const { 0: found, index, groups = {} } of text.matchAll(PEOPLE)) {
      const end = index + found.length;
      const name = (groups.name ?? groups.mail ?? groups.cut ?? '').replace(/%40/gi, '@').replace(/@$/, '');
      masked += `${text.slice(from, index)}${groups.before ?? ''}${name === '' ? '' : namer(whole(name, text.charAt(end)))}`;
      from = end;
    }
    masked += text.slice(from);
    return named === undefined ? masked : masked.replace(named, (name) => namer(name));
  };
}

/** Whole words alone: what is part of a longer name, of a role or a path is no person. */
const namesPattern = (names: readonly string[]): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}_./@-])(?:${names
      .toSorted((a, b) => b.length - a.length)
      .map(literal)
      .join('|')})(?![\\p{L}\\p{N}_/@-])`,
    'gu',
  );

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
