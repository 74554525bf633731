import type { ServiceInputTypes } from '@aws-sdk/client-dynamodb';
import type { Item } from './attributes.ts';
import { itemBytes } from './item-size.ts';
import type { DynamoUnits } from './request-tally.ts';

/** Commands that make or describe tables: no units, and no field to ask for them. */
export const UNPRICED = /^(Create|Describe|Update)(Table|TimeToLive)Command$/;

const READS: ReadonlySet<string> = new Set(['GetItem', 'BatchGetItem', 'Query']);
const WRITE_UNIT_BYTES = 1024;
const TRANSACTION_FACTOR = 2;

/** Units that an answer to `ReturnConsumedCapacity: TOTAL` names: of the table with its indexes, one or a list. */
export function consumedUnits(operation: string, output: object | undefined): DynamoUnits {
  const found = output !== undefined && 'ConsumedCapacity' in output ? [output.ConsumedCapacity].flat() : [];
  const units = found.reduce((sum: number, one) => sum + capacityOf(one), 0);
  return READS.has(operation) ? { write: 0, read: units } : { write: units, read: 0 };
}

const capacityOf = (one: unknown): number =>
  typeof one === 'object' && one !== null && 'CapacityUnits' in one && typeof one.CapacityUnits === 'number'
    ? one.CapacityUnits
    : 0;

/**
 * Units of a write whose condition failed, which no answer names: those of the larger of the item that stands there
 * and the one that was to be put, a transaction's twice.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export function refusedUnits(input: ServiceInputTypes, standing: Item | undefined): DynamoUnits {
  if ('TransactItems' in input) {
    const puts = (input.TransactItems ?? []).map((one) => ('Put' in one ? one.Put?.Item : undefined));
    return { write: puts.reduce((sum, put) => sum + TRANSACTION_FACTOR * writeUnits(put), 0), read: 0 };
  }
  const put = 'Item' in input ? input.Item : undefined;
  return { write: Math.max(writeUnits(standing), writeUnits(put)), read: 0 };
}

const writeUnits = (item: Item = {}): number => Math.max(1, Math.ceil(itemBytes(item) / WRITE_UNIT_BYTES));
