import { BatchWriteItemCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import type { Item } from './attributes.ts';
import { unprocessedLoop } from './backoff.ts';
import { mapBounded } from './bounded.ts';
import { failureOf } from './retry.ts';
import type { TableOptions } from './table-access.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html: 25 items, 16 MB. */
const BATCH_ITEMS_MAX = 25;

/** Puts items without conditions, in any order; resolves when the table took every one. Throws Failure `retryable`. */
export async function writeAll(options: TableOptions, items: readonly Item[]): Promise<void> {
  const chunks = Array.from({ length: Math.ceil(items.length / BATCH_ITEMS_MAX) }, (_, index) =>
    items.slice(index * BATCH_ITEMS_MAX, (index + 1) * BATCH_ITEMS_MAX),
  );
  await mapBounded(chunks, (chunk) => writeChunk(options, chunk));
}

function writeChunk({ client, table }: TableOptions, items: readonly Item[]): Promise<void> {
  const puts = items.map((Item): WriteRequest => ({ PutRequest: { Item } }));
  return unprocessedLoop(puts, `table ${table}`, async (left) => {
    try {
      const answer = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: [...left] } }));
      return answer.UnprocessedItems?.[table] ?? [];
    } catch (error) {
      throw failureOf(error, `table ${table}`);
    }
  });
}
