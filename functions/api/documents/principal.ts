import { approximate } from '../../../shared/domain/base/money.ts';
import type { PrincipalPage } from '../../../shared/flow/read/principal-page.ts';
import { alertRow, spendRow } from './rows.ts';
import { freshness, money, orNull, time } from './values.ts';

export const principalDocument = (page: PrincipalPage) => ({
  principal: page.principal,
  kind: page.kind,
  account: page.account ?? null,
  teams: page.teams,
  firstSeen: orNull(page.firstSeen, time),
  currency: page.currency,
  freshness: freshness(page.freshness),
  grain: page.grain,
  times: page.times.map(time),
  cost: page.cost.map(approximate),
  total: money(page.total),
  models: page.models.map(spendRow),
  tokenKinds: page.tokenKinds.map(spendRow),
  sessions: page.sessions,
  alerts: page.alerts.map(alertRow),
});
