import { boundedName } from '../base/bounded-name.ts';
import type { AttributionRule, AttributionSettings } from './attribution-settings.ts';
import type { ChargeFacts } from './charge.ts';
import { matchesPattern } from './pattern.ts';
import { type Principal, UNATTRIBUTED } from './principal.ts';
import { tagValue } from './tags.ts';

export interface Attribution {
  readonly team: string;
  /** One value for each of the settings' tag dimensions, in their order; '' where the charge has no such tag. */
  readonly tags: readonly string[];
}

export type AttributionFacts = Pick<ChargeFacts, 'subAccountId' | 'tags'>;

/** Whose a charge is: the first rule that matches, else `unattributed`. A blank tag value matches nothing. */
export function attribute(
  facts: AttributionFacts,
  principal: Principal,
  settings: AttributionSettings,
): Attribution {
  return {
    team: teamOf(facts, principal, settings.rules),
    tags: settings.tagDimensions.map((key) =>
      boundedName(tagValue(facts.tags, 'principal', key) ?? tagValue(facts.tags, 'resource', key) ?? ''),
    ),
  };
}

/** Keys of all tags that attribution looks at: readers need bring no others. */
export const attributionTagKeys = ({ rules, tagDimensions }: AttributionSettings): readonly string[] => [
  ...rules.flatMap((rule) => (rule.by === 'principal-tag' || rule.by === 'resource-tag' ? [rule.key] : [])),
  ...tagDimensions,
];

function teamOf(facts: AttributionFacts, principal: Principal, rules: readonly AttributionRule[]): string {
  for (const rule of rules) {
    const team = claim(facts, principal, rule);
    if (team !== undefined) return boundedName(team);
  }
  return UNATTRIBUTED;
}

function claim(facts: AttributionFacts, principal: Principal, rule: AttributionRule): string | undefined {
  switch (rule.by) {
    case 'principal-tag':
      return tagValue(facts.tags, 'principal', rule.key);
    case 'resource-tag':
      return tagValue(facts.tags, 'resource', rule.key);
    case 'principal':
      return matchesPattern(rule.pattern, principal.id) ? rule.team.trim() : undefined;
    case 'account':
      return rule.accountId === facts.subAccountId ? rule.team.trim() : undefined;
  }
}
