// Session names in principals are people's e-mail addresses, and whoever reads a log need not know them; tokens and
// webhook addresses are keys to a Slack workspace. All of it is cut here, where every log line passes, and nowhere else.

import { UNSEEN } from '../domain/base/unseen.ts';

type Replace = (found: string, ...groups: string[]) => string;
const token: Replace = () => '[token]';
const webhook: Replace = () => '[webhook]';

// Bounded repeats: a long line without a match must cost time in proportion to its length.
const RULES: readonly (readonly [RegExp, Replace])[] = [
  // First, since a token or address right before the word would take it away and leave what follows.
  [/(bearer|authorization:\s?basic)\s{1,4}[^\s"',;]{6,8192}/gi, (_, scheme) => `${scheme} [token]`],
  // Slack: xoxb-, xoxp-, xoxe.xoxb-, xapp-
  [/(?:xox[a-z](?:\.xox[a-z])?|xapp)-[^\s"',;]{1,8192}/gi, token],
  // AWS access key ids, JSON web tokens
  [/(?:AKIA|ASIA)[A-Z0-9]{16}/g, () => '[key]'],
  [/eyJ[\w-]{8,4096}\.[\w-]{1,4096}(?:\.[\w-]{0,4096})?/g, token],
  // A webhook's path is its secret; of other addresses the host is enough to find a fault.
  [/https?:\/\/[^\s"'<>]{1,8192}/gi, redactUrl],
  [/[^\s"'<>/]{0,64}hooks\.slack(?:-gov)?\.com[^\s"'<>]{0,8192}/gi, webhook],
  [/\/(?:services|workflows|triggers)\/[^\s"'<>]{1,8192}/gi, () => '/[webhook]'],
  // Also where the address was cut behind its `@`. A principal's account (`role/claims-agent@` and 12 digits) is no e-mail address.
  [
    /(?:[^\s@"'<>()[\],;:\\/=]{1,64}(?:@|%40)(?!\d{12}(?!\d))[\p{L}\p{N}…]|(?:@|%40)[\p{L}\p{N}][\p{L}\p{N}.-]{0,254}\.\p{L})[\p{L}\p{N}.-]{0,254}/giu,
    () => '[e-mail]',
  ],
];

const DEPTH_MAX = 10;
const ITEMS_MAX = 200;
const TEXT_MAX = 8_000;

/** The text without e-mail addresses, tokens, webhook addresses and the paths of other addresses. */
export function redactText(text: string): string {
  const bounded = text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text;
  return RULES.reduce((clean, [pattern, replace]) => clean.replace(pattern, replace), seen(bounded));
}

/**
 * Zero-width signs go first, since they would hide an address from its rule; what a terminal would obey becomes a mark.
 * JSON itself escapes the first 32, so that the line breaks of a stack stay.
 */
const seen = (text: string): string =>
  text.replace(/\p{Cf}/gu, '').replace(UNSEEN, (sign) => (sign < ' ' ? sign : '\ufffd'));

/** Any value as plain data that is safe to log: keys and texts redacted, errors unfolded, size bounded. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH_MAX) return '[deeper]';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[no date]' : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  const list = value instanceof Set || value instanceof Map ? [...value] : value;
  if (Array.isArray(list)) return list.slice(0, ITEMS_MAX).map((item) => redact(item, depth + 1));
  return fromEntries(Object.entries(list).slice(0, ITEMS_MAX), depth);
}

function redactError(error: Error, depth: number): unknown {
  const { name, message, stack, cause } = error;
  const known = Object.entries({ name, message, stack, cause }).filter(([, value]) => value !== undefined);
  const own = Object.entries(error).filter(([key]) => key !== 'cause' && key !== 'name');
  return fromEntries([...known, ...own], depth);
}

/** Own data properties only: a key called `__proto__` must stay a key. */
function fromEntries(entries: readonly (readonly [string, unknown])[], depth: number): unknown {
  const clean: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    Object.defineProperty(clean, redactText(key), {
      value: redact(value, depth + 1),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return clean;
}

function redactUrl(url: string): string {
  const [, scheme = '', rest = ''] = /^(https?:\/\/)(.*)$/is.exec(url) ?? [];
  const authority = rest.split(/[/?#]/, 1)[0] ?? '';
  if (/(^|[.@])hooks\.slack(-gov)?\.com$/i.test(authority)) return '[webhook]';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return authority === rest ? `${scheme}${host}` : `${scheme}${host}/…`;
}
