import { isoDay } from '../base/instant.ts';
import { byText } from '../base/order.ts';
import type { LedgerEntry, LedgerScope } from './entry.ts';

const LONE_SURROGATE = '[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';
const UNSAFE = new RegExp(`[%#\\x00-\\x1f\\x7f]|${LONE_SURROGATE}`, 'g');

/**
 * One part of a key, with `#`, `%`, control characters and lone surrogates percent-encoded: the last would all turn
 * into one replacement character in UTF-8 and make two names one. Everything else stays readable and short.
 */
export const encodePart = (text: string): string =>
  text.replace(UNSAFE, (unit) => {
    const code = unit.charCodeAt(0).toString(16);
    return code.length > 2 ? `%u${code}` : `%${code.padStart(2, '0')}`;
  });

/** `principal#search#role/search-api@123456789012`: different scopes never share a key, whatever their names hold. */
export const scopeKey = (scope: LedgerScope): string =>
  [scope.dimension, scope.team, scope.value].map(encodePart).join('#');

/** `<scope key>#2026-11-18`: names an entry through all deliveries of its period. */
export const entryKey = (entry: Pick<LedgerEntry, 'scope' | 'day'>): string =>
  `${scopeKey(entry.scope)}#${isoDay(entry.day)}`;

/** A snapshot's order of entries. */
export function sortByKey(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  return entries
    .map((entry) => ({ key: entryKey(entry), entry }))
    .sort((a, b) => byText(a.key, b.key))
    .map(({ entry }) => entry);
}
