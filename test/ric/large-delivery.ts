import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { builtFunctions } from '../../infra/built.ts';
import { ONE_READER_MAX } from '../../shared/domain/delivery/large-delivery.ts';
import { type EmbeddedStack, startEmbeddedStack } from '../../shared/embedded/stack.ts';
import { aSpend, deliveryFiles } from '../builders/export-files.ts';
import { EXPORT, PREFIX } from '../builders/flow-world.ts';

const FILES = ONE_READER_MAX.files + 8;
const FUNCTIONS = ['ingest', 'read-file', 'publish-delivery', 'evaluate'];

export interface PublishedDelivery {
  /** Items of the table and rollups, one text each, without the times at which they were written. */
  readonly left: readonly string[];
  /** How often each function was invoked. */
  readonly invoked: string;
}

/** A delivery of more files than one Lambda reads: each has a reader of its own, and a third function publishes them. */
export async function publishedLarge(runtime: string | undefined): Promise<PublishedDelivery> {
  await builtFunctions(FUNCTIONS);
  const counts = new Map<string, number>(FUNCTIONS.map((name) => [name, 0]));
  const stack = await startEmbeddedStack({
    ...{ exportName: EXPORT, exportPrefix: PREFIX, only: FUNCTIONS },
    ...(runtime === undefined ? {} : { runtime }),
    onInvoke: ({ functionName }) => counts.set(functionName, (counts.get(functionName) ?? 0) + 1),
  });
  try {
    const chunks = Array.from({ length: FILES }, (_, file) => [
      aSpend(file % 3 === 0 ? 'fraud' : 'search', `1.${file}07`, {
        hour: `2026-11-${10 + (file % 8)}T03`,
        tags: { 'iamPrincipal/team': file % 3 === 0 ? 'fraud' : 'search' },
      }),
    ]);
    const bucket = stack.exportBucket;
    const { keys, files, manifest } = deliveryFiles({ executedAt: '2026-11-18T06:00:00Z', chunks, bucket });
    const put = (Key: string, Body: Uint8Array) =>
      stack.s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
    await Promise.all(keys.data.map((key, file) => put(key, files[file]!)));
    await put(keys.manifests[0]!, manifest);
    await stack.idle(120_000);
    const invoked = [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
    return { left: await leftIn(stack), invoked };
  } finally {
    await stack.stop();
  }
}

async function leftIn(stack: EmbeddedStack): Promise<readonly string[]> {
  const { Items = [] } = await stack.dynamodb.send(new ScanCommand({ TableName: stack.table }));
  const { Contents = [] } = await stack.s3.send(
    new ListObjectsV2Command({ Bucket: stack.workBucket, Prefix: 'rollups/' }),
  );
  const items = Items.map((item) =>
    JSON.stringify(Object.fromEntries(Object.entries(item).toSorted(byName)))
      .replace(/"(publishedAt|createdAt|at|ttl)":\{"N":"\d+"\}/g, '"$1":{}')
      .replace(/(publishedAt|createdAt)\\":\d+/g, '$1'),
  );
  return [...items, ...Contents.map(({ Key, ETag }) => `${Key} ${ETag}`)].toSorted();
}

/** An item has no order of its own. */
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
