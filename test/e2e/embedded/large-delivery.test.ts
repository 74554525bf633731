import { type AttributeValue, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtFunctions } from '../../../infra/built.ts';
import { createDynamoBudgetStore } from '../../../shared/adapters/aws/dynamodb-budget-store.ts';
import { createDynamoLedgerStore } from '../../../shared/adapters/aws/dynamodb-ledger-store.ts';
import { createDynamoQuarantine } from '../../../shared/adapters/aws/dynamodb-quarantine.ts';
import { ensureTable } from '../../../shared/adapters/aws/table.ts';
import { byText } from '../../../shared/domain/base/order.ts';
import { readFunctionYml } from '../../../shared/embedded/function-yml.ts';
import { projectRoot } from '../../../shared/embedded/node-binary.ts';
import { type EmbeddedStack, startEmbeddedStack } from '../../../shared/embedded/stack.ts';
import { aBudget } from '../../builders/budget.ts';
import { aSpend, type DeliverySpec, deliveryFiles } from '../../builders/export-files.ts';
import { EXPORT, PREFIX } from '../../builders/flow-world.ts';

const FILES = 60;
const MANY = ['ingest', 'read-file', 'publish-delivery', 'evaluate'];
/** The same functions where one Lambda reads everything, with a table and a bucket of their own. */
const ALONE = { BILLHOOK_TABLE: 'alone', BILLHOOK_WORK_BUCKET: 'alone-work', BILLHOOK_LARGE_DELIVERIES: '' };
const invoked: string[] = [];
let stack: EmbeddedStack;

beforeAll(async () => {
  await builtFunctions(MANY);
  stack = await startEmbeddedStack({
    exportName: EXPORT,
    exportPrefix: PREFIX,
    onInvoke: ({ functionName }) => invoked.push(functionName),
    functions: (resources, environment) => {
      const specOf = (name: string, more: Readonly<Record<string, string>>) =>
        readFunctionYml(name, {
          ...{ root: projectRoot, bundles: `${projectRoot}dist/`, stage: 'prod', clock: false, resources },
          environment: { ...environment, ...more },
        });
      const alone = ['ingest', 'evaluate'].map((name) => ({
        ...specOf(name, ALONE),
        ...{ name: `${name}-alone`, sources: [] },
      }));
      return [...MANY.map((name) => specOf(name, {})), ...alone];
    },
  });
  await Promise.all([
    ensureTable(stack.dynamodb, ALONE.BILLHOOK_TABLE),
    stack.fauxqs.createBucket(ALONE.BILLHOOK_WORK_BUCKET),
  ]);
  for (const table of [stack.table, ALONE.BILLHOOK_TABLE])
    await createDynamoBudgetStore({ client: stack.dynamodb, table }).replace(
      [aBudget({ dollars: 100 }), aBudget({ team: 'fraud', dollars: 10 })],
      ...([0, 'test', 0] as const),
    );
}, 60_000);
afterAll(async () => {
  await stack.stop();
});

const chunks = Array.from({ length: FILES }, (_, file) =>
  Array.from({ length: 3 }, (_, row) =>
    aSpend((file + row) % 3 === 0 ? 'fraud' : 'search', `1.${file}${row}07`, {
      hour: `2026-11-${String(10 + ((file + row) % 8)).padStart(2, '0')}T${String(row + 3).padStart(2, '0')}`,
      iamPrincipal: `arn:aws:sts::123456789012:assumed-role/search-api/session-${file % 9}`,
      tags: { 'iamPrincipal/team': (file + row) % 3 === 0 ? 'fraud' : 'search' },
    }),
  ),
);

async function deliver(spec: DeliverySpec, damaged?: number): Promise<string> {
  const { keys, files, manifest } = deliveryFiles({ ...spec, chunks, bucket: stack.exportBucket });
  const put = (Key: string, Body: Uint8Array) =>
    stack.s3.send(new PutObjectCommand({ Bucket: stack.exportBucket, Key, Body }));
  await Promise.all(
    keys.data.map((key, file) => put(key, file === damaged ? files[file]!.subarray(0, 90) : files[file]!)),
  );
  // Twice, as AWS writes it: each is a notice.
  for (const key of keys.manifests) await put(key, manifest);
  await stack.idle(60_000);
  return keys.manifests[0]!;
}

const noticed = (key: string) => ({
  Records: [
    {
      ...{ messageId: '1', receiptHandle: '1', eventSource: 'aws:sqs' },
      body: JSON.stringify({ bucket: stack.exportBucket, key, from: 'replay' }),
    },
  ],
});

