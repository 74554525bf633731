import { DAY_MS, type Hour, type Instant } from '../base/instant.ts';
import { formatMoney, type Pico } from '../base/money.ts';
import { periodHours } from '../base/period.ts';
import { percentUsed } from '../evaluation/budget/budget.ts';
import type { Finding, SeriesPoint } from '../evaluation/finding.ts';
import type { CostTree } from '../evaluation/series/cost-tree.ts';
import { exactCost } from '../evaluation/series/exact-cost.ts';
import type { Alert } from './alert.ts';
import { isRiseRule } from './inhibition.ts';
import { isRevised } from './news.ts';
import { RECENT_DAYS } from './recent.ts';
import { coveredFrom, nodeOf } from './recount.ts';
import { lastEnding } from './standing.ts';
import type { Row } from './step.ts';

/** What was told, as the ledger has it now, and what that changes. */
export interface Restated extends Row {
  readonly reason: 'revised' | 'withdrawn';
  readonly finding: Finding;
}

/**
 * By alert id, what deliveries changed of the hours that were told of alerts without a finding: those that are over
 * since at most 45 days, and those about to be. Rounding is no change.
 */
export function restatedAlerts(
  tree: CostTree,
  alerts: readonly Alert[],
  asOf: Instant,
): ReadonlyMap<string, Restated> {
  // Plain series are told once and for all.
  if (tree.others === undefined) return new Map();
  return new Map(
    alerts.flatMap((alert) => {
      const isOld = alert.endsAt !== undefined && alert.endsAt + RECENT_DAYS * DAY_MS < asOf;
      if (isOld || alert.untold === true || alert.finding.currency !== tree.newest.currency) return [];
      const restated = isRiseRule(alert.finding) ? restatedRise(alert, tree) : restatedMonth(alert, tree);
      return restated === undefined ? [] : [[alert.id, restated] as const];
    }),
  );
}

/** The hours shown since its start, counted again. Withdrawn where less than half of what it cost extra is left. */
function restatedRise(alert: Alert, tree: CostTree): Restated | undefined {
  const { finding } = alert;
  const { baseline, impact, scope, startedAt, currency } = finding;
  const [first] = finding.series;
  const step = tree.grain === 'daily' ? 24 : 1;
  if (baseline === undefined || first === undefined || first.hour < coveredFrom(tree)) return undefined;
  const entries = nodeOf(tree, scope)?.entries ?? [];
  const filter = scope.model === undefined ? {} : { model: scope.model };
  const cost = (from: Hour, to: Hour): Pico => exactCost(entries, { from, to }, filter);
  const series = finding.series.map(({ hour }) => ({ hour, cost: cost(hour, hour + step) }));
  const [was, now] = [sumSince(finding.series, startedAt), sumSince(series, startedAt)];
  if (!isRevised(was, now)) return undefined;
  const left = impact.soFar + now - was;
  const isOver = left * 2n < impact.soFar && alert.state === 'resolved';
  return {
    reason: isOver ? 'withdrawn' : 'revised',
    note: `${formatMoney(was, currency)} -> ${formatMoney(now, currency)}`,
    finding: {
      ...finding,
      series,
      baseline: { ...baseline, actual: cost(baseline.from, baseline.to) },
      // A restatement is one of price or share: the rate moves as the sum did.
      costPerHour: was > 0n && now > 0n ? (finding.costPerHour * now) / was : 0n,
      impact: { ...impact, soFar: left > 0n ? left : 0n },
      // Whose part the difference is was never asked.
      contributions: [],
    },
  };
}

const sumSince = (series: readonly SeriesPoint[], from: Hour): Pico =>
  series.reduce((sum, { hour, cost }) => (hour < from ? sum : sum + cost), 0n);

/** What a month came to that its budget's alert closed with. */
function restatedMonth(alert: Alert, tree: CostTree): Restated | undefined {
  const { finding } = alert;
  const { budget, billingPeriod, scope, currency, impact } = finding;
  const hours = periodHours(billingPeriod);
  if (finding.rule !== 'budget-threshold' || budget === undefined || hours.from < coveredFrom(tree))
    return undefined;
  if (lastEnding(alert)?.reason !== 'period-closed' || alert.state !== 'resolved') return undefined;
  const spent = exactCost(nodeOf(tree, scope)?.entries ?? [], hours);
  if (!isRevised(budget.spent, spent)) return undefined;
  const { exhaustedAt: _, ifRateLasts: __, ...facts } = budget;
  const percent = budget.amount === 0n ? budget.percent : percentUsed(spent, budget.amount);
  const over = spent > budget.amount ? spent - budget.amount : 0n;
  return {
    reason: 'revised',
    note: `${formatMoney(budget.spent, currency)} -> ${formatMoney(spent, currency)}`,
    finding: {
      ...finding,
      // What a month came to is no forecast.
      budget: { ...facts, spent, percent, forecast: { low: spent, mid: spent, high: spent } },
      impact: { ...impact, soFar: over },
      contributions: [],
    },
  };
}
