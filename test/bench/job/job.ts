// One invocation of the ingest function, told of one manifest: started by run.ts, a process of its own.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { createDynamoLedgerStore } from '../../../shared/adapters/aws/dynamodb-ledger-store.ts';
import { createDynamoQuarantine } from '../../../shared/adapters/aws/dynamodb-quarantine.ts';
import { createRequestTally, type RequestTally } from '../../../shared/adapters/aws/request-tally.ts';
import { createS3ObjectStore } from '../../../shared/adapters/aws/s3-object-store.ts';
import { watchDynamo } from '../../../shared/adapters/aws/watch-dynamodb.ts';
import { watchS3 } from '../../../shared/adapters/aws/watch-s3.ts';
import { createGuardedChargeSource } from '../../../shared/adapters/cur/decode/guarded-source.ts';
import { createCurDeliveryFormat } from '../../../shared/adapters/cur/delivery-format.ts';
import { createRollupStore } from '../../../shared/adapters/cur/rollup/rollup-store.ts';
import { createFileObjectStore } from '../../../shared/adapters/local/file-object-store.ts';
import { DEFAULT_ATTRIBUTION } from '../../../shared/domain/charge/attribution-settings.ts';
import type { LedgerEntry } from '../../../shared/domain/ledger/entry.ts';
import type { Pointer } from '../../../shared/domain/ledger/snapshot.ts';
import { localClient } from '../../../shared/embedded/local-account.ts';
import { type IngestPorts, ingestNotice } from '../../../shared/flow/ingest.ts';
import type { LedgerStore } from '../../../shared/ports/ledger-store.ts';
import { createSystemClock } from '../../../shared/runtime/clock.ts';
import { EXPORT, type JobOrder, type JobReport, TABLE } from './place.ts';
import { createStepClock, peakMib } from './steps.ts';
import { watchPorts } from './watched-ports.ts';

const SETTINGS = { exportName: EXPORT, attribution: DEFAULT_ATTRIBUTION, cost: 'unblended' } as const;

/** As the deployed function composes them. */
function composed(order: JobOrder, tally: RequestTally): IngestPorts {
  const objects =
    order.s3 === undefined
      ? createFileObjectStore({ root: order.folder })
      : createS3ObjectStore({
          client: watchS3(new S3Client({ ...localClient(order.s3), forcePathStyle: true }), tally),
        });
  const table = { client: watchDynamo(new DynamoDBClient(localClient(order.tables)), tally), table: TABLE };
  return {
    objects,
    format: createCurDeliveryFormat(),
    charges: createGuardedChargeSource({ startNow: true }),
    rollups: createRollupStore(objects, 'work'),
    ledger: createDynamoLedgerStore(table),
    quarantine: createDynamoQuarantine(table),
    clock: createSystemClock(),
    telemetry: { event: () => {}, count: () => {} },
  };
}

/** Sizes of the ledger that was read back last, so that nothing is read only to be counted. */
function counting(ledger: LedgerStore) {
  const seen = { entries: 0, cells: 0 };
  async function* viewParts(pointer: Pointer): AsyncGenerator<readonly LedgerEntry[]> {
    [seen.entries, seen.cells] = [0, 0];
    for await (const part of ledger.viewParts(pointer)) {
      seen.entries += part.length;
      seen.cells += part.reduce((sum, { cells }) => sum + cells.length, 0);
      yield part;
    }
  }
  return { ledger: { ...ledger, viewParts }, seen };
}

async function run(order: JobOrder): Promise<JobReport> {
  const tally = createRequestTally();
  const ports = composed(order, tally);
  const { ledger, seen } = counting(ports.ledger);
  const [start, cpuBefore] = [performance.now(), process.cpuUsage()];
  const clock = createStepClock();
  const watched = watchPorts({ ...ports, ledger }, clock);
  const notice = { bucket: 'exports', key: order.manifest, from: 'sweep' } as const;
  const result = await ingestNotice(watched.ports, notice, SETTINGS);
  const steps = clock.take();
  const { user, system } = process.cpuUsage(cpuBefore);
  if (result.outcome !== 'published') throw new Error(JSON.stringify(result));
  const { dynamodb, s3, operations, units } = tally.take();
  return {
    rows: result.pointer.totals.rows,
    version: result.pointer.version,
    ...seen,
    entriesWritten: result.entriesWritten,
    wallSeconds: (performance.now() - start) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMib: peakMib(),
    steps,
    fetched: watched.fetched(),
    usage: { dynamodb, s3, operations, units },
  };
}

console.info(JSON.stringify(await run(JSON.parse(process.argv[2] ?? ''))));
process.exit(0);
