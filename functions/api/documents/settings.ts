import type { SettingsText } from '../../../shared/ports/settings-file.ts';
import type { Settings } from '../../../shared/runtime/settings.ts';
import { ruleWords } from './attribution.ts';
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
