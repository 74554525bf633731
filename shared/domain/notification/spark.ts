import { approximate, formatMoney, type Pico } from '../base/money.ts';
import type { Finding } from '../evaluation/finding.ts';
import type { Notification } from './notification.ts';
import { hourText } from './words.ts';

/** The usual day beside the unusual ones: a rise without its foot is just a high line. */
const HOURS_BEFORE = 24;

/** A finding's series from the day before its start on, and what it stands for; channels squeeze it to their width. */
export function sparkOf({
  series,
  startedAt,
  currency,
}: Finding): Pick<Notification, 'spark' | 'sparkCaption'> {
  const foot = series.filter((point) => point.hour >= startedAt - HOURS_BEFORE);
  const points = foot.length > 1 ? foot : series;
  const first = points[0];
  const last = points.at(-1);
  // Stryker disable next-line LogicalOperator,ConditionalExpression: the first and the last of a list are there together or not at all.
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
