import type { Alert } from '../../shared/domain/alert/alert.ts';
import { isoHour } from '../../shared/domain/base/instant.ts';
import { picoText } from '../../shared/domain/base/money.ts';
import type { EvidencePack } from '../../shared/domain/evidence/pack.ts';
import type { OutboxEntry } from '../../shared/domain/notification/outbox.ts';
import { alertLines, historyLines, messageLines } from './alert-text.ts';
import { causeParts } from './cause-text.ts';
import { aroundLines, dataLines, ruledOutLines, ruleLines } from './explain-facts.ts';
import { hourLines } from './explain-hours.ts';
import { partLines } from './explain-parts.ts';
import { type Io, literal, styleOf } from './io.ts';
import { onceMethod } from './once-text.ts';
import { alertJson } from './run-json.ts';

/** What is known of one alert. */
export interface Explained {
  readonly alert: Alert;
  readonly messages: readonly OutboxEntry[];
  readonly pack: EvidencePack;
}

/** The chain of one alert, in the order of its message: amounts, method, reasons, hours, parts, doubts, query. */
export function explainText({ alert, messages, pack }: Explained, io: Io): string {
  const style = styleOf(io);
  const once = onceMethod(alert.finding);
  const parts = [
    alertLines(alert, io),
    ...ruleLines(pack, io),
    ...(once === undefined ? [] : [literal(once)]),
    ...causeParts(alert.finding, io),
    ...hourLines(pack, io),
    ...partLines(pack, io),
    ...ruledOutLines(pack, io),
    ...aroundLines(pack, io),
    ...dataLines(pack, io),
    `${style.bold('What happened to it')} (UTC)\n${historyLines(alert).join('\n')}`,
    `${style.bold('Messages')}\n${messageLines(messages).join('\n') || 'none'}`,
    `${style.bold('Check it yourself')} (the Athena form is in --json)\n${queryLines(pack.query.duckdb)}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

const queryLines = (query: string): string => query.split('\n').map(literal).join('\n');

export function explainJson({ alert, messages, pack }: Explained): Record<string, unknown> {
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
    query: pack.query.duckdb,
    evidence: pack,
  };
}
