import type { AttributionRule } from '../../../shared/domain/charge/attribution-settings.ts';
import type { SettingsText } from '../../../shared/ports/settings-file.ts';
import type { Settings } from '../../../shared/runtime/settings.ts';
import { personDocument } from './me.ts';

export const settingsDocument = (
  { text, version }: SettingsText,
  { routing, attribution, people }: Settings,
) => ({
  version,
  yaml: text,
  routes: (routing.routes ?? []).map(({ team, severity, channels }) => ({
    ...{ team, severity },
    channels: channels.map(({ kind, address }) => `${kind} ${address}`),
  })),
  rules: attribution.rules.map((rule) => ({ by: rule.by, words: ruleWords(rule) })),
  people: people.map(personDocument),
});

function ruleWords(rule: AttributionRule): string {
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
