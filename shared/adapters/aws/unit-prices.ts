import type { PriceSource, RunningPrices } from '../../domain/running-cost/prices.ts';

/**
 * What AWS charges in one region for what this stack uses, in picodollars a unit. The first price of a tier: nobody's
 * Billhook reaches the second. Nobody is told when AWS changes one: each page says below when it was last seen in print.
 */
export const UNIT_PRICES = {
  region: 'us-east-1',
  /** $0.625 and $0.125 a million units since 2024-11-01; a GB-month $0.25, and $0.20 where it can be restored. */
  writeUnit: 625_000n,
  readUnit: 125_000n,
  tableGbMonth: 250_000_000_000n,
  backupGbMonth: 200_000_000_000n,
  /** $0.005 and $0.0004 a thousand requests. */
  s3Put: 5_000_000n,
  s3Get: 400_000n,
  s3GbMonth: 23_000_000_000n,
  s3RareGbMonth: 12_500_000_000n,
  /** arm64, $0.0000133334; $0.20 a million invocations. */
  lambdaGbSecond: 13_333_400n,
  lambdaRequest: 200_000n,
  sqsRequest: 400_000n,
  snsPublish: 500_000n,
  /** Of standard workflows, $0.025 a thousand. */
  stateTransition: 25_000_000n,
  scheduledCall: 1_000_000n,
  httpRequest: 1_000_000n,
  logGb: 500_000_000_000n,
  logGbMonth: 30_000_000_000n,
  metricMonth: 300_000_000_000n,
  alarmMonth: 100_000_000_000n,
  dashboardMonth: 3_000_000_000_000n,
} as const satisfies RunningPrices & { readonly region: string };

/**
 * Where each is published, and the latest day for which it was seen in print. The GB-months of tables, S3's requests and rare
 * class, alarms and kept logs were seen in undated print only.
 */
export const PRICE_SOURCES: readonly PriceSource[] = [
  { service: 'DynamoDB', page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/', asOf: '2025-07-21' },
  { service: 'S3', page: 'https://aws.amazon.com/s3/pricing/', asOf: '2026-03-13' },
  { service: 'Lambda', page: 'https://aws.amazon.com/lambda/pricing/', asOf: '2026-03-08' },
  { service: 'SQS', page: 'https://aws.amazon.com/sqs/pricing/', asOf: '2026-03-14' },
  { service: 'SNS', page: 'https://aws.amazon.com/sns/pricing/', asOf: '2026-06-13' },
  { service: 'Step Functions', page: 'https://aws.amazon.com/step-functions/pricing/', asOf: '2026-03-14' },
  { service: 'EventBridge', page: 'https://aws.amazon.com/eventbridge/pricing/', asOf: '2026-03-13' },
  { service: 'API Gateway', page: 'https://aws.amazon.com/api-gateway/pricing/', asOf: '2026-09-20' },
  { service: 'CloudWatch', page: 'https://aws.amazon.com/cloudwatch/pricing/', asOf: '2026-06-13' },
];
