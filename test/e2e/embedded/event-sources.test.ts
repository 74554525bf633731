import {
  CreateTableCommand,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { RunningServer } from '../../../shared/embedded/child-server.ts';
import { startDynoxide } from '../../../shared/embedded/dynoxide.ts';
import { startQueueSource } from '../../../shared/embedded/event-source-queue.ts';
import { startStreamSource } from '../../../shared/embedded/event-source-stream.ts';
import { type Fauxqs, startFauxqs } from '../../../shared/embedded/fauxqs.ts';
import type { StreamSource } from '../../../shared/embedded/function-spec.ts';
import { type LambdaHost, startLambdaHost } from '../../../shared/embedded/lambda-host.ts';
import { localClient } from '../../../shared/embedded/local-account.ts';
import type { RunningSource } from '../../../shared/embedded/running-source.ts';
import { pause } from '../../../shared/embedded/wire.ts';
import { toyFunction } from './toy-function.ts';

let fauxqs: Fauxqs;
let dynoxide: RunningServer;
let dynamodb: DynamoDBClient;
let streams: DynamoDBStreamsClient;
let host: LambdaHost;
let source: RunningSource | undefined;
let seen: string[][] = [];
const faults: string[] = [];
type Seen = {
  readonly body?: string;
  readonly dynamodb?: { readonly Keys: { readonly pk: { readonly S: string } } };
};
const nameOf = (record: Seen): string => record.dynamodb?.Keys.pk.S ?? JSON.parse(record.body!).name;
const invoke = (payload: string) => {
  seen.push((JSON.parse(payload).Records as Seen[]).map(nameOf));
  return host.invoke('batch', payload);
};
const onFault = (text: string): void => void faults.push(text);

beforeAll(async () => {
  [fauxqs, dynoxide] = await Promise.all([startFauxqs(), startDynoxide()]);
  dynamodb = new DynamoDBClient(localClient(dynoxide.endpoint));
  streams = new DynamoDBStreamsClient(localClient(dynoxide.endpoint));
  host = await startLambdaHost({ functions: [toyFunction({ bundle: 'batch' })] });
  await host.warm();
});
afterEach(async () => {
  await source?.stop();
  seen = [];
});
afterAll(async () => {
  await host.stop();
  await dynoxide.stop();
  await fauxqs.stop();
});

async function queueWith(name: string, maxReceiveCount: number) {
  await fauxqs.createQueue(`${name}-dead`);
  const queueUrl = await fauxqs.createQueue(name, {
    visibilitySeconds: 30,
    deadLetterQueue: `${name}-dead`,
    maxReceiveCount,
  });
  const { sqs, messagesIn } = fauxqs;
  source = startQueueSource({
    sqs,
    messagesIn,
    functionName: 'batch',
    invoke,
    onFault,
    pollers: 1,
    retrySeconds: 0,
    source: { kind: 'queue', queueUrl, batchSize: 10, reportsFailures: true },
  });
  return queueUrl;
}
const settled = () => expect.poll(() => source!.drained(), { timeout: 8_000, interval: 25 }).toBe(true);

test('only the refused message of a batch comes back, and the dead-letter queue takes it in the end', async () => {
  const QueueUrl = await queueWith('partial', 3);
  const bodies = [{ name: 'good' }, { name: 'twice', fails: 1 }, { name: 'never', fails: 99 }];
  await fauxqs.sqs.send(
    new SendMessageBatchCommand({
      QueueUrl,
      Entries: bodies.map((body, at) => ({ Id: String(at), MessageBody: JSON.stringify(body) })),
    }),
  );
  await settled();
  const times = (name: string) => seen.flat().filter((one) => one === name).length;
  expect([times('good'), times('twice'), times('never')]).toEqual([1, 2, 3]);
  const dead = await fauxqs.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: QueueUrl.replace(/partial$/, 'partial-dead') }),
  );
  expect(dead.Messages?.map((message) => JSON.parse(message.Body!).name)).toEqual(['never']);
});

test('when the function throws, the whole batch comes back', async () => {
  const QueueUrl = await queueWith('whole', 2);
  await fauxqs.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"name":"x","throws":true}' }));
  await settled();
  expect(seen).toEqual([['x'], ['x']]);
  expect(await fauxqs.messagesIn(QueueUrl.replace(/whole$/, 'whole-dead'))).toBe(1);
});

