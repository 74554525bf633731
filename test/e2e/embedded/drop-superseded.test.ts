import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedStack, startEmbeddedStack } from '../../../shared/embedded/stack.ts';
import { aSpend, deliveryFiles } from '../../builders/export-files.ts';
import { EXPORT, PREFIX } from '../../builders/flow-world.ts';

let stack: EmbeddedStack;

beforeAll(async () => {
  stack = await startEmbeddedStack({
    exportName: EXPORT,
    exportPrefix: PREFIX,
    only: ['ingest', 'reconcile'],
  });
}, 60_000);
afterAll(() => stack.stop());

async function deliver(period: string, executedAt: string): Promise<void> {
  const rows = [aSpend('search', 10, { hour: `${period}-01T05` })];
  const { keys, files, manifest } = deliveryFiles({
    ...{ period, executedAt, bucket: stack.exportBucket, chunks: [rows] },
  });
  const put = (Key: string, Body: Uint8Array) =>
    stack.s3.send(new PutObjectCommand({ Bucket: stack.exportBucket, Key, Body }));
  await put(keys.data[0]!, files[0]!);
  await put(keys.manifests[0]!, manifest);
  await stack.idle(20_000);
}

async function rollups(): Promise<readonly string[]> {
  const { Contents = [] } = await stack.s3.send(
    new ListObjectsV2Command({ Bucket: stack.workBucket, Prefix: 'rollups/' }),
  );
  return Contents.map(({ Key }) => Key!.split('/').slice(-2).join(' ').slice(0, 18)).sort();
}

test('the built function deletes what was superseded long ago, over the wire, and nothing else', async () => {
  const lately = new Date(Date.now() - 5 * 86_400_000).toISOString();
  for (const day of ['04', '14', '24']) await deliver('2026-03', `2026-03-${day}T06:00:00.000Z`);
  await deliver(lately.slice(0, 7), lately);
  await deliver(lately.slice(0, 7), new Date(Date.now() - 86_400_000).toISOString());
  const before = await rollups();
  // Of each delivery a rollup and its summary.
  expect(before.length).toBe(10);
  const tidy = async () => JSON.parse((await stack.invoke('reconcile', { task: 'tidy' })).payload);
  expect(await tidy()).toEqual({ announced: 0, sent: 0, waiting: 0, dropped: 2 });
  expect(await rollups()).toEqual(before.slice(4));
  expect(before[4]).toBe('2026-03 2026-03-24');
  expect(await tidy()).toMatchObject({ dropped: 0 });
}, 60_000);
