import * as v from 'valibot';
import { DecisionBody } from '../../../shared/api/alert.ts';
import { isInScope } from '../../../shared/domain/access/scope.ts';
import type { Decision } from '../../../shared/domain/alert/decision.ts';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { decideAlert } from '../../../shared/flow/decide-alert.ts';
import { alertPage } from '../../../shared/flow/read/alert-page.ts';
import { alertLines } from '../../../shared/flow/read/alerts.ts';
import { type Answer, type Asked, answer, notFound, refuse } from '../answer.ts';
import type { Api } from '../api-ports.ts';
import { actorOf, fieldsAsked } from '../asked.ts';
import { alertDocument } from '../documents/alert.ts';
import { alertRow } from '../documents/rows.ts';

/** What was found, and what people decide about it. */
export const alertUseCases = (api: Api) => ({
  alerts: async (asked: Asked): Promise<Answer> => {
    const { exportName } = await api.settings();
    const state = asked.query.state === 'all' ? 'all' : 'open';
    const wanted = { exportName, state, now: asked.now, ...fieldsAsked(asked, 'team') } as const;
    return answer({ alerts: (await alertLines(api.ports, asked.scope, wanted)).map(alertRow) });
  },
  alert: (asked: Asked): Promise<Answer> => shown(api, asked),
  decide: async (asked: Asked): Promise<Answer> => {
    const { ports, settings } = api;
    const { exportName, consoleUrl } = await settings();
    const { person, scope, now } = asked;
    const alertId = asked.params.id ?? '';
    const alert = await ports.alerts.get(exportName, alertId);
    if (alert === undefined || !isInScope(scope, alert.finding.scope.team)) return notFound('alert');
    const decision = decisionOf(v.parse(DecisionBody, asked.body));
    const request = { exportName, alertId, decision, person, actor: actorOf(asked), at: now };
    const result = await decideAlert(ports, request, consoleUrl === undefined ? {} : { consoleUrl });
    if (result.outcome === 'decided') return shown(api, asked);
    return result.because === 'not-allowed'
      ? refuse(403, { kind: 'forbidden', message: result.text })
      : refuse(409, { kind: 'conflict', message: result.text, field: 'decision' });
  },
});

async function shown({ ports, settings }: Api, { person, params, now }: Asked): Promise<Answer> {
  const page = await alertPage(ports, await settings(), person, { id: params.id ?? '', now });
  return page === undefined ? notFound('alert') : answer(alertDocument(page));
}

function decisionOf(body: v.InferOutput<typeof DecisionBody>): Decision {
  switch (body.decision) {
    case 'snooze':
      return { kind: 'snooze', until: parseInstant(body.until) };
    case 'verdict':
      return { kind: 'verdict', verdict: body.verdict, note: body.note };
    case 'not-mine':
      return { kind: 'not-mine', note: body.note };
    default:
      return { kind: body.decision };
  }
}
