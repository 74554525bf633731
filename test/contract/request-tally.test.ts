import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { number, text } from '../../shared/adapters/aws/attributes.ts';
import { writeAll } from '../../shared/adapters/aws/batch-write.ts';
import { itemBytes } from '../../shared/adapters/aws/item-size.ts';
import { createRequestTally } from '../../shared/adapters/aws/request-tally.ts';
import { createS3ObjectStore } from '../../shared/adapters/aws/s3-object-store.ts';
import { ensureTable } from '../../shared/adapters/aws/table.ts';
import {
  getItem,
  getItems,
  putItem,
  queryPartition,
  type TableOptions,
  transact,
  updateItem,
} from '../../shared/adapters/aws/table-access.ts';
import { watchDynamo } from '../../shared/adapters/aws/watch-dynamodb.ts';
import { watchS3 } from '../../shared/adapters/aws/watch-s3.ts';
import type { RunningServer } from '../../shared/embedded/child-server.ts';
import { startDynoxide } from '../../shared/embedded/dynoxide.ts';
import { type CountingProxy, startCountingProxy } from '../builders/counting-proxy.ts';
import { localDynamo } from './table-engines.ts';

let engine: RunningServer;
let proxy: CountingProxy;
let client: DynamoDBClient;
let table: TableOptions;
const tally = createRequestTally();

beforeAll(async () => {
  engine = await startDynoxide();
  proxy = await startCountingProxy(engine.endpoint);
  client = watchDynamo(localDynamo(proxy.endpoint), tally);
  await ensureTable(client, 'counted', { stream: false });
  table = { client, table: 'counted' };
});
afterAll(async () => {
  client.destroy();
  await proxy.stop();
  await engine.stop();
});
beforeEach(() => {
  proxy.forget();
  tally.take();
});

const ABSENT = { text: 'attribute_not_exists(#pk)', names: { '#pk': 'pk' } };
/** An item of so many bytes in all. */
const anItem = (pk: string, sk: string, bytes: number) => {
  const bare = { pk: text(pk), sk: text(sk), filling: text('') };
  return { ...bare, filling: text('x'.repeat(bytes - itemBytes(bare))) };
};

test('every request that the engine sees is counted, and repeats of the SDK with them', async () => {
  proxy.failNext();
  await putItem(table, anItem('a', '1', 500), ABSENT);
  await putItem(table, anItem('a', '1', 500), ABSENT);
  await writeAll(
    table,
    Array.from({ length: 60 }, (_, index) => anItem('b', String(index), 100)),
  );
  await queryPartition(table, 'b');
  await getItem(table, { pk: 'a', sk: '1' });
  await getItems(table, [{ pk: 'a', sk: '1' }]);
  const { operations, dynamodb, s3 } = tally.take();
  expect(operations).toEqual({ BatchGetItem: 1, BatchWriteItem: 3, GetItem: 1, PutItem: 3, Query: 1 });
  expect(operations).toEqual(proxy.seen());
  expect({ dynamodb, s3 }).toEqual({ dynamodb: 9, s3: 0 });
  expect(tally.take()).toMatchObject({ dynamodb: 0, cost: 0n });
});

test.each([
  [
    'a put, by each begun 1,024 bytes',
    { write: 1, read: 0 },
    () => putItem(table, anItem('p', '1', 1024), ABSENT),
  ],
  ['one byte more', { write: 2, read: 0 }, () => putItem(table, anItem('p', '2', 1025), ABSENT)],
  [
    'a batch, each item by itself',
    { write: 5, read: 0 },
    () => writeAll(table, [anItem('w', '1', 100), anItem('w', '2', 1500), anItem('w', '3', 2000)]),
  ],
  [
    'a small change of a large item, by all of it',
    { write: 3, read: 0 },
    () =>
      updateItem(table, { pk: 'u', sk: '1' }, 'SET #end = :end', {
        text: 'attribute_exists(#pk)',
        names: { '#pk': 'pk', '#end': 'expiresAt' },
        values: { ':end': number(1_800_000_000) },
      }),
  ],
  [
    'a put whose condition fails, by the larger of the two items',
    { write: 3, read: 0 },
    () => putItem(table, anItem('u', '1', 100), ABSENT),
  ],
  [
    'a transaction, twice',
    { write: 6, read: 0 },
    () =>
      transact(table, [
        { Put: { TableName: table.table, Item: anItem('t', '1', 1500) } },
        { Put: { TableName: table.table, Item: anItem('t', '2', 100) } },
      ]),
  ],
  [
    'a transaction whose condition fails, as if it had held',
    { write: 4, read: 0 },
    () =>
      transact(table, [
        {
          Put: {
            TableName: table.table,
            Item: anItem('u', '1', 1500),
            ConditionExpression: ABSENT.text,
            ExpressionAttributeNames: ABSENT.names,
          },
        },
      ]),
  ],
  [
    'a consistent query, by each begun 4 KB of all items',
    { write: 0, read: 3 },
    () => queryPartition(table, 'q'),
  ],
])('the units of %s', async (_, units, run) => {
  await writeAll(table, [anItem('u', '1', 2100), ...['1', '2', '3'].map((sk) => anItem('q', sk, 3000))]);
  tally.take();
  await run();
  const taken = tally.take();
  expect(taken.units).toEqual(units);
  // $0.625 and $0.125 a million.
  expect(taken.cost).toBe(BigInt(units.write) * 625_000n + BigInt(units.read) * 125_000n);
});

test('what was throttled or never understood is counted and costs nothing', async () => {
  await expect(queryPartition({ ...table, table: 'nowhere' }, 'a')).rejects.toMatchObject({
    name: 'Failure',
  });
  expect(tally.take()).toMatchObject({ dynamodb: 1, units: { write: 0, read: 0 }, cost: 0n });
});

test('requests to S3 are counted by their price', async () => {
  const s3 = new S3Client({
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    // Nobody listens: what is counted is what was tried.
    endpoint: 'http://127.0.0.1:9',
    maxAttempts: 2,
  });
  const objects = createS3ObjectStore({ client: watchS3(s3, tally) });
  await expect(objects.pin('bucket', 'key')).rejects.toThrow();
  await expect(objects.write('bucket', 'key', new Uint8Array(3), 'text/plain')).rejects.toThrow();
  expect(tally.take()).toMatchObject({
    s3: 4,
    dynamodb: 0,
    operations: { HeadObject: 2, PutObject: 2 },
    // $0.0004 and $0.005 a thousand.
    cost: 2n * 400_000n + 2n * 5_000_000n,
  });
  s3.destroy();
});
