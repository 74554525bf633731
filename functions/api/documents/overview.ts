import { approximate } from '../../../shared/domain/base/money.ts';
import type { Overview } from '../../../shared/flow/read/overview.ts';
import { alertRow, budgetUse } from './rows.ts';
import { changePercent, freshness, money, orNull, range } from './values.ts';

export const overviewDocument = (overview: Overview) => ({
  period: overview.period,
  periods: overview.periods,
  currency: overview.currency,
  freshness: freshness(overview.freshness),
  spent: money(overview.spent),
  previous: orNull(overview.previous, money),
  forecast: orNull(overview.forecast, range),
  untagged: orNull(overview.untagged, ({ cost, share, previousShare }) => ({
    ...{ cost: money(cost), share },
    previousShare: previousShare ?? null,
  })),
  teams: overview.teams.map(({ team, spent, previous, budget, openAlerts, days }) => ({
    ...{ team, openAlerts },
    spent: money(spent),
    previous: orNull(previous, money),
    changePercent: changePercent(spent, previous),
    budget: orNull(budget, budgetUse),
    days: days.map(approximate),
  })),
  open: overview.open.map(alertRow),
  months: overview.months.map(({ period, spent, before }) => ({
    period,
    spent: money(spent),
    changePercent: changePercent(spent, before),
  })),
});