test('a message reaches a waiting function at once, not at the next look', async () => {
  const QueueUrl = await queueWith('quick', 3);
  await pause(100);
  const begun = performance.now();
  await fauxqs.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{"name":"x"}' }));
  while (seen.length === 0 && performance.now() - begun < 9_000) await pause(1);
  expect(performance.now() - begun).toBeLessThan(2_000);
});

let tables = 0;
async function streamOf(over: Partial<StreamSource>, before: readonly string[] = []) {
  const TableName = `table-${++tables}`;
  const { TableDescription } = await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    }),
  );
  const put = (pk: string, more: Record<string, { N: string } | { BOOL: boolean }> = {}) =>
    dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: pk }, ...more } }));
  for (const pk of before) await put(pk);
  const failureQueueUrl = await fauxqs.createQueue(`${TableName}-failures`);
  source = startStreamSource({
    streams,
    streamArn: TableDescription!.LatestStreamArn!,
    functionName: 'batch',
    invoke,
    onFault,
    pollMs: 20,
    sendToQueue: async (QueueUrl, MessageBody) =>
      void (await fauxqs.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))),
    source: {
      kind: 'stream',
      table: TableName,
      startAt: 'TRIM_HORIZON',
      batchSize: 100,
      filters: [],
      reportsFailures: true,
      bisects: false,
      retriesMax: 2,
      failureQueueUrl,
      ...over,
    },
  });
  const remove = (pk: string) => dynamodb.send(new DeleteItemCommand({ TableName, Key: { pk: { S: pk } } }));
  return { put, remove, failureQueueUrl };
}

test('a stream brings what was written before and after the start, in order, in batches of the given size', async () => {
  const names = Array.from({ length: 25 }, (_, at) => `k${String(at).padStart(2, '0')}`);
  const { put } = await streamOf({ batchSize: 10 }, names.slice(0, 20));
  for (const name of names.slice(20)) await put(name);
  await settled();
  expect(seen.flat()).toEqual(names);
  expect(Math.max(...seen.map((batch) => batch.length))).toBe(10);
});

test('only records that match a filter reach the function', async () => {
  const filters = [{ eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: [{ prefix: 'outbox#' }] } } } }];
  const { put, remove } = await streamOf({ filters });
  for (const pk of ['outbox#1', 'ledger#1', 'outbox#2']) await put(pk);
  await put('outbox#1');
  await remove('outbox#2');
  await settled();
  expect(seen.flat()).toEqual(['outbox#1', 'outbox#2']);
});

test('a refused record is tried again without those before it, and nothing overtakes it', async () => {
  const { put } = await streamOf({});
  await Promise.resolve(put('a')).then(() => settled());
  seen = [];
  await put('b');
  await put('c', { fails: { N: '2' } });
  await put('d');
  await settled();
  const order = seen.flat();
  expect(order.filter((name) => name === 'b')).toHaveLength(1);
  expect(order.filter((name) => name === 'c')).toHaveLength(3);
  expect(order.lastIndexOf('c')).toBeLessThan(order.lastIndexOf('d'));
});

test('a record that never succeeds is given up, reported by position, and does not block the rest', async () => {
  const { put, failureQueueUrl } = await streamOf({ bisects: true, reportsFailures: false });
  for (const name of ['a', 'b']) await put(name);
  await put('bad', { throws: { BOOL: true } });
  for (const name of ['d', 'e']) await put(name);
  await settled();
  expect([...new Set(seen.flat())]).toEqual(expect.arrayContaining(['a', 'b', 'bad', 'd', 'e']));
  expect(seen.filter((batch) => batch.includes('d') && !batch.includes('bad'))).not.toEqual([]);
  const { Messages } = await fauxqs.sqs.send(new ReceiveMessageCommand({ QueueUrl: failureQueueUrl }));
  expect(Messages).toHaveLength(1);
  expect(JSON.parse(Messages![0]!.Body!)).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
    DDBStreamBatchInfo: { batchSize: 1, startSequenceNumber: expect.any(String) },
  });
});

test('LATEST passes over what was written before', async () => {
  const { put } = await streamOf({ startAt: 'LATEST' }, ['old']);
  await settled();
  await put('new');
  await settled();
  expect(seen.flat()).toEqual(['new']);
});
