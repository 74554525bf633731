import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRequestTally, type Usage } from '../../shared/adapters/aws/request-tally.ts';
import { createS3ObjectStore } from '../../shared/adapters/aws/s3-object-store.ts';
import { ensureTable } from '../../shared/adapters/aws/table.ts';
import { watchDynamo } from '../../shared/adapters/aws/watch-dynamodb.ts';
import { watchS3 } from '../../shared/adapters/aws/watch-s3.ts';
import { createCurChargeSource } from '../../shared/adapters/cur/charge-source.ts';
import { createCurDeliveryFormat } from '../../shared/adapters/cur/delivery-format.ts';
import { createRollupStore } from '../../shared/adapters/cur/rollup/rollup-store.ts';
import { createEvidenceStore } from '../../shared/adapters/evidence/evidence-objects.ts';
import { periodHours } from '../../shared/domain/base/period.ts';
import { DEFAULT_ATTRIBUTION } from '../../shared/domain/charge/attribution-settings.ts';
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts';
import type { Pointer } from '../../shared/domain/ledger/snapshot.ts';
import { DAYS } from '../../shared/domain/running-cost/coefficients.ts';
import { ledgerVolume } from '../../shared/domain/running-cost/ledger-volume.ts';
import {
  changedShares,
  judgementRequests,
  type Requests,
  refreshRequests,
} from '../../shared/domain/running-cost/requests.ts';
import { type InstallationSize, SIZES } from '../../shared/domain/running-cost/size.ts';
import { startDynoxide } from '../../shared/embedded/dynoxide.ts';
import { localClient } from '../../shared/embedded/local-account.ts';
import { startS3Files } from '../../shared/embedded/s3-files-server.ts';
import { evaluateExport } from '../../shared/flow/evaluate.ts';
import { ingestNotice } from '../../shared/flow/ingest.ts';
import { EXPORT_NAME, EXPORT_PREFIX } from '../../shared/synthetic/company.ts';
import { demoDeliveries } from '../../shared/synthetic/deliveries.ts';
import { createDemoScenario } from '../../shared/synthetic/scenario.ts';
import { type SyntheticDelivery, writeDelivery } from '../../shared/synthetic/write-delivery.ts';
import { EVIDENCE } from '../builders/evidence.ts';
import { SWEEP } from '../builders/flow-world.ts';
import { dynamoStores, localDynamo } from './table-engines.ts';

/**
 * The model knows on how many days a principal is active, not at which hours: how many entries one delivery changes
 * swings by a fifth around the mean with the time of day at which it comes (77 and 117 here), so the sum of a morning's and
 * an afternoon's is compared, and the rest is left for what a company's entries weigh.
 */
const TOLERANCE = 0.25;
const SETTINGS = {
  exportName: EXPORT_NAME,
  attribution: { ...DEFAULT_ATTRIBUTION, tagDimensions: ['project'] },
  cost: 'unblended',
} as const;

interface Counted {
  readonly ingest: Usage;
  readonly judgement: Usage;
  readonly messages: number;
  /** Share of the month whose usage has been delivered. */
  readonly filled: number;
  readonly pointer: Pointer;
}

let folder: string;
let refreshes: readonly Counted[];
let entries: readonly LedgerEntry[];
let close: () => Promise<void> = async () => {};

