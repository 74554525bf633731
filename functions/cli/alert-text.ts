import type { Alert } from '../../shared/domain/alert/alert.ts';
import { standingOf } from '../../shared/domain/alert/standing.ts';
import { type Instant, isoHour, isoInstant } from '../../shared/domain/base/instant.ts';
import { approximate, formatMoney, type Pico } from '../../shared/domain/base/money.ts';
import type { Finding } from '../../shared/domain/evaluation/finding.ts';
import { planText } from '../../shared/domain/notification/budget-facts.ts';
import type { OutboxEntry } from '../../shared/domain/notification/outbox.ts';
import { morningText } from '../../shared/domain/notification/outlook.ts';
import { whyLines } from '../../shared/domain/notification/why.ts';
import { shareText } from '../../shared/domain/notification/words.ts';
import { type Io, literal, styleOf } from './io.ts';
import { STORE_DEFAULT } from './local-store.ts';
import { dropAmounts, onceSubject, seenAmounts } from './once-text.ts';
import { standingWords } from './standing-text.ts';
import { sparkline, type TableColumn, textTable } from './table.ts';

/**
 * One alert in at most seven lines: what, how much against usual, since when, why, what it costs if nobody acts, and the
 * command that explains it, where a `store` keeps it.
 */
export function alertLines(alert: Alert, io: Io, store?: string): string {
  const style = styleOf(io);
  const { finding } = alert;
  const word = finding.severity.toUpperCase();
  const paint =
    finding.severity === 'critical' ? style.bad : finding.severity === 'warning' ? style.warn : style.dim;
  const lines = [
    `${paint(style.bold(word))}  ${style.bold(literal(subjectWords(finding)))}  ${ruleWords(finding)}`,
  ];
  lines.push(...amountLines(alert).map((line) => `  ${line}`));
  for (const { label, value } of whyLines(finding, alert.state === 'resolved')) {
    lines.push(literal(`  ${label.toLowerCase()}: ${value}`));
  }
  if (finding.series.length > 1) {
    lines.push(`  ${sparkOf(finding, Math.min(SPARK_WIDTH, io.width - 2))}`);
  }
  if (store !== undefined) {
    const where = store === STORE_DEFAULT ? '' : ` --store ${store}`;
    lines.push(style.dim(`  npx billhook explain ${alert.id}${where}`));
  }
  return lines.join('\n');
}

/** Who or what: a principal with its model, a whole team, or what is new. Untrusted text. */
export function subjectWords(finding: Finding): string {
  const { principal = `team ${finding.scope.team}`, model, tokenKind } = finding.scope;
  return (
    onceSubject(finding) ?? [principal, model, tokenKind].filter((part) => part !== undefined).join(' · ')
  );
}

/** How much against what, and what it costs if nobody acts. */
function amountLines(alert: Alert): readonly string[] {
  const { finding } = alert;
  const { budget, impact, scope } = finding;
  const money = (pico: Pico) => formatMoney(pico, finding.currency);
  if (finding.drop !== undefined) return [dropAmounts(finding.drop, finding.currency)];
  if (budget !== undefined) {
    return [
      `${money(budget.spent)} of ${money(budget.amount)} in ${finding.billingPeriod} (${budget.percent.toFixed(1)} %); month end ${money(budget.forecast.low)} to ${money(budget.forecast.high)}${planText(budget)}${budget.ifRateLasts === undefined ? '' : `, ${money(budget.ifRateLasts)} if it goes on like now`}`,
    ];
  }
  const since = `${money(finding.costPerHour)}/h, usually ${money(finding.usualPerHour)}/h, since ${isoHour(finding.startedAt)}`;
  return [
    `${since}; ${finding.firstSeen === undefined ? `${shareText(finding.shareOfRise)} of the rise of team ${literal(scope.team)}` : seenAmounts(finding.firstSeen)}`,
    `if nobody acts: ${money(impact.untilMorning)} more by ${morningText(impact, toldAt(alert))}, ${money(impact.untilMonthEnd)} by month end; ${money(impact.soFar)} so far`,
  ];
}

/** Execution time of the delivery that it was judged from: an order begins with it. */
const toldAt = ({ judgedFrom }: Alert): Instant => Date.parse(judgedFrom.slice(0, 24));

/** What kind of finding it is, since a budget and its forecast name the same team. */
function ruleWords({ rule, budget }: Finding): string {
  switch (rule) {
    case 'spike':
      return 'costs more than usual';
    case 'newcomer':
      return 'first seen, and dear for a newcomer';
    case 'first-seen':
      return 'was never paid for before';
    case 'drop':
      return 'stopped working';
    case 'budget-threshold':
      return `past ${budget?.threshold ?? 100} % of its budget`;
    case 'budget-burn':
      return 'burns its budget faster than planned';
    case 'budget-forecast':
      return `on the way past ${budget?.threshold ?? 100} % of its budget`;
  }
}

