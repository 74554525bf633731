import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { createDynamoAlertStore } from '../adapters/aws/dynamodb-alert-store.ts';
import { createDynamoAuditLog } from '../adapters/aws/dynamodb-audit-log.ts';
import { createDynamoBudgetStore } from '../adapters/aws/dynamodb-budget-store.ts';
import { createDynamoLedgerStore } from '../adapters/aws/dynamodb-ledger-store.ts';
import { createDynamoOutbox } from '../adapters/aws/dynamodb-outbox.ts';
import { createDynamoPlanStore } from '../adapters/aws/dynamodb-plan-store.ts';
import { createDynamoReportStore } from '../adapters/aws/dynamodb-report-store.ts';
import { createDynamoRipenessStore } from '../adapters/aws/dynamodb-ripeness-store.ts';
import { createDynamoSilenceStore } from '../adapters/aws/dynamodb-silence-store.ts';
import { quiet } from '../adapters/aws/quiet.ts';
import { createS3ObjectStore } from '../adapters/aws/s3-object-store.ts';
import { ensureTable } from '../adapters/aws/table.ts';
import { csvCell } from '../adapters/config/csv-cell.ts';
import { createRollupReader, createRollupStore } from '../adapters/cur/rollup/rollup-store.ts';
import { createEvidenceReader, createEvidenceStore } from '../adapters/evidence/evidence-objects.ts';
import { createFileObjectStore } from '../adapters/local/file-object-store.ts';
import { createRecordingChannel, type Recorded } from '../adapters/local/recording-channel.ts';
import { createStatementArchive } from '../adapters/statement/statement-archive.ts';
import { eachKind } from '../domain/notification/channel-ref.ts';
import type { EvaluatePorts } from '../flow/evaluate.ts';
import type { IngestPorts } from '../flow/ingest.ts';
import type { NotifyPorts } from '../flow/notify.ts';
import type { AuditLog } from '../ports/audit-log.ts';
import type { EvidenceStore } from '../ports/evidence-store.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { ReportStore } from '../ports/report-store.ts';
import type { SilenceStore } from '../ports/silence-store.ts';
import type { StatementArchive } from '../ports/statement-archive.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { createSystemClock } from './clock.ts';
import { LOCAL_READERS, type Source } from './open-source.ts';

export type LocalPorts = Omit<IngestPorts, 'format' | 'quarantine'> &
  EvaluatePorts &
  NotifyPorts & {
    readonly evidence: EvidenceStore;
    readonly silences: SilenceStore;
    readonly audit: AuditLog;
    readonly reports: ReportStore;
    readonly statements: StatementArchive;
  };
export type RecordedMessage = Recorded;

export interface Local {
  readonly ports: LocalPorts;
  readonly recorded: () => readonly RecordedMessage[];
  readonly close: () => void;
}

/** Where rollups and evidence of an embedded stack lie: in its files, or behind the S3 of one that is running. */
export type StackRollups =
  | { readonly bucket: string; readonly objects: Pick<ObjectStore, 'pin' | 'read'> }
  | { readonly bucket: string; readonly endpoint: string };

const TABLE = 'billhook';
/** The embedded engine takes any key, and SDK clients want a region and a key. */
const LOCAL_ACCESS = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
} as const;

/** The same adapters as in the cloud on an embedded DynamoDB; messages are kept instead of sent. */
export async function composeLocal(options: {
  readonly endpoint: string;
  /** Where rollups stay; a temporary folder otherwise. */
  readonly workDir?: string;
  readonly source?: Source;
  /** Of a stack whose table this is. */
  readonly rollups?: StackRollups;
}): Promise<Local> {
  const client = quiet(new DynamoDBClient({ endpoint: options.endpoint, ...LOCAL_ACCESS }));
  // Nothing listens to changes here, and the embedded engine slows down with every record of a stream.
  await ensureTable(client, TABLE, { stream: false });
  const work = options.workDir ?? mkdtempSync(join(tmpdir(), 'billhook-'));
  const table = { client, table: TABLE };
  const clock = createSystemClock();
  const workObjects = createFileObjectStore({ root: work });
  const stack = options.rollups === undefined ? undefined : openRollups(options.rollups);
  const channels = eachKind((kind) => createRecordingChannel(kind, () => clock.now()));
  return {
    ports: {
      objects: options.source?.objects ?? workObjects,
      charges: options.source?.charges ?? LOCAL_READERS.charges,
      rollups: { ...createRollupStore(workObjects, 'local'), ...stack?.reader },
      evidence: { ...createEvidenceStore(workObjects, 'local'), ...stack?.evidence },
      ledger: createDynamoLedgerStore(table),
      budgets: createDynamoBudgetStore(table),
      alerts: createDynamoAlertStore(table),
      ripeness: createDynamoRipenessStore(table),
      plans: createDynamoPlanStore(table),
      silences: createDynamoSilenceStore(table),
      audit: createDynamoAuditLog(table),
      reports: createDynamoReportStore(table),
      statements: createStatementArchive(workObjects, 'local', csvCell),
      outbox: createDynamoOutbox(table),
      channels,
      clock,
      telemetry: SILENT,
    },
    recorded: () => Object.values(channels).flatMap(({ recorded }) => recorded),
    close: () => {
      client.destroy();
      stack?.close();
      if (options.workDir === undefined) rmSync(work, { recursive: true, force: true });
    },
  };
}

function openRollups(rollups: StackRollups) {
  if ('objects' in rollups) return { ...readersOf(rollups.objects, rollups.bucket), close: () => {} };
  const client = new S3Client({ endpoint: rollups.endpoint, forcePathStyle: true, ...LOCAL_ACCESS });
  return {
    ...readersOf(createS3ObjectStore({ client }), rollups.bucket),
    close: () => client.destroy(),
  };
}

const readersOf = (objects: Pick<ObjectStore, 'pin' | 'read'>, bucket: string) => ({
  reader: createRollupReader(objects, bucket),
  evidence: createEvidenceReader(objects, bucket),
});

/** On the command line the command itself tells what happened. */
const SILENT: Telemetry = { event: () => {}, count: () => {} };
