import { approximate, formatMoney, type Pico } from '../base/money.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Notification } from './notification.ts';
import { hourText } from './words.ts';

/** Three days: enough to see the usual day beside the unusual one, and one line of a message. */
const HOURS_MAX = 72;

/** The newest hours of a finding's series, and what they stand for. */
export function sparkOf({
  series,
  startedAt,
  currency,
}: Finding): Pick<Notification, 'spark' | 'sparkCaption'> {
  const points = series.slice(-HOURS_MAX);
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return { spark: [] };
  const costs = points.map((point) => point.cost);
  return {
    spark: costs.map(approximate),
    sparkCaption: {
      from: hourText(first.hour),
      to: hourText(last.hour),
      mark: points.findIndex((point) => point.hour >= startedAt),
      low: formatMoney(costs.reduce(smaller), currency),
      high: formatMoney(costs.reduce(larger), currency),
    },
  };
}

const smaller = (a: Pico, b: Pico): Pico => (a < b ? a : b);
const larger = (a: Pico, b: Pico): Pico => (a > b ? a : b);
