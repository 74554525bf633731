import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createDynamoAlertStore } from '../adapters/aws/dynamodb-alert-store.ts';
import { createDynamoBudgetStore } from '../adapters/aws/dynamodb-budget-store.ts';
import { createDynamoLedgerStore } from '../adapters/aws/dynamodb-ledger-store.ts';
import { createDynamoOutbox } from '../adapters/aws/dynamodb-outbox.ts';
import { createDynamoQuarantine } from '../adapters/aws/dynamodb-quarantine.ts';
import { createS3ObjectStore } from '../adapters/aws/s3-object-store.ts';
import { createSnsChannel } from '../adapters/aws/sns-channel.ts';
import { createSqsNoticeQueue } from '../adapters/aws/sqs-notice-queue.ts';
import { createCurChargeSource } from '../adapters/cur/charge-source.ts';
import { createDeliveryFormat } from '../adapters/cur/delivery-format.ts';
import { createRollupStore } from '../adapters/cur/rollup-store.ts';
import { createSlackChannel } from '../adapters/slack/slack-channel.ts';
import type { EvaluatePorts, EvaluateSettings } from '../flow/evaluate.ts';
import type { IngestPorts, IngestSettings } from '../flow/ingest.ts';
import type { NotifyPorts } from '../flow/notify.ts';
import type { ReconcilePorts, ReconcileSettings } from '../flow/reconcile.ts';
import type { NoticeScope } from './batch.ts';
import { createSystemClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import { evaluateSettingsOf } from './evaluate-settings.ts';
import { settingsReader } from './live-settings.ts';
import { createLog } from './log.ts';
import { slackSecretReader } from './slack-secret.ts';
import type { Observed } from './stack.ts';
import { createTelemetry } from './telemetry.ts';

/** Everything one handler works with. */
export interface App<Ports, Settings> extends Observed {
  readonly ports: Ports;
  readonly scope: NoticeScope;
  /** Asked at each use: an operator may have changed them since the cold start. */
  readonly settings: () => Promise<Settings>;
}

// The only wiring of the Lambdas: variables to config to ports. Each function's bundle keeps only what its own compose
// reaches, so its clients and commands are those its role allows.

export function composeIngest(): App<IngestPorts, IngestSettings> {
  const { config, observed, clock, table } = shell();
  const objects = createS3ObjectStore({ client: new S3Client() });
  const read = settingsReader({ objects, clock, bucket: config.workBucket }, observed);
  return {
    ...observed,
    scope: config,
    settings: async () => {
      const { attribution, cost } = await read();
      return { exportName: config.exportName, attribution, cost };
    },
    ports: {
      objects,
      format: createDeliveryFormat(),
      charges: createCurChargeSource(),
      rollups: createRollupStore(objects, config.workBucket),
      ledger: createDynamoLedgerStore(table),
      quarantine: createDynamoQuarantine(table),
      clock,
      telemetry: observed.telemetry,
    },
  };
}

export function composeEvaluate(): App<EvaluatePorts, EvaluateSettings> {
  const { config, observed, clock, table } = shell();
  const objects = createS3ObjectStore({ client: new S3Client() });
  const read = settingsReader({ objects, clock, bucket: config.workBucket }, observed);
  return {
    ...observed,
    scope: config,
    settings: async () => evaluateSettingsOf(await read(), config),
    ports: { ...judging(table), clock, telemetry: observed.telemetry },
  };
}

export function composeNotify(): App<NotifyPorts, undefined> {
  const { config, observed, clock, table } = shell();
  return {
    ...observed,
    scope: config,
    settings: async () => undefined,
    ports: { ...sending(config, table, clock), clock, telemetry: observed.telemetry },
  };
}

export function composeReconcile(): App<ReconcilePorts, Omit<ReconcileSettings, 'task'>> {
  const { config, observed, clock, table } = shell();
  const objects = createS3ObjectStore({ client: new S3Client() });
  const read = settingsReader({ objects, clock, bucket: config.workBucket }, observed);
  const { exportName, exportBucket: bucket, exportPrefix: prefix, queueUrl } = config;
  // A local queue's address names a host that does not resolve; the configured endpoint is always the right one.
  const queue = new SQSClient({ useQueueUrlAsEndpoint: false });
  return {
    ...observed,
    scope: config,
    settings: async () => ({ ...evaluateSettingsOf(await read(), config), exportName, bucket, prefix }),
    ports: {
      ...judging(table),
      ...sending(config, table, clock),
      objects,
      format: createDeliveryFormat(),
      notices: createSqsNoticeQueue({ client: queue, queueUrl }),
      clock,
      telemetry: observed.telemetry,
    },
  };
}

interface Table {
  readonly client: DynamoDBClient;
  readonly table: string;
}

function shell() {
  const config = readConfig();
  const log = createLog();
  const metrics = new Metrics();
  const observed: Observed = { log, metrics, telemetry: createTelemetry(log, metrics) };
  const table: Table = { client: new DynamoDBClient(), table: config.table };
  return { config, observed, clock: createSystemClock(), table };
}

const judging = (table: Table): Pick<EvaluatePorts, 'ledger' | 'budgets' | 'alerts'> => ({
  ledger: createDynamoLedgerStore(table),
  budgets: createDynamoBudgetStore(table),
  alerts: createDynamoAlertStore(table),
});

const sending = (
  config: Config,
  table: Table,
  clock: NotifyPorts['clock'],
): Pick<NotifyPorts, 'outbox' | 'channels'> => ({
  outbox: createDynamoOutbox(table),
  channels: {
    slack: createSlackChannel({
      secrets: slackSecretReader(config.slackParameter),
      apiUrl: config.slackApiUrl,
      now: () => clock.now(),
    }),
    sns: createSnsChannel({ client: new SNSClient() }),
  },
});
