export type SeriesColor =
  | 'series-1'
  | 'series-2'
  | 'series-3'
  | 'series-4'
  | 'series-5'
  | 'series-rest'
  | 'soft';

export interface ChartSeries {
  readonly label: string;
  /** One for each time; null leaves a gap. */
  readonly values: readonly (number | null)[];
  readonly color: SeriesColor;
  readonly kind: 'line' | 'dashed' | 'bars';
}

export interface ChartBand {
  readonly label: string;
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
  readonly color: SeriesColor;
}

/** A stretch of time that something held, such as a plan or an alert. */
export interface ChartSpan {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** `line-strong` is for what is not sure yet. */
  readonly tone: 'critical' | 'warning' | 'info' | 'good' | 'line-strong';
}

export interface ChartFacts {
  /** Starts of hours or days, ms, rising. */
  readonly times: readonly number[];
  readonly grain: 'hour' | 'day';
  readonly currency: string;
  readonly series: readonly ChartSeries[];
  readonly bands?: readonly ChartBand[];
  readonly spans?: readonly ChartSpan[];
  /** A line across, such as a budget. */
  readonly level?: { readonly label: string; readonly value: number };
}