const SPARK_WIDTH = 72;
const HOURS_BEFORE = 24;

/** From a day before the start on, so that the rise is seen; long incidents are drawn by the dearest hour a step. */
function sparkOf(finding: Finding, width: number): string {
  const costs = finding.series
    .filter((point) => point.hour >= finding.startedAt - HOURS_BEFORE)
    .map((point) => approximate(point.cost));
  const step = Math.max(1, Math.ceil(costs.length / width));
  const steps = Array.from({ length: Math.ceil(costs.length / step) }, (_, index) =>
    Math.max(...costs.slice(index * step, (index + 1) * step)),
  );
  return sparkline(steps);
}

/** Narrower than this a name would be cut to nothing: it then gets a line of its own. */
const ONE_LINE_MIN = 120;

/** One alert a line, or two on a narrow terminal. How they stand is told where one does not simply fire. */
export function alertTable(alerts: readonly Alert[], width: number, now: Instant = Date.now()): string {
  const states = alerts.some((alert) => standingOf(alert, now) !== 'firing');
  const narrow = width < ONE_LINE_MIN;
  const columns: readonly TableColumn[] = [
    { title: 'alert', whole: true },
    ...(states ? [{ title: 'stands' }] : []),
    { title: 'severity', whole: true },
    { title: 'team' },
    ...(narrow ? [] : [{ title: 'who or what' }]),
    { title: 'now/h', align: 'right' },
    { title: 'usual/h', align: 'right' },
    { title: 'since (UTC)', whole: true },
  ];
  const rows = alerts.map((alert) => {
    const { finding } = alert;
    const what = narrow ? [] : [whatWords(finding)];
    const state = states ? [standingWords(alert, now)] : [];
    const amounts = [finding.costPerHour, finding.usualPerHour].map((pico) =>
      formatMoney(pico, finding.currency),
    );
    const since = isoHour(finding.startedAt).replace('T', ' ').replace('Z', '');
    return [alert.id, ...state, finding.severity, finding.scope.team, ...what, ...amounts, since];
  });
  const table = textTable(columns, rows, width);
  if (!narrow) return table;
  const [head, rule, ...lines] = table.trimEnd().split('\n');
  const told = lines.flatMap((line, index) => [line, `  ${literal(whatWords(alerts[index]!.finding))}`]);
  return `${[head, rule, ...told].join('\n')}\n`;
}

const whatWords = (finding: Finding): string => onceSubject(finding) ?? scopeWords(finding);

const scopeWords = ({ budget, scope, currency, billingPeriod }: Finding): string =>
  budget === undefined
    ? [scope.principal ?? 'several', scope.model].filter((part) => part !== undefined).join(' · ')
    : `${budget.percent.toFixed(1)} % of ${formatMoney(budget.amount, currency)} in ${billingPeriod}`;

/** `2026-11-18T04:58Z  grew         $683.36 -> $3,426.13 so far`, with who decided it. */
export const historyLines = (alert: Alert): readonly string[] =>
  alert.history.map(({ at, reason, note, by }) => {
    const said = by !== undefined && note === REASON_WORDS[reason] ? '' : note;
    const told = [by === undefined ? '' : `by ${by.name}`, said].filter((part) => part !== '').join(': ');
    return `${isoInstant(at).slice(0, 16)}Z  ${REASON_WORDS[reason].padEnd(12)}  ${literal(told)}`.trimEnd();
  });

const REASON_WORDS: Readonly<Record<Alert['history'][number]['reason'], string>> = {
  first: 'first told',
  threshold: 'threshold',
  grew: 'grew',
  updated: 'updated',
  revised: 'revised',
  resolved: 'resolved',
  'fired-again': 'fired again',
  'period-closed': 'month closed',
  withdrawn: 'withdrawn',
  acknowledged: 'acknowledged',
  unacknowledged: 'open again',
  'ack-lapsed': 'ack lapsed',
  snoozed: 'snoozed',
  'snooze-ended': 'snooze over',
  verdict: 'judged',
  'not-mine': 'not mine',
  muted: 'muted',
  unmuted: 'heard again',
};

/** `slack #support-ai  sent  CRITICAL · …`, oldest first; a run without Slack keeps what it would have sent. */
export const messageLines = (messages: readonly OutboxEntry[]): readonly string[] =>
  messages.map(({ channel, state, why, notification }) => {
    const told = why === undefined ? state : `${state}: ${why}`;
    return literal(`${channel.kind} ${channel.address}  ${told}  ${notification.headline}`);
  });
