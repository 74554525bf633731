import type { MetricRow } from './metrics.ts';

export interface Widget {
  readonly type: 'text' | 'metric' | 'alarm' | 'log';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}
type Unplaced = Omit<Widget, 'x' | 'y' | 'width' | 'height'>;

/** CloudWatch's grid is this wide. */
const COLUMNS = 24;
const HOUR = 3_600;
const DAY = 86_400;
// biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation puts the region in
const REGION = '${AWS::Region}';

/** Widgets side by side, equally wide; rows below each other. */
export const grid = (
  rows: readonly { readonly height: number; readonly widgets: readonly Unplaced[] }[],
): readonly Widget[] => {
  let y = 0;
  return rows.flatMap(({ height, widgets }) => {
    const width = COLUMNS / widgets.length;
    const placed = widgets.map((widget, index) => ({ ...widget, x: index * width, y, width, height }));
    y += height;
    return placed;
  });
};

export const text = (markdown: string): Unplaced => ({
  type: 'text',
  properties: { markdown, background: 'transparent' },
});

/** One number with its course behind it: the sum of the day, or the most of the last hour. */
export const number = (title: string, stat: 'Sum' | 'Maximum', metrics: readonly MetricRow[]): Unplaced => ({
  type: 'metric',
  properties: {
    ...{ title, view: 'singleValue', sparkline: true, region: REGION },
    ...{ stat, period: stat === 'Sum' ? DAY : HOUR, metrics },
  },
});

interface Course {
  readonly stat: string;
  readonly label?: string;
  readonly period?: number;
  readonly stacked?: boolean;
  /** A line that must not be crossed. */
  readonly limit?: { readonly value: number; readonly label: string };
}

export const course = (
  title: string,
  { stat, label, period = HOUR, stacked = false, limit }: Course,
  metrics: readonly MetricRow[],
): Unplaced => ({
  type: 'metric',
  properties: {
    ...{ title, view: stacked ? 'bar' : 'timeSeries', stacked, region: REGION, stat, period, metrics },
    yAxis: { left: { min: 0, ...(label === undefined ? {} : { label, showUnits: false }) } },
    ...(limit === undefined ? {} : { annotations: { horizontal: [{ ...limit, color: '#d62728' }] } }),
  },
});

export const alarms = (title: string, names: readonly string[]): Unplaced => ({
  type: 'alarm',
  properties: { title, alarms: names.map((name) => `\${${name}.Arn}`) },
});

export const logs = (title: string, functions: readonly string[], query: string): Unplaced => {
  const sources = functions.map((name) => `SOURCE '/aws/lambda/billhook-\${sls:stage}-${name}'`);
  return {
    type: 'log',
    properties: { title, region: REGION, view: 'table', query: `${sources.join(' | ')} | ${query}` },
  };
};
