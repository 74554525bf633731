import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { bug } from '../../domain/base/failure.ts';
import type { Item } from './attributes.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html: 400 KB with attribute names. */
export const ITEM_BYTES_MAX = 400 * 1024;

/**
 * Size as DynamoDB counts it, or a little more: numbers take a byte for two digits and up to three besides.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.length / 2) + 3;
  if (value.B !== undefined) return value.B.byteLength;
  if (value.L !== undefined) return 3 + value.L.reduce((sum, each) => sum + 1 + valueBytes(each), 0);
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemBytes(value.M);
  return 1;
}

/** Throws Failure `bug` in words, before DynamoDB refuses it with less of an explanation. */
export function assertFits(item: Item, what: string): Item {
  const bytes = itemBytes(item);
  if (bytes <= ITEM_BYTES_MAX) return item;
  throw bug(`${what} is too large to store`, {
    expected: `at most ${ITEM_BYTES_MAX} bytes in one item`,
    found: `${bytes} bytes`,
  });
}
