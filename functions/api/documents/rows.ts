import { isoInstant, startOfHour } from '../../../shared/domain/base/instant.ts';
import type { AlertLine } from '../../../shared/domain/notification/alert-line.ts';
import type { BudgetUse } from '../../../shared/domain/report/budget-use.ts';
import type { SpendRow } from '../../../shared/flow/read/spend-rows.ts';
import { changePercent, money, orNull, range, time } from './values.ts';

/** Rows that several documents share. */
export const spendRow = ({ key, cost, share, previous, tokens, isNew }: SpendRow) => ({
  ...{ key, share, tokens, isNew },
  cost: money(cost),
  previous: orNull(previous, money),
  changePercent: changePercent(cost, previous),
});

export const budgetUse = ({ endsAt, planUntil, pastErrors, ...use }: BudgetUse) => ({
  amount: money(use.amount),
  spent: money(use.spent),
  percent: use.percent,
  forecast: range(use.forecast),
  pastErrors: pastErrors.map(({ percent }) => percent),
  burnPerDay: money(use.burnPerDay),
  allowedPerDay: money(use.allowedPerDay),
  endsAt: orNull(endsAt, time),
  planUntil: orNull(planUntil, time),
});

export const alertRow = ({ alert, standing, headline }: AlertLine) => {
  const { rule, severity, scope, costPerHour, usualPerHour, impact } = alert.finding;
  return {
    id: alert.id,
    kind: rule,
    ...{ standing, severity, headline },
    team: scope.team,
    principal: scope.principal ?? null,
    model: scope.model ?? null,
    // Of what is told now, as the message says it: a budget's alert is older than its newest threshold.
    startedAt: isoInstant(startOfHour(alert.finding.startedAt)),
    endedAt: orNull(alert.endsAt, isoInstant),
    costPerHour: money(costPerHour),
    usualPerHour: money(usualPerHour),
    soFar: money(impact.soFar),
  };
};
