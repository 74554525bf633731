import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { createS3ObjectStore } from '../../../shared/adapters/aws/s3-object-store.ts';
import { ensureTable } from '../../../shared/adapters/aws/table.ts';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { startDynoxide } from '../../../shared/embedded/dynoxide.ts';
import { localClient } from '../../../shared/embedded/local-account.ts';
import { startS3Files } from '../../../shared/embedded/s3-files-server.ts';
import { dataKey, manifestKeys, manifestText } from '../../../shared/synthetic/layout.ts';
import { EXPORT, type JobPlace, TABLE } from './place.ts';

/** Engines that outlive the jobs, which are processes of their own. */
export interface BenchAccount {
  readonly place: JobPlace;
  /** Puts files of rows there once, and writes a delivery of all that are there; resolves with its manifest's key. */
  deliver(files: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

const PERIOD = '2026-10';
const FIRST_DELIVERY = parseInstant('2026-10-31T20:00:00Z');
const SIX_HOURS_MS = 6 * 3_600_000;
const LAYOUT = {
  bucket: 'exports',
  prefix: '',
  exportName: EXPORT,
  mode: 'create-new',
  format: 'parquet',
} as const;

/** `files`: objects are files of a folder, without a wire. `s3`: the embedded S3, in this process, over HTTP. */
export async function openAccount(store: 's3' | 'files'): Promise<BenchAccount> {
  const folder = mkdtempSync(join(tmpdir(), 'billhook-job-'));
  const tables = await startDynoxide();
  const s3 = store === 's3' ? await startS3Files(folder) : undefined;
  for (const bucket of ['exports', 'work']) await s3?.createBucket(bucket);
  const dynamodb = new DynamoDBClient(localClient(tables.endpoint));
  await ensureTable(dynamodb, TABLE, { stream: false });
  const put = s3 === undefined ? filePut(folder) : s3Put(s3.endpoint);
  const first = { period: PERIOD, executionId: 'bench-0', executedAt: FIRST_DELIVERY };
  const keys: string[] = [];
  let deliveries = 0;
  return {
    place: { folder, s3: s3?.endpoint, tables: tables.endpoint },
    async deliver(files) {
      for (const path of files) {
        const key = dataKey(LAYOUT, first, keys.length + 1);
        await put(key, { path });
        keys.push(key);
      }
      const executedAt = FIRST_DELIVERY + deliveries * SIX_HOURS_MS;
      const visit = { period: PERIOD, executionId: `bench-${deliveries}`, executedAt };
      const [manifest] = manifestKeys(LAYOUT, visit);
      await put(manifest!, { text: manifestText(LAYOUT, visit, '111122223333', keys) });
      deliveries += 1;
      return manifest!;
    },
    async close() {
      dynamodb.destroy();
      await Promise.all([tables.stop(), s3?.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}

type Put = (key: string, what: { readonly path: string } | { readonly text: string }) => Promise<void>;

/** Large files are not copied. */
const filePut =
  (folder: string): Put =>
  async (key, what) => {
    const path = join(folder, key);
    mkdirSync(dirname(path), { recursive: true });
    if ('text' in what) writeFileSync(path, what.text);
    else linkSync(what.path, path);
  };

function s3Put(endpoint: string): Put {
  const client = new S3Client({ ...localClient(endpoint), forcePathStyle: true });
  const objects = createS3ObjectStore({ client });
  return (key, what) => {
    const bytes = 'text' in what ? new TextEncoder().encode(what.text) : readFileSync(what.path);
    return objects.write(LAYOUT.bucket, key, bytes, 'application/octet-stream');
  };
}

export const bytesOf = (files: readonly string[]): number =>
  files.reduce((sum, path) => sum + statSync(path).size, 0);
