import type { Notification, SparkCaption } from '../../domain/notification/notification.ts';

const STEPS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/** Fits the narrowest phone beside the border of a preformatted text. */
export const SPARK_COLUMNS_MAX = 36;

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
  const pointer = mark < 0 ? [] : [`${' '.repeat(Math.floor((mark * columns) / hours))}↑ starts here`];
  return [...pointer, `${from} → ${to} UTC`, `${low} to ${high} an hour`];
}
