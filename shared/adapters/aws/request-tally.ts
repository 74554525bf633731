import type { Pico } from '../../domain/base/money.ts';
import { sortedEntries } from '../../domain/base/order.ts';
import { UNIT_PRICES } from './unit-prices.ts';

/** One attempt that went over the wire. */
export type Attempt =
  | { readonly service: 'dynamodb'; readonly operation: string; readonly units: DynamoUnits }
  | { readonly service: 's3'; readonly operation: string; readonly price: 's3Put' | 's3Get' | 'free' };

/** DynamoDB's request units; reads come in halves. */
export interface DynamoUnits {
  readonly write: number;
  readonly read: number;
}

/** What was asked of AWS, repeats of the SDK included. */
export interface Usage {
  readonly dynamodb: number;
  readonly s3: number;
  /** Requests by operation, such as `Query`. */
  readonly operations: Readonly<Record<string, number>>;
  readonly units: DynamoUnits;
  /** By the unit prices of this folder. */
  readonly cost: Pico;
}

export interface RequestTally {
  add(attempt: Attempt): void;
  /** What came since this was last asked. */
  take(): Usage;
}

/** Counts the requests of one process, which does one thing at a time. */
export function createRequestTally(): RequestTally {
  let attempts: Attempt[] = [];
  return {
    add: (attempt) => {
      attempts.push(attempt);
    },
    take: () => {
      const taken = attempts;
      attempts = [];
      return usageOf(taken);
    },
  };
}

function usageOf(attempts: readonly Attempt[]): Usage {
  const operations = new Map<string, number>();
  const units = { write: 0, read: 0 };
  let cost = 0n;
  for (const attempt of attempts) {
    operations.set(attempt.operation, (operations.get(attempt.operation) ?? 0) + 1);
    if (attempt.service === 's3') {
      cost += attempt.price === 'free' ? 0n : UNIT_PRICES[attempt.price];
      continue;
    }
    units.write += attempt.units.write;
    units.read += attempt.units.read;
  }
  return {
    dynamodb: attempts.filter(({ service }) => service === 'dynamodb').length,
    s3: attempts.filter(({ service }) => service === 's3').length,
    operations: Object.fromEntries(sortedEntries(operations)),
    units,
    cost: cost + half(units.write, UNIT_PRICES.writeUnit) + half(units.read, UNIT_PRICES.readUnit),
  };
}

/** Units are whole or half ones, so that nothing is rounded. */
const half = (units: number, price: Pico): Pico => (BigInt(Math.round(units * 2)) * price) / 2n;
