import * as v from 'valibot';
import { SpendQuery } from '../../shared/api/spend.ts';
import type { Person } from '../../shared/domain/access/person.ts';
import { whatIsThere } from '../../shared/flow/read/me.ts';
import { overviewOf } from '../../shared/flow/read/overview.ts';
import type { ReadSettings } from '../../shared/flow/read/read-basis.ts';
import { spendOver } from '../../shared/flow/read/spend.ts';
import { type TeamPorts, teamPage } from '../../shared/flow/read/team.ts';
import { type Answer, type Asked, answer, notFound, refuse } from './answer.ts';
import type { UseCases } from './app.ts';
import { fieldsAsked, hourAsked } from './asked.ts';
import { meDocument } from './documents/me.ts';
import { overviewDocument } from './documents/overview.ts';
import { spendDocument } from './documents/spend.ts';
import { teamDocument } from './documents/team.ts';

export type ApiPorts = TeamPorts;

export interface ApiSettings extends ReadSettings {
  readonly people: readonly Person[];
  /** Who a request is of on one machine, where nobody signs in; absent in the cloud. */
  readonly local?: Person;
}

/** What each route does with what passed its checks. */
export function createUseCases(ports: ApiPorts, settings: () => Promise<ApiSettings>): UseCases {
  return {
    me: async ({ person, now }) => {
      const { exportName, people, local } = await settings();
      const others =
        local === undefined ? [] : people.some(({ id }) => id === local.id) ? people : [local, ...people];
      return answer(meDocument(await whatIsThere(ports, exportName, person), person, now, others));
    },
    overview: async (asked) => {
      const wanted = { ...fieldsAsked(asked, 'period'), now: asked.now };
      const found = await overviewOf(ports, await settings(), asked.scope, wanted);
      return found === undefined ? NOTHING_DELIVERED : answer(overviewDocument(found));
    },
    spend: async (asked) => spendAnswer(ports, await settings(), asked),
    team: async (asked) => {
      const { scope, params, now } = asked;
      const found = await teamPage(ports, await settings(), scope, {
        ...{ team: params.team ?? '', now },
        ...rangeAsked(asked),
      });
      return found === undefined ? notFound('team') : answer(teamDocument(found));
    },
  };
}

const NOTHING_DELIVERED = refuse(404, {
  kind: 'not-found',
  message: 'No delivery of AWS was published for it yet.',
});

function rangeAsked(asked: Asked): { readonly from?: number; readonly to?: number } {
  const [from, to] = [hourAsked(asked, 'from'), hourAsked(asked, 'to')];
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

const TOP_USUAL = 12;

async function spendAnswer(ports: ApiPorts, settings: ApiSettings, asked: Asked): Promise<Answer> {
  const { scope, query, now } = asked;
  const result = await spendOver(ports, settings, scope, {
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
