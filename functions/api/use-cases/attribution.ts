import * as v from 'valibot';
import { AttributionRulesBody } from '../../../shared/api/attribution.ts';
import { seesAll } from '../../../shared/domain/access/scope.ts';
import { effectOfRules } from '../../../shared/flow/read/rules-effect.ts';
import { parseSettings, withAttributionRules } from '../../../shared/runtime/settings.ts';
import { type Answer, type Asked, answer, changedMeanwhile } from '../answer.ts';
import type { Api } from '../api-ports.ts';
import { actorOf } from '../asked.ts';
import { rulesDocument } from '../documents/attribution.ts';
import { OF_ALL_TEAMS, SETTINGS_FILE } from './settings.ts';

/** How a charge finds its team: a part of `billhook.yml` that finance may change without writing it. */
export const attributionUseCases = ({ ports, settings }: Api) => ({
  rules: async ({ scope }: Asked): Promise<Answer> => {
    if (!seesAll(scope)) return OF_ALL_TEAMS;
    const { text, version } = await ports.settingsFile.read();
    return answer(rulesDocument(version, parseSettings(text, SETTINGS_FILE).attribution.rules), version);
  },
  putRules: async (asked: Asked): Promise<Answer> => {
    const { rules, dryRun = false, reason = '' } = v.parse(AttributionRulesBody, asked.body);
    const { text, version } = await ports.settingsFile.read();
    if (version !== asked.ifVersion) return changedMeanwhile(version);
    const yaml = withAttributionRules(text, rules);
    const after = parseSettings(yaml, SETTINGS_FILE).attribution.rules;
    const before = parseSettings(text, SETTINGS_FILE).attribution.rules;
    const effect = await effectOfRules(ports, await settings(), { before, after, now: asked.now });
    if (dryRun) return answer(rulesDocument(version, after, effect), version);
    const note = { at: asked.now, by: actorOf(asked), why: reason };
    const saved = await ports.settingsFile.replace(yaml, version, note);
    if (saved === 'conflict') return changedMeanwhile((await ports.settingsFile.read()).version);
    return answer(rulesDocument(saved.version, after, effect), saved.version);
  },
});
