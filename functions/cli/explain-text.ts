import type { Alert } from '../../shared/domain/alert/alert.ts';
import { isoHour } from '../../shared/domain/base/instant.ts';
import { approximate, formatMoney, type Pico, picoText } from '../../shared/domain/base/money.ts';
import type { OutboxEntry } from '../../shared/domain/notification/outbox.ts';
import { alertLines, historyLines, messageLines } from './alert-text.ts';
import { causeParts } from './cause-text.ts';
import { reproducingQuery } from './explain-query.ts';
import { type Io, literal, styleOf } from './io.ts';
import { onceMethod } from './once-text.ts';
import { alertJson } from './run-json.ts';
import { textTable } from './table.ts';

/** Hours shown of a long incident; the rest is in --json. */
const HOURS_SHOWN = 36;

/** The chain of one alert: amounts, method, hours, parts of the rise that sum to it, changes, messages, a query. */
export function explainText(alert: Alert, messages: readonly OutboxEntry[], io: Io): string {
  const style = styleOf(io);
  const parts = [
    alertLines(alert, io),
    ...method(alert, io),
    ...causeParts(alert.finding, io),
    ...hours(alert, io),
    ...rise(alert, io),
  ];
  parts.push(
    `${style.bold('What happened to it')} (UTC)\n${historyLines(alert).join('\n')}`,
    `${style.bold('Messages')}\n${messageLines(messages).join('\n') || 'none'}`,
    `${style.bold('Check it yourself')} (DuckDB, over the delivery's files)\n${reproducingQuery(alert)}`,
  );
  return `${parts.join('\n\n')}\n`;
}

export function explainJson(alert: Alert, messages: readonly OutboxEntry[]): Record<string, unknown> {
  const { finding } = alert;
  return {
    ...alertJson(alert),
    judgedFrom: alert.judgedFrom,
    ...(finding.baseline === undefined
      ? {}
      : {
          baseline: {
            from: isoHour(finding.baseline.from),
            to: isoHour(finding.baseline.to),
            actual: picoText(finding.baseline.actual),
            expected: picoText(finding.baseline.expected),
            low: picoText(finding.baseline.band.low),
            high: picoText(finding.baseline.band.high),
            history: finding.baseline.history,
            score: finding.baseline.score,
          },
        }),
    hours: finding.series.map((point) => ({ hour: isoHour(point.hour), cost: picoText(point.cost) })),
    contributions: finding.contributions.map((part) => ({ ...part, rise: picoText(part.rise) })),
    messages: messages.map(({ id, channel, state, attempts, why, notification }) => ({
      id,
      channel,
      state,
      attempts,
      ...(why === undefined ? {} : { why }),
      headline: notification.headline,
    })),
    query: reproducingQuery(alert),
  };
}

function method(alert: Alert, io: Io): string[] {
  const { baseline, currency } = alert.finding;
  const once = onceMethod(alert.finding);
  if (once !== undefined) return [`${styleOf(io).bold('How it was judged')}\n${literal(once)}`];
  if (baseline === undefined) return [];
  const money = (pico: Pico) => formatMoney(pico, currency);
  return [
    `${styleOf(io).bold('How it was judged')}\n${isoHour(baseline.from)} to ${isoHour(baseline.to)}: ${money(baseline.actual)}, expected ${money(baseline.expected)} (${money(baseline.band.low)} to ${money(baseline.band.high)}) from ${baseline.history} earlier windows of the same length; score ${baseline.score.toFixed(1)}: ${rarity(baseline.score)}`,
  ];
}

/** A score is -log10 of how rarely it happens; beyond a billion nobody counts. */
const rarity = (score: number): string =>
  score >= 9
    ? 'less than once in 1,000,000,000 such windows'
    : `about once in ${Math.round(10 ** score).toLocaleString('en-US')} such windows`;

function hours(alert: Alert, io: Io): string[] {
  const { series, currency, startedAt } = alert.finding;
  if (series.length === 0) return [];
  const top = Math.max(...series.map((point) => approximate(point.cost)), 1e-12);
  const shown = series.slice(-HOURS_SHOWN);
  const rows = shown.map((point) => [
    `${isoHour(point.hour).replace('T', ' ').replace('Z', '')}${point.hour === startedAt ? '  <- began' : ''}`,
    formatMoney(point.cost, currency),
    '█'.repeat(Math.round((approximate(point.cost) / top) * 40)),
  ]);
  const sum = series.reduce((total, point) => total + point.cost, 0n);
  const left = series.length - shown.length;
  return [
    `${styleOf(io).bold('Hour by hour')}${left > 0 ? ` (the last ${shown.length} of ${series.length}; all in --json)` : ''}\n${textTable(
      [{ title: 'hour (UTC)' }, { title: 'cost', align: 'right' }, { title: '' }],
      [...rows, [`all ${series.length} hours`, formatMoney(sum, currency), '']],
      io.width,
    ).trimEnd()}`,
  ];
}

function rise(alert: Alert, io: Io): string[] {
  const { contributions, currency } = alert.finding;
  if (contributions.length === 0) return [];
  const total = contributions.reduce((sum, part) => sum + part.rise, 0n);
  const rows = contributions.map((part) => [
    part.principal,
    part.model,
    part.tokenKind,
    formatMoney(part.rise, currency),
    total === 0n ? '' : `${(Number((part.rise * 1000n) / total) / 10).toFixed(1)} %`,
  ]);
  return [
    `${styleOf(io).bold('What the rise is made of')}\n${textTable(
      [
        { title: 'principal' },
        { title: 'model' },
        { title: 'tokens', whole: true },
        { title: 'rise', align: 'right' },
        { title: 'share', align: 'right' },
      ],
      [...rows, ['all', '', '', formatMoney(total, currency), '']],
      io.width,
    ).trimEnd()}`,
  ];
}
