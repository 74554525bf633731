import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDynamoLedgerStore } from '../../shared/adapters/aws/dynamodb-ledger-store.ts';
import { createRequestTally, type Usage } from '../../shared/adapters/aws/request-tally.ts';
import { ensureTable } from '../../shared/adapters/aws/table.ts';
import { watchDynamo } from '../../shared/adapters/aws/watch-dynamodb.ts';
import { createCurChargeSource } from '../../shared/adapters/cur/charge-source.ts';
import { createRollupStore } from '../../shared/adapters/cur/rollup/rollup-store.ts';
import { createMemoryObjectStore } from '../../shared/adapters/memory/memory-object-store.ts';
import { dayOfHour, parseInstant } from '../../shared/domain/base/instant.ts';
import { periodHours } from '../../shared/domain/base/period.ts';
import { DEFAULT_ATTRIBUTION } from '../../shared/domain/charge/attribution-settings.ts';
import { entryKey } from '../../shared/domain/ledger/entry-key.ts';
import { startDynoxide } from '../../shared/embedded/dynoxide.ts';
import { ingestDelivery } from '../../shared/flow/ingest.ts';
import { EXPORT_NAME, EXPORT_PREFIX } from '../../shared/synthetic/company.ts';
import { demoDeliveries } from '../../shared/synthetic/deliveries.ts';
import { createDemoScenario } from '../../shared/synthetic/scenario.ts';
import { type SyntheticDelivery, writeDelivery } from '../../shared/synthetic/write-delivery.ts';
import { startCountingProxy } from '../builders/counting-proxy.ts';
import { localDynamo } from './table-engines.ts';

const BUCKET = 'bills';
/** The demo's own: one tag dimension beside the principals. */
const ATTRIBUTION = { ...DEFAULT_ATTRIBUTION, tagDimensions: ['project'] };
const SHARE_MAX = 0.05;

/** What one delivery did to the table. */
interface Refresh {
  /** Entries of a month of 30 days like its whole ones. */
  readonly entriesAMonth: number;
  readonly written: number;
  /** Entries that read otherwise than before, found without the code that decides what is written. */
  readonly changed: number;
  readonly usage: Usage;
  readonly seen: Readonly<Record<string, number>>;
  readonly objectsWritten: readonly string[];
}

let first: Refresh;
/** The next morning's and afternoon's: what a day brings. */
let refreshes: readonly Refresh[];
let unchanged: Refresh;
let close: () => Promise<void>;

beforeAll(async () => {
  const account = await openAccount();
  close = account.close;
  const told: Refresh[] = [];
  let last: SyntheticDelivery | undefined;
  for (const delivery of demoDeliveries(createDemoScenario())) {
    if (delivery.period !== '2026-11') continue;
    told.push(await account.deliver(delivery));
    last = delivery;
    if (told.length === 3) break;
  }
  [first, ...refreshes] = told as [Refresh, ...Refresh[]];
  unchanged = await account.deliver({
    ...last!,
    executionId: 'again',
    executedAt: last!.executedAt + 3_600_000,
  });
});
afterAll(() => close());

