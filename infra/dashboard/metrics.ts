/** A row of `metrics` in a CloudWatch widget: namespace, name, dimensions, and how it is drawn. */
export type MetricRow = readonly (string | Drawn)[] | readonly [Expression];

interface Drawn {
  readonly id?: string;
  readonly label?: string;
  readonly stat?: string;
  readonly color?: string;
  readonly period?: number;
  readonly yAxis?: 'left' | 'right';
  readonly visible?: boolean;
}
interface Expression extends Drawn {
  readonly expression: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export const COLORS = {
  good: '#2ca02c',
  bad: '#d62728',
  warning: '#ff9900',
  calm: '#1f77b4',
  faint: '#7f7f7f',
} as const;

/** Every function of the stack; a test compares them with the template's. */
export const FUNCTIONS = [
  ...(['ingest', 'read-file', 'publish-delivery', 'evaluate', 'notify', 'reconcile'] as const),
  ...(['slack', 'api', 'backtest'] as const),
] as const;
type FunctionName = (typeof FUNCTIONS)[number];

/** What the code itself counts, under the name of the service. */
export const own = (name: string, drawn: Drawn = {}): MetricRow => [
  'Billhook',
  name,
  'service',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the framework puts the stage in
  'billhook-${sls:stage}',
  { label: name, ...drawn },
];

export const ofFunction = (name: string, fn: FunctionName, drawn: Drawn = {}): MetricRow => [
  'AWS/Lambda',
  name,
  'FunctionName',
  `billhook-\${sls:stage}-${fn}`,
  { label: fn, ...drawn },
];

export const ofQueue = (name: string, queue: string, drawn: Drawn = {}): MetricRow => [
  'AWS/SQS',
  name,
  'QueueName',
  `\${${queue}.QueueName}`,
  { label: queue, ...drawn },
];

export const ofTable = (name: string, drawn: Drawn = {}): MetricRow => [
  'AWS/DynamoDB',
  name,
  'TableName',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation puts the table's name in
  '${Table}',
  { label: name, ...drawn },
];

export const ofStateMachine = (name: string, machine: string, drawn: Drawn = {}): MetricRow => [
  'AWS/States',
  name,
  'StateMachineArn',
  `\${${machine}}`,
  { label: machine, ...drawn },
];

export const expression = (text: string, drawn: Drawn): MetricRow => [{ expression: text, ...drawn }];
