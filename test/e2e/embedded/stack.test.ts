import { PutObjectCommand } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Invoked } from '../../../shared/embedded/lambda-host.ts';
import { type EmbeddedStack, startEmbeddedStack } from '../../../shared/embedded/stack.ts';
import { VARIABLES } from '../../../shared/runtime/variables.ts';
import { isRunning, toyFunction } from './toy-function.ts';

const MANIFEST = 'cur/acme cur+1/metadata/BILLING_PERIOD=2026-11/acme cur+1-Manifest.json';
let stack: EmbeddedStack;
const invoked: Invoked[] = [];

beforeAll(async () => {
  stack = await startEmbeddedStack({
    exportName: 'acme cur+1',
    onInvoke: (result) => invoked.push(result),
    functions: ({ queueUrls }, environment) => {
      const relay = toyFunction({ bundle: 'relay', timeoutSeconds: 10, memoryMb: 512, environment });
      return [
        {
          ...relay,
          name: 'notice',
          sources: [{ kind: 'queue', queueUrl: queueUrls.NoticeQueue!, batchSize: 1, reportsFailures: true }],
        },
        {
          ...relay,
          name: 'send',
          sources: [
            {
              kind: 'stream',
              table: 'billhook',
              startAt: 'TRIM_HORIZON',
              batchSize: 10,
              filters: [
                { eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: [{ prefix: 'outbox#' }] } } } },
              ],
              reportsFailures: true,
              bisects: true,
              retriesMax: 5,
            },
          ],
        },
      ];
    },
  });
});
afterAll(() => stack.stop());

const put = (Key: string, Body: string) =>
  stack.s3.send(new PutObjectCommand({ Bucket: stack.exportBucket, Key, Body }));

test('a manifest in the bucket becomes a Slack message and an SNS notification', async () => {
  await put(MANIFEST, 'search spends more');
  await stack.idle(10_000);
  expect(stack.slack.messages().map((message) => message.text)).toEqual(['search spends more']);
  const { Messages } = await stack.fauxqs.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: stack.alertQueueUrl }),
  );
  expect(JSON.parse(Messages![0]!.Body!)).toMatchObject({
    Message: 'search spends more',
    TopicArn: stack.topicArn,
  });
  expect(invoked.map((result) => [result.functionName, result.functionError])).toEqual([
    ['notice', undefined],
    ['send', undefined],
  ]);
});

test('other objects of the export start nothing', async () => {
  const before = invoked.length;
  await put('cur/acme cur+1/data/BILLING_PERIOD=2026-11/acme-00001.snappy.parquet', 'PAR1');
  await put('cur/another/metadata/BILLING_PERIOD=2026-11/another-Manifest.json', '{}');
  await stack.idle(5_000);
  expect(invoked).toHaveLength(before);
});

test('idle says what is still under way when its time is up', async () => {
  await put(MANIFEST, 'again');
  await expect(stack.idle(0)).rejects.toMatchObject({
    kind: 'retryable',
    detail: { found: expect.stringMatching(/notification|queue|invocation|function|stream/) },
  });
  await stack.idle(10_000);
});

test('the functions are told everything that the product needs to know', () => {
  const missing = VARIABLES.filter((variable) => variable.required && !stack.environment[variable.name]);
  expect(missing).toEqual([]);
  expect(stack.recentLogs().map((log) => log.line)).toContainEqual(expect.stringContaining('"ok":true'));
});

test('stopping ends every process', async () => {
  const pids = stack.pids();
  expect(pids.length).toBeGreaterThanOrEqual(3);
  await stack.stop();
  await expect.poll(() => pids.filter(isRunning), { timeout: 3_000 }).toEqual([]);
});
