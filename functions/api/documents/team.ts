import { isoInstant } from '../../../shared/domain/base/instant.ts';
import { approximate } from '../../../shared/domain/base/money.ts';
import type { TeamPage } from '../../../shared/flow/read/team.ts';
import { alertRow, budgetUse, spendRow } from './rows.ts';
import { freshness, money, orNull, time } from './values.ts';

export const teamDocument = (page: TeamPage) => ({
  team: page.team,
  owner: page.owner ?? null,
  channel: page.channel ?? null,
  currency: page.currency,
  freshness: freshness(page.freshness),
  budget: orNull(page.budget, budgetUse),
  grain: page.grain,
  times: page.times.map(time),
  cost: page.cost.map(approximate),
  expected: page.expected.map((band) => band ?? null),
  total: money(page.total),
  principals: page.principals.map(spendRow),
  models: page.models.map(spendRow),
  tokenKinds: page.tokenKinds.map(spendRow),
  plans: page.plans.map(({ plan, spent }) => ({
    ...{ id: plan.id, note: plan.note },
    from: isoInstant(plan.startsAt),
    to: isoInstant(plan.endsAt),
    cap: money(plan.cap),
    spent: money(spent),
  })),
  alerts: page.alerts.map(alertRow),
});
