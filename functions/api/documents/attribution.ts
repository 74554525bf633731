import type { AttributionRule } from '../../../shared/domain/charge/attribution-settings.ts';
import type { MonthEffect } from '../../../shared/flow/read/rules-effect.ts';
import { money, orNull } from './values.ts';

export const rulesDocument = (
  version: number,
  rules: readonly AttributionRule[],
  effect?: MonthEffect | undefined,
) => ({
  version,
  rules: rules.map((rule) => ({ rule, words: ruleWords(rule) })),
  effect: orNull(effect, effectDocument),
});

function effectDocument({ period, currency, untagged, given, isWhole }: MonthEffect) {
  const sum = given.reduce((all, { cost }) => all + cost, 0n);
  return {
    ...{ period, currency, untagged: money(untagged), left: money(untagged - sum) },
    given: given.map(({ team, cost, principals }) => ({ team, cost: money(cost), principals })),
    words: isWhole
      ? 'Nothing else moves. It counts from the next delivery on, for the whole of its month.'
      : 'More may move: rules that were taken away, moved, or read another tag are known with the next delivery only.',
  };
}

export function ruleWords(rule: AttributionRule): string {
  switch (rule.by) {
    case 'principal-tag':
      return `The team is the caller's tag ${rule.key}.`;
    case 'resource-tag':
      return `The team is the resource's tag ${rule.key}.`;
    case 'principal':
      return `Callers like ${rule.pattern} belong to ${rule.team}.`;
    case 'account':
      return `Account ${rule.accountId} belongs to ${rule.team}.`;
  }
}
