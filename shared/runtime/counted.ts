import type { Usage } from '../adapters/aws/request-tally.ts';
import { picoText } from '../domain/base/money.ts';
import type { Telemetry } from '../ports/telemetry.ts';

export const REQUESTS_MADE = 'requests made';

/** Who counts requests, and where they are told. */
export interface Counting {
  readonly telemetry: Telemetry;
  /** What was asked of AWS since this was last called; without it nothing is told of that. */
  readonly usage?: () => Usage;
}

/**
 * Tells what an invocation asked of DynamoDB and S3 and what that costs, also where it failed. What a cold start asks
 * counts with the first invocation.
 */
export function counted<Event, Result>(app: Counting, handle: (event: Event) => Promise<Result>) {
  return async (event: Event): Promise<Result> => {
    try {
      return await handle(event);
    } finally {
      const usage = app.usage?.();
      if (usage !== undefined) app.telemetry.event(REQUESTS_MADE, factsOf(usage));
    }
  };
}

/** `dollars` is exact. */
const factsOf = ({ dynamodb, s3, units, operations, cost }: Usage) => ({
  dynamodb,
  s3,
  writeUnits: units.write,
  readUnits: units.read,
  dollars: picoText(cost),
  operations: Object.entries(operations)
    .map(([operation, count]) => `${operation} ${count}`)
    .join(', '),
});
