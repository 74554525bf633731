import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createDynamoLedgerStore } from '../../adapters/aws/dynamodb-ledger-store.ts';
import { createDynamoQuarantine } from '../../adapters/aws/dynamodb-quarantine.ts';
import { createS3ObjectStore } from '../../adapters/aws/s3-object-store.ts';
import { createSqsDeadNotices } from '../../adapters/aws/sqs-dead-notices.ts';
import { watchS3 } from '../../adapters/aws/watch-s3.ts';
import { createPartStore } from '../../adapters/cur/rollup/part-store.ts';
import { createRollupStore } from '../../adapters/cur/rollup/rollup-store.ts';
import type { PublishPartsPorts, RefuseReadingPorts } from '../../flow/publish-parts.ts';
import type { Observed } from '../stack.ts';
import { openShell } from './app.ts';

export function composePublishDelivery(): Observed & {
  readonly ports: PublishPartsPorts & RefuseReadingPorts;
} {
  const { config, observed, clock, table, tally } = openShell();
  const objects = createS3ObjectStore({ client: watchS3(new S3Client(), tally) });
  return {
    ...observed,
    ports: {
      parts: createPartStore(objects, config.workBucket),
      rollups: createRollupStore(objects, config.workBucket),
      ledger: createDynamoLedgerStore(table),
      quarantine: createDynamoQuarantine(table),
      deadNotices: createSqsDeadNotices({ client: new SQSClient(), queueUrl: config.queueUrl }),
      clock,
      telemetry: observed.telemetry,
    },
  };
}
