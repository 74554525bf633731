import { S3Client } from '@aws-sdk/client-s3';
import { createDynamoLedgerStore } from '../../adapters/aws/dynamodb-ledger-store.ts';
import { createDynamoQuarantine } from '../../adapters/aws/dynamodb-quarantine.ts';
import { createS3ObjectStore } from '../../adapters/aws/s3-object-store.ts';
import { watchS3 } from '../../adapters/aws/watch-s3.ts';
import { createGuardedChargeSource } from '../../adapters/cur/decode/guarded-source.ts';
import { createCurDeliveryFormat } from '../../adapters/cur/delivery-format.ts';
import { createRollupStore } from '../../adapters/cur/rollup/rollup-store.ts';
import type { IngestPorts, IngestSettings } from '../../flow/ingest.ts';
import { settingsReader } from '../live-settings.ts';
import { type App, openShell } from './app.ts';

export function composeIngest(): App<IngestPorts, IngestSettings> {
  const { config, observed, clock, table, tally } = openShell();
  const objects = createS3ObjectStore({ client: watchS3(new S3Client(), tally) });
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
      format: createCurDeliveryFormat(),
      charges: createGuardedChargeSource({
        startNow: true,
        onFallback: (file, column, why) => {
          observed.telemetry.event('column in a layout that is read slowly', { file, column, why });
          observed.telemetry.count('ColumnsReadSlowly', 1);
        },
      }),
      rollups: createRollupStore(objects, config.workBucket),
      ledger: createDynamoLedgerStore(table),
      quarantine: createDynamoQuarantine(table),
      clock,
      telemetry: observed.telemetry,
    },
  };
}
