import { parseDocument } from 'yaml';
import type { AttributionRule } from '../../domain/charge/attribution-settings.ts';

/** The same `billhook.yml` with other rules; what else stands there, comments too, stays as it was written. */
export function withAttributionRules(text: string, rules: readonly AttributionRule[]): string {
  const document = parseDocument(text);
  document.setIn(['attribution', 'rules'], document.createNode(rules.map(written)));
  return document.toString();
}

function written(rule: AttributionRule): Readonly<Record<string, string>> {
  switch (rule.by) {
    case 'principal-tag':
    case 'resource-tag':
      return { [rule.by]: rule.key };
    case 'principal':
      return { principal: rule.pattern, team: rule.team };
    case 'account':
      return { account: rule.accountId, team: rule.team };
  }
}
