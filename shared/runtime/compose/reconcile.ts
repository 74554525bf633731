import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createDynamoPlanStore } from '../../adapters/aws/dynamodb-plan-store.ts';
import { createDynamoQuarantine } from '../../adapters/aws/dynamodb-quarantine.ts';
import { createDynamoReportStore } from '../../adapters/aws/dynamodb-report-store.ts';
import { createS3ObjectStore } from '../../adapters/aws/s3-object-store.ts';
import { s3Remover } from '../../adapters/aws/s3-remove.ts';
import { createSqsDeadLetters } from '../../adapters/aws/sqs-dead-letters.ts';
import { createSqsNoticeQueue } from '../../adapters/aws/sqs-notice-queue.ts';
import { watchS3 } from '../../adapters/aws/watch-s3.ts';
import { csvCell } from '../../adapters/config/csv-cell.ts';
import { createCurDeliveryFormat } from '../../adapters/cur/delivery-format.ts';
import { createRollupArchive } from '../../adapters/cur/rollup/rollup-archive.ts';
import { createEvidenceStore } from '../../adapters/evidence/evidence-objects.ts';
import { createStatementArchive } from '../../adapters/statement/statement-archive.ts';
import type { DropPorts } from '../../flow/drop-superseded.ts';
import type { ReconcilePorts, ReconcileSettings } from '../../flow/reconcile.ts';
import type { ReportPorts, ReportSettings } from '../../flow/report/report-run.ts';
import type { StatementPorts } from '../../flow/statements.ts';
import type { HealthPorts } from '../../flow/watch-health.ts';
import type { StatementArchive } from '../../ports/statement-archive.ts';
import { evaluateSettingsOf } from '../evaluate-settings.ts';
import { settingsReader } from '../live-settings.ts';
import type { Settings as SettingsFile } from '../settings.ts';
import { type App, openShell } from './app.ts';
import { judgingPorts } from './judging.ts';
import { sendingPorts } from './sending.ts';

type Ports = ReconcilePorts &
  ReportPorts &
  HealthPorts &
  DropPorts &
  StatementPorts & { readonly statements: StatementArchive };
type Settings = Omit<ReconcileSettings, 'task'> & ReportSettings;

export function composeReconcile(): App<Ports, Settings> {
  const shell = openShell();
  const { config, observed, clock } = shell;
  const { exportName, exportBucket: bucket, exportPrefix: prefix, queueUrl } = config;
  const client = watchS3(new S3Client(), shell.tally);
  const objects = createS3ObjectStore({ client });
  const read = settingsReader({ objects, clock, bucket: config.workBucket }, observed);
  // A local queue's address names a host that does not resolve; the configured endpoint is always the right one.
  const queue = new SQSClient({ useQueueUrlAsEndpoint: false });
  return {
    ...observed,
    scope: config,
    settings: async () => {
      const settings = await read();
      return { ...evaluateSettingsOf(settings, config), ...tagKeyOf(settings), exportName, bucket, prefix };
    },
    ports: {
      ...judgingPorts(shell),
      ...sendingPorts(shell),
      objects,
      archive: createRollupArchive(objects, s3Remover(client), config.workBucket),
      evidence: createEvidenceStore(objects, config.workBucket),
      format: createCurDeliveryFormat(),
      quarantine: createDynamoQuarantine(shell.table),
      notices: createSqsNoticeQueue({ client: queue, queueUrl }),
      plans: createDynamoPlanStore(shell.table),
      reports: createDynamoReportStore(shell.table),
      statements: createStatementArchive(objects, config.workBucket, csvCell),
      deadLetters: createSqsDeadLetters({ client: queue, queueUrl }),
    },
  };
}

/** Of the rule by which a tag of the caller makes a team. */
function tagKeyOf({ attribution }: SettingsFile): Pick<ReportSettings, 'tagKey'> {
  const rule = attribution.rules.find(({ by }) => by === 'principal-tag');
  return rule?.by === 'principal-tag' ? { tagKey: rule.key } : {};
}
