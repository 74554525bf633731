import type { KnownBlock } from '@slack/types';
import type { Gauge, Notification, SparkCaption } from '../../domain/notification/notification.ts';
import { cutText, plainText } from '../../domain/notification/text.ts';
import { glue, richText } from './elements.ts';

const STEPS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/** Fits the narrowest phone beside the border of a preformatted text. */
export const SPARK_COLUMNS_MAX = 36;

/** Bars where a message has any, else the hours. */
export function chartBlock(notification: Notification): KnownBlock | undefined {
  const { gauges } = notification;
  const drawn = gauges === undefined ? sparkline(notification) : gaugeLines(gauges);
  return drawn === undefined
    ? undefined
    : richText({ type: 'rich_text_preformatted', elements: [glue(drawn)] });
}

/** Hourly cost as block characters with its scale and hours below: shape first, figures second. */
export function sparkline({ spark, sparkCaption }: Notification): string | undefined {
  const values = spark.filter(Number.isFinite);
  if (values.length < 2) return undefined;
  const columns = squeeze(values, SPARK_COLUMNS_MAX);
  const top = Math.max(...columns, 0);
  const bars = columns.map((value) => STEPS[stepOf(value, top)]).join('');
  return [
    bars,
    ...(sparkCaption === undefined ? [] : captionLines(sparkCaption, values.length, columns.length)),
  ].join('\n');
}

const stepOf = (value: number, top: number): number =>
  top <= 0 || value <= 0 ? 0 : Math.min(STEPS.length - 1, Math.floor((value / top) * STEPS.length));

/** Neighbouring hours share a column by their highest: a short peak must not vanish. */
function squeeze(values: readonly number[], columns: number): readonly number[] {
  const perColumn = Math.ceil(values.length / columns);
  const squeezed: number[] = [];
  for (let at = 0; at < values.length; at += perColumn) {
    squeezed.push(Math.max(...values.slice(at, at + perColumn)));
  }
  return squeezed;
}

function captionLines({ from, to, mark, low, high }: SparkCaption, hours: number, columns: number): string[] {
  const [first, last] = [caption(from), caption(to)];
  const pointer =
    mark < 0 ? [] : [`${' '.repeat(Math.floor((Math.min(mark, hours) * columns) / hours))}↑ starts here`];
  return [...pointer, `${first} – ${last}`, `${caption(low)} to ${caption(high)} an hour (times in UTC)`];
}

/** Room for `Mon 16 Nov 01:00`, and for names that somebody else chose. */
const caption = (text: string): string => cutText(plainText(text), 20);

const GAUGE_COLUMNS = 20;

/** Bars one below the other, so that what runs ahead of the other is seen before it is read. */
export function gaugeLines(gauges: readonly Gauge[]): string | undefined {
  const shown = gauges.filter(({ share }) => Number.isFinite(share) && share >= 0).slice(0, 4);
  if (shown.length === 0) return undefined;
  const width = Math.max(...shown.map(({ label }) => caption(label).length));
  return shown
    .map(({ label, share }) => {
      const full = Math.min(Math.round(share * GAUGE_COLUMNS), GAUGE_COLUMNS);
      const bar = '█'.repeat(full) + '░'.repeat(GAUGE_COLUMNS - full);
      return `${caption(label).padEnd(width)} ${bar} ${Math.min(Math.round(share * 100), 99_999)} %`;
    })
    .join('\n');
}
