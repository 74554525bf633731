import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { createRequestTally, type Usage } from '../../shared/adapters/aws/request-tally.ts';
import { createS3ObjectStore } from '../../shared/adapters/aws/s3-object-store.ts';
import { ensureTable } from '../../shared/adapters/aws/table.ts';
import { watchDynamo } from '../../shared/adapters/aws/watch-dynamodb.ts';
import { watchS3 } from '../../shared/adapters/aws/watch-s3.ts';
import { createCurChargeSource } from '../../shared/adapters/cur/charge-source.ts';
import { createCurDeliveryFormat } from '../../shared/adapters/cur/delivery-format.ts';
import { createRollupStore } from '../../shared/adapters/cur/rollup/rollup-store.ts';
import { createEvidenceStore } from '../../shared/adapters/evidence/evidence-objects.ts';
import { dayOfHour } from '../../shared/domain/base/instant.ts';
import { periodHours } from '../../shared/domain/base/period.ts';
import { DEFAULT_ATTRIBUTION } from '../../shared/domain/charge/attribution-settings.ts';
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts';
import { entryKey } from '../../shared/domain/ledger/entry-key.ts';
import type { Pointer } from '../../shared/domain/ledger/snapshot.ts';
import { startDynoxide } from '../../shared/embedded/dynoxide.ts';
import { localClient } from '../../shared/embedded/local-account.ts';
import { startS3Files } from '../../shared/embedded/s3-files-server.ts';
import { evaluateExport } from '../../shared/flow/evaluate.ts';
import { ingestNotice } from '../../shared/flow/ingest.ts';
import { EXPORT_NAME, EXPORT_PREFIX } from '../../shared/synthetic/company.ts';
import { type SyntheticDelivery, writeDelivery } from '../../shared/synthetic/write-delivery.ts';
import { startCountingProxy } from '../builders/counting-proxy.ts';
import { EVIDENCE } from '../builders/evidence.ts';
import { SWEEP } from '../builders/flow-world.ts';
import { dynamoStores, localDynamo } from './table-engines.ts';

/** The demo's own: one tag dimension beside the principals. */
const SETTINGS = {
  exportName: EXPORT_NAME,
  attribution: { ...DEFAULT_ATTRIBUTION, tagDimensions: ['project'] },
  cost: 'unblended',
} as const;

/** What reading and judging one delivery asked of a table and of buckets. */
export interface Counted {
  readonly pointer: Pointer;
  readonly entries: readonly LedgerEntry[];
  /** Entries of a month of 30 days like its whole ones. */
  readonly entriesAMonth: number;
  readonly written: number;
  /** Entries that read otherwise than before, found without the code that decides what is written. */
  readonly changed: number;
  /** Of the table, by its reader: as told, and as the engine saw it. */
  readonly read: { readonly tables: Usage; readonly buckets: Usage };
  readonly seen: Readonly<Record<string, number>>;
  readonly objectsWritten: readonly string[];
  readonly judged: { readonly tables: Usage; readonly buckets: Usage };
  readonly messages: number;
}

/** An S3 and a DynamoDB that count, and what the deployed functions do between them. */
export async function openCountedAccount() {
  const folder = mkdtempSync(join(tmpdir(), 'billhook-cost-'));
  const [engine, s3] = await Promise.all([startDynoxide(), startS3Files(folder)]);
  for (const bucket of ['exports', 'work']) await s3.createBucket(bucket);
  const proxy = await startCountingProxy(engine.endpoint);
  const tallies = { tables: createRequestTally(), buckets: createRequestTally() };
  const table = { client: watchDynamo(localDynamo(proxy.endpoint), tallies.tables), table: 'billhook' };
  await ensureTable(table.client, table.table, { stream: false });
  const client = watchS3(
    new S3Client({ ...localClient(s3.endpoint), forcePathStyle: true }),
    tallies.buckets,
  );
  const objects = createS3ObjectStore({ client });
  const clock = { now: () => 0, token: () => 'token' };
  const ports = {
    ...dynamoStores(table),
    objects,
    format: createCurDeliveryFormat(),
    charges: createCurChargeSource(),
    rollups: createRollupStore(objects, 'work'),
    evidence: createEvidenceStore(objects, 'work'),
    clock,
    telemetry: { event: () => {}, count: () => {} },
  };
  const take = () => ({ tables: tallies.tables.take(), buckets: tallies.buckets.take() });
  const workFiles = async (): Promise<readonly string[]> => {
    const keys: string[] = [];
    for await (const { key } of objects.list('work', '')) keys.push(key);
    return keys;
  };
  let before = new Map<string, string>();

  const deliver = async (delivery: SyntheticDelivery): Promise<Counted> => {
    const place = { bucket: 'exports', prefix: EXPORT_PREFIX, exportName: EXPORT_NAME } as const;
    const written = await writeDelivery(
      delivery,
      { ...place, mode: 'create-new', format: 'parquet', rowsPerFile: 200_000 },
      { put: (key, bytes) => objects.write('exports', key, bytes, 'application/octet-stream') },
    );
    clock.now = () => delivery.executedAt;
    const filesBefore = await workFiles();
    proxy.forget();
    take();
    const notice = { bucket: 'exports', key: written.manifestKeys[0]!, from: 's3' } as const;
    const result = await ingestNotice(ports, notice, SETTINGS);
    const [read, seen] = [take(), proxy.seen()];
    if (result.outcome !== 'published') throw new Error(result.outcome);
    const objectsWritten = (await workFiles()).filter((key) => !filesBefore.includes(key));
    take();
    const judgement = await evaluateExport(ports, EXPORT_NAME, { ...SWEEP, evidence: EVIDENCE });
    const judged = take();
    if (judgement.outcome !== 'judged') throw new Error(judgement.outcome);
    const { pointer, entriesWritten } = result;
    const { entries } = await ports.ledger.view(pointer);
    const after = new Map(entries.map((entry) => [entryKey(entry), JSON.stringify(entry, bigintText)]));
    const changed = [...after].filter(([key, text]) => before.get(key) !== text).length;
    const gone = [...before.keys()].filter((key) => !after.has(key)).length;
    before = after;
    const wholeDays = dayOfHour(pointer.dataThrough) - dayOfHour(periodHours(delivery.period).from);
    const full = entries.filter(({ day }) => day < dayOfHour(pointer.dataThrough)).length;
    return {
      ...{ pointer, entries, read, seen, objectsWritten, judged },
      entriesAMonth: (full / wholeDays) * 30,
      written: entriesWritten,
      changed: changed + gone,
      messages: judgement.queued.length,
    };
  };
  const close = async (): Promise<void> => {
    table.client.destroy();
    client.destroy();
    await proxy.stop();
    await Promise.all([engine.stop(), s3.stop()]);
    rmSync(folder, { recursive: true });
  };
  return { deliver, close };
}

const bigintText = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;
