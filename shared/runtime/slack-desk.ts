import type { Settings } from '../adapters/config/settings.ts';
import type { Asker, Declared, Desk, Outcome, PlanDraft } from '../adapters/slack/desk.ts';
import { personOf } from '../domain/access/person.ts';
import type { ComposeSettings } from '../domain/notification/compose.ts';
import { maskerOf } from '../domain/notification/mask-names.ts';
import { initialsOf, NAMELESS, type Namer, pseudonymOf } from '../domain/notification/names.ts';
import type { Routing } from '../domain/notification/route.ts';
import { type AnswerPorts, answerReport } from '../flow/answer-report.ts';
import { askRaise } from '../flow/ask-raise.ts';
import { type AskPorts, askStanding, askTop } from '../flow/ask-spend.ts';
import { askStopCard } from '../flow/ask-stop-card.ts';
import { type DecidePorts, decideAlert } from '../flow/decide-alert.ts';
import { declarePlan, type PlanPorts } from '../flow/declare-plan.ts';
import type { ReportPorts } from '../flow/report/report-run.ts';
import type { NameHash } from '../ports/name-hash.ts';
import type { Config } from './config.ts';
import { evaluateSettingsOf } from './evaluate-settings.ts';

export type DeskPorts = DecidePorts & PlanPorts & AskPorts & ReportPorts & AnswerPorts;

export interface DeskOptions {
  readonly config: Pick<Config, 'exportName' | 'consoleUrl' | 'topicArn'>;
  readonly settings: () => Promise<Settings>;
  readonly nameHash: NameHash;
}

/** The use cases behind Slack's buttons, forms and commands. */
export function createSlackDesk(ports: DeskPorts, { config, settings, nameHash }: DeskOptions): Desk {
  const { exportName } = config;
  const composing = async (): Promise<ComposeSettings> => {
    const consoleUrl = (await settings()).consoleUrl ?? config.consoleUrl;
    return consoleUrl === undefined ? {} : { consoleUrl };
  };
  return {
    now: () => ports.clock.now(),
    masker: async () => maskerOf([], await namerOf((await settings()).routing, nameHash)),
    personOf: async (slackId) => personOf((await settings()).people, slackId),
    alert: (id) => ports.alerts.get(exportName, id),
    standing: ({ person }) => askStanding(ports, exportName, person),
    top: ({ person }, team) => askTop(ports, exportName, person, team),
    decide: async (asker, alertId, decision): Promise<Outcome> => {
      const request = { exportName, alertId, decision, ...asker };
      const { outcome, text } = await decideAlert(ports, request, await composing());
      return { done: outcome === 'decided', text };
    },
    declarePlan: (asker, draft) => declared(ports, exportName, asker, draft),
    stopCard: ({ person }, alertId) => askStopCard(ports, { exportName, alertId, person, names: 'initials' }),
    askRaise: async (asker, draft) => {
      const { routing, defaults } = evaluateSettingsOf(await settings(), config);
      const reporting = { exportName, routing, defaults, ...(await composing()) };
      const result = await askRaise(ports, reporting, { ...asker, ...draft });
      return result.outcome === 'asked'
        ? { done: true, text: 'Finance was asked. Their answer comes as a message.' }
        : { done: false, text: result.text };
    },
    answer: async (asker, id, word, reason) => {
      const { outcome, text } = await answerReport(ports, { exportName, id, word, reason, ...asker });
      return { done: outcome === 'answered', text };
    },
  };
}

/** A command is typed in any channel: what holds everywhere counts. */
async function namerOf({ names }: Routing, nameHash: NameHash): Promise<Namer> {
  if (names?.everywhere === undefined || names.everywhere === 'full') return (name) => name;
  if (names.everywhere === 'initials') return initialsOf;
  const hash = await nameHash();
  return hash === undefined ? NAMELESS : (name) => pseudonymOf(name, hash);
}

async function declared(
  ports: PlanPorts,
  exportName: string,
  asker: Asker,
  draft: PlanDraft,
): Promise<Declared> {
  const result = await declarePlan(ports, { exportName, ...asker, ...draft });
  return result.outcome === 'declared'
    ? { outcome: 'declared', id: result.plan.id, mutes: result.mutes.length }
    : result;
}