async function openAccount() {
  const engine = await startDynoxide();
  const proxy = await startCountingProxy(engine.endpoint);
  const tally = createRequestTally();
  const client: DynamoDBClient = watchDynamo(localDynamo(proxy.endpoint), tally);
  await ensureTable(client, 'billhook', { stream: false });
  const objects = createMemoryObjectStore({ now: () => 0 });
  const ledger = createDynamoLedgerStore({ client, table: 'billhook' });
  const ports = {
    objects,
    charges: createCurChargeSource(),
    rollups: createRollupStore(objects, 'work'),
    ledger,
    clock: { now: () => parseInstant('2026-11-21T00:00Z'), token: () => 'token' },
    telemetry: { event: () => {}, count: () => {} },
  };
  const settings = { exportName: EXPORT_NAME, attribution: ATTRIBUTION, cost: 'unblended' } as const;
  let before = new Map<string, string>();
  const workFiles = async (): Promise<readonly string[]> => {
    const keys: string[] = [];
    for await (const { key } of objects.list('work', '')) keys.push(key);
    return keys;
  };

  const deliver = async (delivery: SyntheticDelivery): Promise<Refresh> => {
    const { period, executionId, executedAt } = delivery;
    const place = { bucket: BUCKET, prefix: EXPORT_PREFIX, exportName: EXPORT_NAME } as const;
    const options = { ...place, mode: 'create-new', format: 'parquet', rowsPerFile: 200_000 } as const;
    const { dataKeys } = await writeDelivery(delivery, options, {
      put: (key, bytes) => objects.write(BUCKET, key, bytes, 'application/octet-stream'),
    });
    const dataFiles = await Promise.all(
      dataKeys.map(async (key) => ({
        pin: (await objects.pin(BUCKET, key))!,
        format: 'parquet' as const,
      })),
    );
    const filesBefore = await workFiles();
    proxy.forget();
    tally.take();
    const found = { exportName: EXPORT_NAME, billingPeriod: period, executionId, executedAt, dataFiles };
    const result = await ingestDelivery(ports, found, settings);
    const [usage, seen] = [tally.take(), proxy.seen()];
    if (result.outcome !== 'published') throw new Error(result.outcome);
    const { entries } = await ledger.view(result.pointer);
    const after = new Map(entries.map((entry) => [entryKey(entry), JSON.stringify(entry, bigintText)]));
    const changed = [...after].filter(([key, text]) => before.get(key) !== text).length;
    const gone = [...before.keys()].filter((key) => !after.has(key)).length;
    before = after;
    const wholeDays = dayOfHour(result.pointer.dataThrough) - dayOfHour(periodHours(period).from);
    const full = entries.filter(({ day }) => day < dayOfHour(result.pointer.dataThrough)).length;
    return {
      entriesAMonth: (full / wholeDays) * 30,
      written: result.entriesWritten,
      changed: changed + gone,
      usage,
      seen,
      objectsWritten: (await workFiles()).filter((key) => !filesBefore.includes(key)),
    };
  };
  const close = async (): Promise<void> => {
    client.destroy();
    await proxy.stop();
    await engine.stop();
  };
  return { deliver, close };
}

const bigintText = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;

test('a steady refresh writes at most 5 % of the entries of a month', () => {
  const mean = refreshes.reduce((sum, { written }) => sum + written, 0) / refreshes.length;
  expect(refreshes.length).toBe(2);
  expect(mean / first.entriesAMonth).toBeLessThanOrEqual(SHARE_MAX);
  expect(mean / first.entriesAMonth).toBeGreaterThan(0.03);
});

test('a refresh writes what changed and nothing else', () => {
  const all = [first, ...refreshes];
  expect(all.map(({ written }) => written)).toEqual(all.map(({ changed }) => changed));
});

test('the requests that are told are those that the engine saw', () => {
  const all = [first, ...refreshes, unchanged];
  expect(all.map(({ usage }) => usage.operations)).toEqual(all.map(({ seen }) => seen));
});

test('what a refresh costs follows what changed, not how long the month is', () => {
  for (const { usage } of refreshes) {
    expect(usage.units.write / first.usage.units.write).toBeLessThan(0.2);
    // Entries, the ends of those that they replace, and the pointer.
    expect(usage.operations.BatchWriteItem).toBeLessThanOrEqual(10);
    expect(usage.operations).toMatchObject({ PutItem: 1 });
    expect(usage.operations.UpdateItem).toBeUndefined();
  }
});

test('a delivery without news writes its pointer and its rollup, and no entry', () => {
  expect(unchanged).toMatchObject({
    written: 0,
    changed: 0,
    objectsWritten: [expect.stringMatching(/again/)],
  });
  expect(unchanged.usage.operations).toEqual({ GetItem: 2, PutItem: 1, Query: 60 });
});
