import * as v from 'valibot';
import { PlanBody } from '../../../shared/api/alert.ts';
import { isInScope } from '../../../shared/domain/access/scope.ts';
import type { Plan } from '../../../shared/domain/alert/plan.ts';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { declarePlan, endPlan } from '../../../shared/flow/declare-plan.ts';
import { planRows } from '../../../shared/flow/read/plans.ts';
import { type Answer, type Asked, answer, notFound, refuse } from '../answer.ts';
import type { Api } from '../api-ports.ts';
import { actorOf } from '../asked.ts';
import { planDocument } from '../documents/plans.ts';

/** Spending that is announced up to a cap. */
export const planUseCases = (api: Api) => ({
  plans: async ({ scope, now }: Asked): Promise<Answer> => {
    const { exportName } = await api.settings();
    return answer({ plans: (await planRows(api.ports, exportName, scope, now)).map(planDocument) });
  },
  declarePlan: async (asked: Asked): Promise<Answer> => {
    const { exportName } = await api.settings();
    const body = v.parse(PlanBody, asked.body);
    if (!isInScope(asked.scope, body.team)) return notFound('team');
    const newest = (await api.ports.book.pointers(exportName)).at(-1);
    const { principal, model, from } = body;
    const result = await declarePlan(api.ports, {
      ...{ exportName, person: asked.person, actor: actorOf(asked), at: asked.now, team: body.team },
      ...(principal === undefined ? {} : { principal }),
      ...(model === undefined ? {} : { model }),
      cap: parsePico(body.cap),
      currency: newest?.currency ?? 'USD',
      ...(from === undefined ? {} : { startsAt: parseInstant(from) }),
      endsAt: parseInstant(body.until),
      note: body.note,
    });
    if (result.outcome === 'declared') return shown(api, asked, result.plan);
    const [problem] = result.problems;
    return refuse(422, { kind: 'bad-request', message: problem!.text, field: problem!.field });
  },
  endPlan: async (asked: Asked): Promise<Answer> => {
    const { exportName } = await api.settings();
    const id = asked.params.id ?? '';
    const plan = await api.ports.plans.get(exportName, id);
    if (plan === undefined || !isInScope(asked.scope, plan.team)) return notFound('plan');
    const asking = { exportName, id, person: asked.person, actor: actorOf(asked), at: asked.now, why: '' };
    const result = await endPlan(api.ports, asking);
    if (result.outcome === 'ended') return shown(api, asked, result.ended);
    return result.because === 'not-allowed'
      ? refuse(403, { kind: 'forbidden', message: result.text })
      : refuse(409, { kind: 'conflict', message: result.text });
  },
});

async function shown({ ports, settings }: Api, { scope, now }: Asked, plan: Plan): Promise<Answer> {
  const rows = await planRows(ports, (await settings()).exportName, scope, now);
  const row = rows.find((each) => each.plan.id === plan.id);
  return answer(planDocument({ plan, spent: row?.spent ?? 0n }));
}