/** What the table's stream says when a ledger becomes visible. */
async function changeOfPointer(TableName: string) {
  const { Items = [] } = await stack.dynamodb.send(new ScanCommand({ TableName }));
  const NewImage = Items.find(({ pk }) => pk?.S?.startsWith('pointer#'));
  const change = { eventID: '1', eventName: 'INSERT', eventSource: 'aws:dynamodb' };
  return { Records: [{ ...change, dynamodb: { SequenceNumber: '1', NewImage } }] };
}

/** What is stored, without the times at which it was written. */
async function stored(table: string, prefix: RegExp) {
  const { Items = [] } = await stack.dynamodb.send(new ScanCommand({ TableName: table }));
  const timeless = JSON.stringify(Items.filter(({ pk }) => prefix.test(pk?.S ?? '')))
    .replace(/"(publishedAt|createdAt|at)":\{"N":"\d+"\}/g, '"$1":{}')
    .replace(/(publishedAt|createdAt)\\":\d+/g, '$1');
  const items = JSON.parse(timeless) as readonly Record<string, AttributeValue>[];
  return items.toSorted((a, b) => byText(`${a.pk?.S}${a.sk?.S}`, `${b.pk?.S}${b.sk?.S}`));
}

async function rollups(Bucket: string) {
  const { Contents = [] } = await stack.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'rollups/' }));
  return Promise.all(
    Contents.map(async ({ Key }) => {
      const { Body } = await stack.s3.send(new GetObjectCommand({ Bucket, Key }));
      return [Key, Buffer.from((await Body?.transformToByteArray()) ?? []).toString('base64')];
    }),
  );
}

const readsOf = (name: string): number => invoked.filter((one) => one === name).length;
const ledgerOf = (table: string) => createDynamoLedgerStore({ client: stack.dynamodb, table });

test(`a delivery of ${FILES} files, read by a Lambda each, is the ledger and the alerts of a single one, to the byte`, async () => {
  const key = await deliver({ executedAt: '2026-11-18T06:00:00Z' });
  expect([readsOf('read-file'), readsOf('publish-delivery')]).toEqual([FILES, 1]);

  const answer = await stack.invoke('ingest-alone', noticed(key));
  expect(answer).toMatchObject({ payload: '{"batchItemFailures":[]}' });
  await stack.invoke('evaluate-alone', await changeOfPointer('alone'));
  const [many, alone] = await Promise.all([stored(stack.table, /^entry#/), stored('alone', /^entry#/)]);
  expect(many.length).toBeGreaterThan(15);
  expect(many).toEqual(alone);
  expect(await rollups(stack.workBucket)).toEqual(await rollups('alone-work'));
  expect(await stored(stack.table, /^pointer#/)).toEqual(await stored('alone', /^pointer#/));
  const [told, toldAlone] = await Promise.all([stored(stack.table, /^alert#/), stored('alone', /^alert#/)]);
  expect(told.length).toBeGreaterThan(0);
  expect(told).toEqual(toldAlone);
}, 60_000);

test('a notice that comes again starts nothing again', async () => {
  const before = invoked.length;
  const key = deliveryFiles({ executedAt: '2026-11-18T06:00:00Z', bucket: stack.exportBucket }).keys
    .manifests[0]!;
  expect(await stack.invoke('ingest', noticed(key))).toMatchObject({ payload: '{"batchItemFailures":[]}' });
  await stack.idle(10_000);
  expect(invoked.slice(before)).toEqual(['ingest']);
});

test('one file that cannot be read: nothing is published, and the file is told by its name', async () => {
  const before = await ledgerOf(stack.table).pointers(EXPORT);
  await deliver({ executedAt: '2026-11-18T12:00:00Z', executionId: 'execution-2' }, 0);
  expect(await ledgerOf(stack.table).pointers(EXPORT)).toEqual(before);
  const refused = await createDynamoQuarantine({ client: stack.dynamodb, table: stack.table }).newerThan(
    EXPORT,
    ...(['2026-11', ''] as const),
  );
  expect(refused).toMatchObject([{ detail: { file: expect.stringMatching(/-00001\.csv\.gz$/) } }]);
  const waiting = await Promise.all(
    stack.deadLetterQueueUrls.map((QueueUrl) =>
      stack.fauxqs.sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
      ),
    ),
  );
  expect(waiting.map(({ Attributes }) => Attributes?.ApproximateNumberOfMessages)).toEqual(['0', '0']);
}, 60_000);
