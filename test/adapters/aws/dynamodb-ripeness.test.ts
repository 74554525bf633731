import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import type { Item } from '../../../shared/adapters/aws/attributes.ts';
import { createDynamoRipenessStore } from '../../../shared/adapters/aws/dynamodb-ripeness-store.ts';
import { NOTHING_LEARNED } from '../../../shared/domain/evaluation/ripeness/state.ts';
import { stubClient } from './stub-client.ts';

/** A table in which this item stands. */
function storeOver(stored: Item) {
  const { client, sent } = stubClient<DynamoDBClient>({
    GetItemCommand: () => ({ Item: stored }),
    PutItemCommand: () => ({}),
  });
  return { store: createDynamoRipenessStore({ client, table: 'billhook' }), sent };
}
const ITEM: Item = { pk: { S: 'ripeness#e' }, sk: { S: 'state' }, taught: { N: '7' } };

test('what was remembered in another way is not read, and gives way to what is learned anew', async () => {
  const { store, sent } = storeOver({ ...ITEM, schema: { N: '0' }, state: { B: Uint8Array.of(1) } });
  expect(await store.read('e')).toBeUndefined();
  expect(await store.write('e', NOTHING_LEARNED, undefined)).toBe(true);
  expect(sent.at(-1)!.input).toMatchObject({
    ConditionExpression: 'attribute_not_exists(#schema) OR #schema <> :schema',
  });
});

test('bytes that nobody of us wrote are told of by name', async () => {
  const { store } = storeOver({ ...ITEM, schema: { N: '1' }, state: { B: Uint8Array.of(1, 2, 3) } });
  await expect(store.read('e')).rejects.toMatchObject({ kind: 'bug', detail: { file: 'ripeness#e' } });
});
