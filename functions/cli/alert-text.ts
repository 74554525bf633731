import type { Alert } from '../../shared/domain/alert/alert.ts';
import { isoHour } from '../../shared/domain/base/instant.ts';
import { approximate, formatMoney, type Pico } from '../../shared/domain/base/money.ts';
import type { Finding } from '../../shared/domain/evaluation/finding.ts';
import { type Io, literal, styleOf } from './io.ts';
import { sparkline, type TableColumn } from './table.ts';

/** One alert in at most five lines: what, how much against usual, since when, what it costs if nobody acts. */
export function alertLines(alert: Alert, io: Io): string {
  const style = styleOf(io);
  const { finding } = alert;
  const money = (pico: Pico) => formatMoney(pico, finding.currency);
  const word = finding.severity.toUpperCase();
  const paint =
    finding.severity === 'critical' ? style.bad : finding.severity === 'warning' ? style.warn : style.dim;
  const what = [
    finding.scope.principal ?? `team ${finding.scope.team}`,
    finding.scope.model,
    finding.scope.tokenKind,
  ]
    .filter((part) => part !== undefined)
    .map(literal)
    .join(' · ');
  const lines = [`${paint(style.bold(word))}  ${style.bold(what)}`];
  const { budget } = finding;
  if (budget === undefined) {
    lines.push(
      `  ${money(finding.costPerHour)}/h, usually ${money(finding.usualPerHour)}/h, since ${isoHour(finding.startedAt)}; ${Math.round(finding.shareOfRise * 100)} % of the rise of team ${literal(finding.scope.team)}`,
      `  if nobody acts: ${money(finding.impact.untilMorning)} more by 09:00 UTC tomorrow, ${money(finding.impact.untilMonthEnd)} by month end; ${money(finding.impact.soFar)} so far`,
    );
  } else {
    lines.push(
      `  ${money(budget.spent)} of ${money(budget.amount)} (${budget.percent.toFixed(1)} %); month end ${money(budget.forecast.low)} to ${money(budget.forecast.high)}`,
    );
  }
  if (finding.series.length > 1) {
    lines.push(`  ${sparkOf(finding)}`);
  }
  lines.push(style.dim(`  npx billhook explain ${alert.id}`));
  return lines.join('\n');
}

const SPARK_WIDTH = 72;
const HOURS_BEFORE = 24;

/** From a day before the start on, so that the rise is seen; long incidents are drawn by the dearest hour a step. */
function sparkOf(finding: Finding): string {
  const costs = finding.series
    .filter((point) => point.hour >= finding.startedAt - HOURS_BEFORE)
    .map((point) => approximate(point.cost));
  const step = Math.max(1, Math.ceil(costs.length / SPARK_WIDTH));
  const steps = Array.from({ length: Math.ceil(costs.length / step) }, (_, index) =>
    Math.max(...costs.slice(index * step, (index + 1) * step)),
  );
  return sparkline(steps);
}

export const ALERT_COLUMNS: readonly TableColumn[] = [
  { title: 'alert' },
  { title: 'state' },
  { title: 'severity' },
  { title: 'team' },
  { title: 'who or what' },
  { title: 'now/h', align: 'right' },
  { title: 'usual/h', align: 'right' },
  { title: 'since (UTC)' },
];

export function alertRow(alert: Alert): readonly string[] {
  const { finding } = alert;
  const money = (pico: Pico) => formatMoney(pico, finding.currency);
  const what =
    finding.budget === undefined
      ? [finding.scope.principal ?? 'several', finding.scope.model]
          .filter((part) => part !== undefined)
          .join(' · ')
      : `${finding.budget.percent.toFixed(1)} % of ${money(finding.budget.amount)}`;
  return [
    alert.id,
    alert.state,
    finding.severity,
    finding.scope.team,
    what,
    money(finding.costPerHour),
    money(finding.usualPerHour),
    isoHour(finding.startedAt),
  ];
}
