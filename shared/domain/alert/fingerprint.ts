import { digestText } from '../base/digest.ts';
import { byText } from '../base/order.ts';
import type { Finding, Rule } from '../evaluation/finding.ts';
import type { Fingerprint } from './alert.ts';

export type Labels = Readonly<Record<string, string>>;

/**
 * What makes two findings the same incident. Model, token kind and hour are left out on purpose: they may be known
 * better with the next delivery, and the alert must stay the same one. A team-wide rise has no principal.
 */
export function labelsOf(finding: Finding): Labels {
  const { rule, scope, billingPeriod } = finding;
  if (rule === 'budget-threshold' || rule === 'budget-forecast' || rule === 'budget-burn') {
    return { rule, team: scope.team, billingPeriod };
  }
  if (finding.firstSeen !== undefined) {
    // Whose it is may be known better later; what is new never changes.
    const { kind, key, value } = finding.firstSeen;
    return key === undefined ? { rule, kind, value } : { rule, kind, key, value };
  }
  return scope.principal === undefined
    ? { rule, team: scope.team }
    : { rule, team: scope.team, principal: scope.principal };
}

/** 128 bits as hex over the sorted labels; quoting keeps `a=b,c` and `a`, `b,c` apart. */
export const fingerprintOf = (labels: Labels): Fingerprint =>
  digestText(JSON.stringify(Object.entries(labels).sort(([a], [b]) => byText(a, b))));

const WORDS: Readonly<Record<Rule, string>> = {
  spike: 'spike',
  newcomer: 'newcomer',
  'first-seen': 'new',
  drop: 'drop',
  'budget-threshold': 'budget',
  'budget-forecast': 'forecast',
  'budget-burn': 'burn',
};

const ID_DIGITS = [8, 12, 16];

/**
 * `spike-3f9a2c71`: the rule's word and eight digits over fingerprint and start. More digits where another known alert
 * has these already.
 */
export function alertIdOf(finding: Finding, fingerprint: Fingerprint, taken: ReadonlySet<string>): string {
  // The start goes first: what stands last in a text hardly reaches the leading digits of this hash.
  const digest = digestText(`${finding.startedAt}@${fingerprint}`);
  const ids = ID_DIGITS.map((digits) => `${WORDS[finding.rule]}-${digest.slice(0, digits)}`);
  return ids.find((id) => !taken.has(id)) ?? `${WORDS[finding.rule]}-${digest}`;
}
