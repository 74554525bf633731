import * as v from 'valibot';
import { SettingsBody } from '../../../shared/api/me.ts';
import { seesAll } from '../../../shared/domain/access/scope.ts';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import type { SettingsText } from '../../../shared/ports/settings-file.ts';
import { parseSettings, type Settings } from '../../../shared/runtime/settings.ts';
import { type Answer, type Asked, answer, changedMeanwhile, refuse } from '../answer.ts';
import type { Api } from '../api-ports.ts';
import { actorOf } from '../asked.ts';
import { settingsDocument } from '../documents/settings.ts';

export const SETTINGS_FILE = 'billhook.yml';

/** The operator's file: who belongs where, who hears of what, and who may what. */
export const settingsUseCases = ({ ports, settings }: Api) => ({
  settings: async ({ scope }: Asked): Promise<Answer> => {
    if (!seesAll(scope)) return OF_ALL_TEAMS;
    return shown(await ports.settingsFile.read(), (await settings()).file);
  },
  putSettings: async (asked: Asked): Promise<Answer> => {
    const { yaml, reason = '' } = v.parse(SettingsBody, asked.body);
    const next = parseSettings(yaml, SETTINGS_FILE);
    const { local } = await settings();
    if (local === undefined) refuseToLockOut(next, asked);
    const note = { at: asked.now, by: actorOf(asked), why: reason };
    const saved = await ports.settingsFile.replace(yaml, asked.ifVersion ?? 0, note);
    if (saved === 'conflict') return changedMeanwhile((await ports.settingsFile.read()).version);
    return shown(saved, next);
  },
});

/** Whoever takes their own right away could not give it back. */
function refuseToLockOut({ people }: Settings, { person }: Asked): void {
  const own = people.find(({ id }) => id === person.id);
  if (own?.role === 'finance') return;
  throw misconfigured('You would no longer be of finance, and could not change it back.', {
    column: 'yaml',
    expected: `${person.name} under "people" with role: finance`,
    found: own === undefined ? 'not listed' : own.role,
  });
}

const shown = (text: SettingsText, file: Settings): Answer =>
  answer(settingsDocument(text, file), text.version);

export const OF_ALL_TEAMS = refuse(403, {
  kind: 'forbidden',
  message: 'The settings concern every team, and you see some of them.',
});
