import { digestText } from '../base/digest.ts';
import { type Failure, misconfigured } from '../base/failure.ts';
import type { AttributionRule, AttributionSettings } from './attribution-settings.ts';

/** The ledger's own dimensions: a tag of such a name would mix with them. */
const RESERVED_DIMENSIONS: readonly string[] = ['principal', 'region'];

/** Throws Failure `misconfigured` naming the rule by its number (from 1) and what is wrong with it. */
export function validateAttribution(settings: AttributionSettings): void {
  for (const [index, rule] of settings.rules.entries()) validateRule(rule, `attribution rule ${index + 1}`);
  const seen = new Set<string>();
  for (const key of settings.tagDimensions) {
    if (key.trim() === '') throw wrong('tag dimensions', 'a tag key', key);
    if (RESERVED_DIMENSIONS.includes(key.trim().toLowerCase())) {
      throw wrong(
        'tag dimensions',
        `a tag key other than ${RESERVED_DIMENSIONS.join(' and ')}, which always have a ledger`,
        key,
      );
    }
    if (seen.has(key)) throw wrong('tag dimensions', 'each tag key once', key);
    seen.add(key);
  }
}

function validateRule(rule: AttributionRule, where: string): void {
  const kind: string = rule.by;
  switch (rule.by) {
    case 'principal-tag':
    case 'resource-tag':
      needText(rule.key, where, 'a tag key');
      break;
    case 'principal':
      needText(rule.pattern, where, 'a pattern such as role/search-*@*');
      needText(rule.team, where, 'a team');
      break;
    case 'account':
      if (!/^\d{12}$/.test(rule.accountId)) throw wrong(where, 'an account id of 12 digits', rule.accountId);
      needText(rule.team, where, 'a team');
      break;
    default:
      throw wrong(where, 'by: principal-tag, resource-tag, principal or account', kind);
  }
}

function needText(value: string, where: string, expected: string): void {
  if (typeof value !== 'string' || value.trim() === '') throw wrong(where, expected, value);
}

const wrong = (where: string, expected: string, found: string): Failure =>
  misconfigured(`${where} cannot be used`, { expected, found: JSON.stringify(found) ?? 'nothing' });

/** Changes whenever the rules do, so a ledger says which rules made it. Pure; 32 hex digits. */
export const rulesDigest = (settings: AttributionSettings): string =>
  digestText(JSON.stringify([settings.rules.map(ruleFields), settings.tagDimensions]));

/** What tells rules apart. The order of the fields is ours, not that of the file they were read from. */
export function ruleFields(rule: AttributionRule): readonly string[] {
  switch (rule.by) {
    case 'principal-tag':
    case 'resource-tag':
      return [rule.by, rule.key];
    case 'principal':
      return [rule.by, rule.pattern, rule.team];
    case 'account':
      return [rule.by, rule.accountId, rule.team];
  }
}
