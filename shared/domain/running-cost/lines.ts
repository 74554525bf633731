import { approximate, type Pico, picoOfNumber } from '../base/money.ts';
import { monthlyQuantities } from './model.ts';
import type { Quantities, RunningPrices, Unit } from './prices.ts';
import type { InstallationSize } from './size.ts';

export interface CostLine {
  readonly unit: Unit;
  readonly service: string;
  readonly what: string;
  readonly quantity: number;
  /** Of the quantity; 0 unless the free tier is asked for. */
  readonly free: number;
  readonly cost: Pico;
}

export interface RunningCost {
  readonly lines: readonly CostLine[];
  readonly total: Pico;
}

const NAMES: Readonly<Record<Unit, readonly [service: string, what: string]>> = {
  lambdaGbSecond: ['Lambda', 'GB-seconds, arm64'],
  lambdaRequest: ['Lambda', 'invocations'],
  readUnit: ['DynamoDB', 'read units'],
  writeUnit: ['DynamoDB', 'write units'],
  tableGbMonth: ['DynamoDB', 'GB stored'],
  backupGbMonth: ['DynamoDB', 'GB restorable to any second'],
  s3GbMonth: ['S3', 'GB, deliveries of 45 days and rollups'],
  s3RareGbMonth: ['S3', 'GB, older deliveries'],
  s3Put: ['S3', 'writes and lists'],
  s3Get: ['S3', 'reads'],
  sqsRequest: ['SQS', 'requests, most of them polls'],
  snsPublish: ['SNS', 'messages'],
  stateTransition: ['Step Functions', 'state transitions'],
  scheduledCall: ['EventBridge', 'scheduled calls'],
  httpRequest: ['API Gateway', 'requests'],
  logGb: ['CloudWatch', 'GB of logs'],
  logGbMonth: ['CloudWatch', 'GB of logs kept'],
  metricMonth: ['CloudWatch', 'metrics'],
  alarmMonth: ['CloudWatch', 'alarms'],
  dashboardMonth: ['CloudWatch', 'dashboards'],
};

/**
 * What every account has for nothing, for ever, if nothing else in it has used it up. S3 and API Gateway give new
 * accounts only. https://aws.amazon.com/free/
 */
const FREE: Readonly<Partial<Quantities>> = {
  lambdaGbSecond: 400_000,
  lambdaRequest: 1_000_000,
  tableGbMonth: 25,
  sqsRequest: 1_000_000,
  snsPublish: 1_000_000,
  stateTransition: 4_000,
  scheduledCall: 14_000_000,
  logGb: 5,
  metricMonth: 10,
  alarmMonth: 10,
  dashboardMonth: 3,
};

/** Dearest first. The cost is an estimate, whole microdollars of it. */
export function runningCost(
  size: InstallationSize,
  prices: RunningPrices,
  { freeTier }: { readonly freeTier: boolean },
): RunningCost {
  const quantities = monthlyQuantities(size);
  const lines = UNITS.map((unit): CostLine => {
    const [service, what] = NAMES[unit];
    const quantity = quantities[unit];
    const free = freeTier ? Math.min(quantity, FREE[unit] ?? 0) : 0;
    const cost = picoOfNumber((quantity - free) * approximate(prices[unit]));
    return { unit, service, what, quantity, free, cost };
  });
  return {
    lines: lines.toSorted((a, b) => Number(b.cost - a.cost)),
    total: lines.reduce((sum, { cost }) => sum + cost, 0n),
  };
}

const UNITS: readonly Unit[] = [
  ...(['lambdaGbSecond', 'lambdaRequest', 'readUnit', 'writeUnit', 'tableGbMonth', 'backupGbMonth'] as const),
  ...(['s3GbMonth', 's3RareGbMonth', 's3Put', 's3Get', 'sqsRequest', 'snsPublish'] as const),
  ...(['stateTransition', 'scheduledCall', 'httpRequest', 'logGb', 'logGbMonth'] as const),
  ...(['metricMonth', 'alarmMonth', 'dashboardMonth'] as const),
];

/** What somebody might have twice as much of. */
const DRIVERS = {
  rows: 'rows',
  principals: 'principals',
  deliveriesPerDay: 'deliveries a day',
  messages: 'messages',
  tagValues: "a tag's values",
  monthsKept: 'months kept',
} as const satisfies Partial<Record<keyof InstallationSize, string>>;

export interface Driver {
  readonly name: string;
  /** What twice as much of it costs besides. */
  readonly more: Pico;
}

/** Of what twice as much would cost most besides. */
export function dearestDriver(
  size: InstallationSize,
  prices: RunningPrices,
  options: { readonly freeTier: boolean },
): Driver {
  const { total } = runningCost(size, prices, options);
  const drivers = (Object.keys(DRIVERS) as readonly (keyof typeof DRIVERS)[]).map((key): Driver => {
    const doubled = runningCost({ ...size, [key]: size[key] * 2 }, prices, options);
    return { name: DRIVERS[key], more: doubled.total - total };
  });
  return drivers.reduce((most, one) => (one.more > most.more ? one : most));
}
