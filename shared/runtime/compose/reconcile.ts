import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createDynamoQuarantine } from '../../adapters/aws/dynamodb-quarantine.ts';
import { createS3ObjectStore } from '../../adapters/aws/s3-object-store.ts';
import { createSqsNoticeQueue } from '../../adapters/aws/sqs-notice-queue.ts';
import { watchS3 } from '../../adapters/aws/watch-s3.ts';
import { createCurDeliveryFormat } from '../../adapters/cur/delivery-format.ts';
import { createEvidenceStore } from '../../adapters/evidence/evidence-objects.ts';
import type { ReconcilePorts, ReconcileSettings } from '../../flow/reconcile.ts';
import { evaluateSettingsOf } from '../evaluate-settings.ts';
import { settingsReader } from '../live-settings.ts';
import { type App, openShell } from './app.ts';
import { judgingPorts } from './judging.ts';
import { sendingPorts } from './sending.ts';

export function composeReconcile(): App<ReconcilePorts, Omit<ReconcileSettings, 'task'>> {
  const shell = openShell();
  const { config, observed, clock } = shell;
  const { exportName, exportBucket: bucket, exportPrefix: prefix, queueUrl } = config;
  const objects = createS3ObjectStore({ client: watchS3(new S3Client(), shell.tally) });
  const read = settingsReader({ objects, clock, bucket: config.workBucket }, observed);
  // A local queue's address names a host that does not resolve; the configured endpoint is always the right one.
  const queue = new SQSClient({ useQueueUrlAsEndpoint: false });
  return {
    ...observed,
    scope: config,
    settings: async () => ({ ...evaluateSettingsOf(await read(), config), exportName, bucket, prefix }),
    ports: {
      ...judgingPorts(shell),
      ...sendingPorts(shell),
      objects,
      evidence: createEvidenceStore(objects, config.workBucket),
      format: createCurDeliveryFormat(),
      quarantine: createDynamoQuarantine(shell.table),
      notices: createSqsNoticeQueue({ client: queue, queueUrl }),
    },
  };
}
