import * as v from 'valibot';
import { SpendQuery } from '../../../shared/api/spend.ts';
import { bridgeFor } from '../../../shared/flow/read/bridge.ts';
import { deliveriesPage } from '../../../shared/flow/read/deliveries.ts';
import { whatIsThere } from '../../../shared/flow/read/me.ts';
import { overviewOf } from '../../../shared/flow/read/overview.ts';
import { principalPage } from '../../../shared/flow/read/principal-page.ts';
import { spendOver } from '../../../shared/flow/read/spend.ts';
import { teamPage } from '../../../shared/flow/read/team.ts';
import { untaggedPage } from '../../../shared/flow/read/untagged.ts';
import { type Answer, type Asked, answer, notFound, refuse } from '../answer.ts';
import type { Api } from '../api-ports.ts';
import { fieldsAsked, hourAsked, rangeAsked } from '../asked.ts';
import { bridgeDocument } from '../documents/bridge.ts';
import { deliveriesDocument } from '../documents/deliveries.ts';
import { meDocument } from '../documents/me.ts';
import { overviewDocument } from '../documents/overview.ts';
import { principalDocument } from '../documents/principal.ts';
import { spendDocument } from '../documents/spend.ts';
import { teamDocument } from '../documents/team.ts';
import { untaggedDocument } from '../documents/untagged.ts';

/** What was spent, by whom, and what AWS delivered. */
export const spendingUseCases = ({ ports, settings }: Api) => ({
  me: async ({ person, now }: Asked): Promise<Answer> => {
    const { exportName, people, local } = await settings();
    const isListed = people.some(({ id }) => id === local?.id);
    const others = local === undefined ? [] : isListed ? people : [local, ...people];
    return answer(meDocument(await whatIsThere(ports, exportName, person), person, now, others));
  },
  overview: async (asked: Asked): Promise<Answer> => {
    const wanted = { ...fieldsAsked(asked, 'period'), now: asked.now };
    const found = await overviewOf(ports, await settings(), asked.scope, wanted);
    return found === undefined ? NOTHING_DELIVERED : answer(overviewDocument(found));
  },
  spend: (asked: Asked): Promise<Answer> => spendAnswer({ ports, settings }, asked),
  team: async (asked: Asked): Promise<Answer> => {
    const { scope, params, now } = asked;
    const wanted = { team: params.team ?? '', now, ...rangeAsked(asked) };
    const found = await teamPage(ports, await settings(), scope, wanted);
    return found === undefined ? notFound('team') : answer(teamDocument(found));
  },
  bridge: async (asked: Asked): Promise<Answer> => {
    const found = await bridgeFor(ports, await settings(), asked.scope, {
      team: asked.params.team ?? '',
      from: hourAsked(asked, 'from') ?? 0,
      to: hourAsked(asked, 'to') ?? 0,
      againstFrom: hourAsked(asked, 'againstFrom') ?? 0,
      againstTo: hourAsked(asked, 'againstTo') ?? 0,
      now: asked.now,
    });
    return found === undefined ? notFound('team') : answer(bridgeDocument(found));
  },
  principal: async (asked: Asked): Promise<Answer> => {
    const wanted = { id: asked.query.id ?? '', now: asked.now, ...rangeAsked(asked) };
    const found = await principalPage(ports, await settings(), asked.person, wanted);
    return found === undefined ? notFound('principal') : answer(principalDocument(found));
  },
  untagged: async (asked: Asked): Promise<Answer> => {
    const wanted = { ...fieldsAsked(asked, 'period'), now: asked.now };
    const result = await untaggedPage(ports, await settings(), asked.scope, wanted);
    if (result.outcome === 'not-yours') return OF_THE_WHOLE_BILL;
    return result.outcome === 'found' ? answer(untaggedDocument(result.page)) : NOTHING_DELIVERED;
  },
  deliveries: async ({ scope, now }: Asked): Promise<Answer> => {
    const found = await deliveriesPage(ports, (await settings()).exportName, scope, now);
    return found === undefined ? OF_THE_WHOLE_BILL : answer(deliveriesDocument(found));
  },
});

const NOTHING_DELIVERED = refuse(404, {
  kind: 'not-found',
  message: 'No delivery of AWS was published for it yet.',
});
const OF_THE_WHOLE_BILL = refuse(403, {
  kind: 'forbidden',
  message: 'This is of the whole bill, and you see some teams. Ask whoever lists you in billhook.yml.',
});

const TOP_USUAL = 12;

async function spendAnswer({ ports, settings }: Api, asked: Asked): Promise<Answer> {
  const { scope, query, now } = asked;
  const result = await spendOver(ports, await settings(), scope, {
    ...fieldsAsked(asked, 'team', 'principal', 'model', 'tagKey'),
    by: v.parse(SpendQuery.entries.by, query.by),
    grain: v.parse(SpendQuery.entries.grain, query.grain),
    from: hourAsked(asked, 'from') ?? 0,
    to: hourAsked(asked, 'to') ?? 0,
    top: query.top === undefined ? TOP_USUAL : Number(query.top),
    now,
  });
  switch (result.outcome) {
    case 'found':
      return answer(spendDocument(result.spend));
    case 'nothing-delivered':
      return NOTHING_DELIVERED;
    case 'refused':
      return refuse(400, { kind: 'bad-request', message: result.reason, field: result.field });
  }
}
