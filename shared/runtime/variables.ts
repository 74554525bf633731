/** One environment variable of the product. The table in docs/configuration.md and the check at cold start both come from this list. */
export interface Variable {
  readonly name: string;
  readonly required: boolean;
  /** Taken where the variable is not set or blank. */
  readonly fallback?: string;
  readonly pattern: RegExp;
  /** Completes "expected …" in an error message. */
  readonly expected: string;
  readonly meaning: string;
}

const HTTP_URL = /^https?:\/\/[^\s/]+(\/\S*)?$/;
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

export const VARIABLES = [
  {
    name: 'BILLHOOK_TABLE',
    required: true,
    pattern: /^[A-Za-z0-9_.-]{3,255}$/,
    expected: 'the name of a DynamoDB table',
    meaning: 'DynamoDB table of ledger, budgets, alerts and messages',
  },
  {
    name: 'BILLHOOK_EXPORT_BUCKET',
    required: true,
    pattern: BUCKET,
    expected: 'the name of an S3 bucket',
    meaning: 'S3 bucket that AWS Data Exports delivers to',
  },
  {
    name: 'BILLHOOK_EXPORT_NAME',
    required: true,
    pattern: /^[0-9A-Za-z!_.*'()-]{1,128}$/,
    expected: 'the name of a data export, as in its S3 path',
    meaning: 'name of the CUR 2.0 data export',
  },
  {
    name: 'BILLHOOK_EXPORT_PREFIX',
    required: false,
    fallback: '',
    pattern: /^[^\s]*$/,
    expected: 'an S3 prefix without blanks',
    meaning: "the export's S3 prefix; empty for none",
  },
  {
    name: 'BILLHOOK_WORK_BUCKET',
    required: true,
    pattern: BUCKET,
    expected: 'the name of an S3 bucket',
    meaning: 'S3 bucket of rollups (`rollups/`) and settings (`config/billhook.yml`)',
  },
  {
    name: 'BILLHOOK_QUEUE_URL',
    required: true,
    pattern: HTTP_URL,
    expected: 'the address of an SQS queue',
    meaning: 'SQS queue that notices of deliveries wait in',
  },
  {
    name: 'BILLHOOK_LARGE_DELIVERIES',
    required: false,
    pattern: /^arn:[a-z-]+:states:[a-z0-9-]+:\d{12}:stateMachine:[A-Za-z0-9_-]{1,80}$/,
    expected: 'the ARN of a Step Functions state machine',
    meaning:
      'state machine that has the files of a large delivery read side by side; without it one Lambda reads all',
  },
  {
    name: 'BILLHOOK_TOPIC_ARN',
    required: false,
    pattern: /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/,
    expected: 'the ARN of an SNS topic',
    meaning: 'SNS topic that every alert is also published to, as JSON',
  },
  {
    name: 'BILLHOOK_SLACK_PARAMETER',
    required: false,
    pattern: /^\/?[A-Za-z0-9_.-]+(\/[A-Za-z0-9_.-]+)*$/,
    expected: 'the name of an SSM parameter (its name, not the secret)',
    meaning: 'SSM SecureString holding `{"botToken": "…", "webhooks": {"#channel": "https://…"}}`',
  },
  {
    name: 'BILLHOOK_SLACK_API_URL',
    required: false,
    fallback: 'https://slack.com/api/',
    pattern: HTTP_URL,
    expected: "the base address of Slack's Web API",
    meaning: "base address of Slack's Web API; changed by the run on one machine",
  },
  {
    name: 'BILLHOOK_CONSOLE_URL',
    required: false,
    pattern: HTTP_URL,
    expected: 'an http(s) address',
    meaning: 'base address of the evidence pages that messages link to',
  },
] as const satisfies readonly Variable[];

export type VariableName = (typeof VARIABLES)[number]['name'];

/** The table in docs/configuration.md, so that text and check cannot drift apart (a test compares them). */
export function variablesTable(): string {
  const rows = VARIABLES.map((variable: Variable) => {
    const need = variable.required ? 'yes' : variable.fallback ? `no: \`${variable.fallback}\`` : 'no';
    return `| \`${variable.name}\` | ${need} | ${variable.meaning} |`;
  });
  return ['| variable | needed | meaning |', '|---|---|---|', ...rows].join('\n');
}
