/** Model part of AWS's usage types, provider, name, and the price of an input token in 10^-10 USD. */
const MODELS: readonly (readonly [string, string, string, number])[] = [
  ['Claude4.6Opus', 'Anthropic', 'Claude Opus 4.6', 50_000],
  ['Claude4.6Sonnet', 'Anthropic', 'Claude Sonnet 4.6', 30_000],
  ['Claude4.5Opus', 'Anthropic', 'Claude Opus 4.5', 50_000],
  ['Claude4.5Sonnet', 'Anthropic', 'Claude Sonnet 4.5', 30_000],
  ['Claude4.5Haiku', 'Anthropic', 'Claude Haiku 4.5', 10_000],
  ['NovaPremier', 'Amazon', 'Nova Premier', 25_000],
  ['NovaPro', 'Amazon', 'Nova Pro', 8_000],
  ['NovaLite', 'Amazon', 'Nova Lite', 600],
  ['NovaMicro', 'Amazon', 'Nova Micro', 360],
  ['Nova2.0Lite', 'Amazon', 'Nova 2 Lite', 3_000],
  ['gpt-oss-120b', 'OpenAI', 'gpt-oss-120b', 1_500],
  ['Qwen3-32B', 'Qwen', 'Qwen3 32B', 1_520],
];

/** End of the usage type, words of the product map, and the price in hundredths of an input token's. */
const DIRECTIONS: readonly (readonly [string, string, number])[] = [
  ['input-tokens', 'Input tokens', 100],
  ['output-tokens', 'Output tokens', 500],
  ['cache-read-input-token-count', 'Cache read tokens', 10],
  ['cache-write-input-token-count', 'Cache write tokens', 125],
];

/** Product code, name, family, unit, operation, and the beginning of its usage types. */
const SERVICES: readonly (readonly [string, string, string, string, string, string])[] = [
  ['AmazonEC2', 'Amazon Elastic Compute Cloud', 'Compute Instance', 'Hrs', 'RunInstances', 'BoxUsage:m7g.'],
  ['AmazonS3', 'Amazon Simple Storage Service', 'API Request', 'Requests', 'PutObject', 'Requests-Tier'],
  ['AWSLambda', 'AWS Lambda', 'Serverless', 'Lambda-GB-Second', 'Invoke', 'Lambda-GB-Second-ARM-'],
  ['AmazonCloudWatch', 'AmazonCloudWatch', 'Metric', 'Metrics', 'MetricStorage', 'CW:MetricMonitorUsage-'],
  [
    'AmazonRDS',
    'Amazon Relational Database Service',
    'Database Instance',
    'Hrs',
    'CreateDBInstance',
    'Inst:',
  ],
  ['AmazonDynamoDB', 'Amazon DynamoDB', 'Database Storage', 'GB-Mo', 'StandardStorage', 'TimedStorage-'],
  ['AWSDataTransfer', 'AWS Data Transfer', 'Data Transfer', 'GB', 'PublicIP-Out', 'DataTransfer-Out-'],
  ['awskms', 'AWS Key Management Service', 'Encryption Key', 'Requests', 'Decrypt', 'KMS-Requests-'],
];

/** Beginning of usage types, code, and location. */
const REGIONS: readonly (readonly [string, string, string])[] = [
  ['USE1', 'us-east-1', 'US East (N. Virginia)'],
  ['USW2', 'us-west-2', 'US West (Oregon)'],
  ['EU', 'eu-west-1', 'EU (Ireland)'],
  ['APN1', 'ap-northeast-1', 'Asia Pacific (Tokyo)'],
];

const text = (value: string | number): string => (typeof value === 'number' ? `${value}` : `'${value}'`);

/** SQL that takes what the row drew out of one column of a table above. */
const chosen = (table: readonly (readonly (string | number)[])[], column: number, by: string): string =>
  `[${table.map((entry) => text(entry[column]!)).join(', ')}][${by}]`;

export const region = {
  prefix: chosen(REGIONS, 0, 'region'),
  code: chosen(REGIONS, 1, 'region'),
  location: chosen(REGIONS, 2, 'region'),
};

export const model = {
  code: chosen(MODELS, 0, 'model'),
  provider: chosen(MODELS, 1, 'model'),
  name: chosen(MODELS, 2, 'model'),
  /** Of one token, in 10^-10 USD: a whole number. */
  price: `(${chosen(MODELS, 3, 'model')} * ${chosen(DIRECTIONS, 2, 'direction')} // 100)`,
};

export const direction = {
  ending: chosen(DIRECTIONS, 0, 'direction'),
  words: chosen(DIRECTIONS, 1, 'direction'),
};

export const service = {
  code: chosen(SERVICES, 0, 'service'),
  name: chosen(SERVICES, 1, 'service'),
  family: chosen(SERVICES, 2, 'service'),
  unit: chosen(SERVICES, 3, 'service'),
  operation: chosen(SERVICES, 4, 'service'),
  usageType: `(${region.prefix} || '-' || ${chosen(SERVICES, 5, 'service')} || usage)`,
};
