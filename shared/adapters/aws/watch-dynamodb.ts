import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  type ServiceInputTypes,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { DynamoUnits, RequestTally } from './request-tally.ts';
import { consumedUnits, refusedUnits, UNPRICED } from './request-units.ts';

/**
 * Has every request of this client counted, with the units that DynamoDB itself says it charges. It stands where each
 * attempt passes on its own, since what the SDK repeats goes over the wire again.
 */
export function watchDynamo(client: DynamoDBClient, tally: RequestTally): DynamoDBClient {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) =>
        UNPRICED.test(commandName)
          ? next(args)
          : next({ ...args, input: Object.assign({ ReturnConsumedCapacity: 'TOTAL' }, args.input) }),
    { name: 'askForCapacity', step: 'initialize', override: true },
  );
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const operation = commandName.replace(/Command$/, '');
        const count = (units: DynamoUnits) => tally.add({ service: 'dynamodb', operation, units });
        try {
          const result = await next(args);
          count(consumedUnits(operation, result.output));
          return result;
        } catch (error) {
          count(unitsOfFault(args.input, error));
          throw error;
        }
      },
    { name: 'countRequests', step: 'deserialize', priority: 'high', override: true },
  );
  return client;
}

/** Conditions that fail are paid as if they had held; what was throttled or not understood is free. */
function unitsOfFault(input: ServiceInputTypes, error: unknown): DynamoUnits {
  if (error instanceof ConditionalCheckFailedException) return refusedUnits(input, error.Item);
  return error instanceof TransactionCanceledException
    ? refusedUnits(input, undefined)
    : { write: 0, read: 0 };
}