/** An S3 and a DynamoDB that count, and what the deployed functions do between them. */
async function openAccount() {
  folder = mkdtempSync(join(tmpdir(), 'billhook-cost-'));
  const [tables, s3] = await Promise.all([startDynoxide(), startS3Files(folder)]);
  for (const bucket of ['exports', 'work']) await s3.createBucket(bucket);
  const tally = createRequestTally();
  const table = { client: watchDynamo(localDynamo(tables.endpoint), tally), table: 'billhook' };
  await ensureTable(table.client, table.table, { stream: false });
  const client = watchS3(new S3Client({ ...localClient(s3.endpoint), forcePathStyle: true }), tally);
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
  close = async () => {
    table.client.destroy();
    client.destroy();
    await Promise.all([tables.stop(), s3.stop()]);
    rmSync(folder, { recursive: true });
  };

  const deliver = async (delivery: SyntheticDelivery): Promise<Counted> => {
    const place = { bucket: 'exports', prefix: EXPORT_PREFIX, exportName: EXPORT_NAME } as const;
    const written = await writeDelivery(
      delivery,
      { ...place, mode: 'create-new', format: 'parquet', rowsPerFile: 200_000 },
      { put: (key, bytes) => objects.write('exports', key, bytes, 'application/octet-stream') },
    );
    clock.now = () => delivery.executedAt;
    tally.take();
    const notice = { bucket: 'exports', key: written.manifestKeys[0]!, from: 's3' } as const;
    const result = await ingestNotice(ports, notice, SETTINGS);
    const ingest = tally.take();
    if (result.outcome !== 'published') throw new Error(result.outcome);
    const judged = await evaluateExport(ports, EXPORT_NAME, { ...SWEEP, evidence: EVIDENCE });
    const judgement = tally.take();
    if (judged.outcome !== 'judged') throw new Error(judged.outcome);
    const hours = result.pointer.dataThrough - periodHours(delivery.period).from;
    return {
      ingest,
      judgement,
      messages: judged.queued.length,
      filled: hours / 24 / DAYS,
      pointer: result.pointer,
    };
  };
  return { deliver, view: ports.ledger.view };
}

beforeAll(async () => {
  const account = await openAccount();
  const counted: Counted[] = [];
  for (const delivery of demoDeliveries(createDemoScenario())) {
    if (delivery.period !== '2026-11') continue;
    counted.push(await account.deliver(delivery));
    if (counted.length === 3) break;
  }
  refreshes = counted.slice(1);
  entries = (await account.view(refreshes.at(-1)!.pointer)).entries;
});
afterAll(() => close());

/** Of the company, as its own people would count it. */
function sizeOf({ pointer, filled }: Counted): InstallationSize {
  const names = (dimension: string): number =>
    new Set(
      entries
        .filter(({ scope }) => scope.dimension === dimension)
        .map(({ scope }) => `${scope.team} ${scope.value}`),
    ).size;
  return {
    ...SIZES.small,
    rows: pointer.totals.rows / filled,
    bedrockShare: pointer.totals.bedrock.rows / pointer.totals.rows,
    principals: names('principal'),
    activeDays: 29,
    regions: names('region'),
    tagDimensions: 1,
    tagValues: names('project'),
    deliveriesPerDay: 2,
  };
}

const PUTS = /^(PutObject|CreateMultipartUpload|UploadPart|CompleteMultipartUpload|ListObjectsV2)$/;
const GETS = /^(GetObject|HeadObject)$/;

const requestsOf = ({ units, operations }: Usage): Requests => {
  const count = (which: RegExp): number =>
    Object.entries(operations).reduce((sum, [name, times]) => sum + (which.test(name) ? times : 0), 0);
  return { writeUnits: units.write, readUnits: units.read, s3Puts: count(PUTS), s3Gets: count(GETS) };
};

/** Of each kind, how many times as many were predicted as were counted, in all deliveries together. */
function ratios(pairs: readonly (readonly [predicted: Requests, counted: Requests])[]) {
  const ratio = (of: (requests: Requests) => number): number =>
    pairs.reduce((sum, [predicted]) => sum + of(predicted), 0) /
    pairs.reduce((sum, [, counted]) => sum + of(counted), 0);
  return {
    writeUnits: ratio((one) => one.writeUnits),
    readUnits: ratio((one) => one.readUnits),
    s3Requests: ratio((one) => one.s3Puts + one.s3Gets),
  };
}

const near = (found: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(found).filter(([, ratio]) => Math.abs(ratio - 1) <= TOLERANCE));

test('what a delivery asks of the table and of S3, read and judged, is what the model says', () => {
  const found = ratios(
    refreshes.flatMap((one, index) => {
      const size = sizeOf(one);
      const ledger = ledgerVolume(size);
      // Nothing was superseded before the first of them.
      const progress = { filled: one.filled, superseded: changedShares(size).replaced * index };
      const read = refreshRequests(size, ledger, progress);
      const after = { ...progress, superseded: changedShares(size).replaced * (index + 1) };
      const judged = judgementRequests(ledger, {
        ...after,
        ...{ monthsBefore: 0, messages: one.messages, isNews: true },
      });
      return [
        [read, requestsOf(one.ingest)],
        [judged, requestsOf(one.judgement)],
      ] as const;
    }),
  );
  expect(near(found)).toEqual(found);
});
