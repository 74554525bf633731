import { S3Client } from '@aws-sdk/client-s3';
import { createDynamoLedgerStore } from '../../adapters/aws/dynamodb-ledger-store.ts';
import { createDynamoQuarantine } from '../../adapters/aws/dynamodb-quarantine.ts';
import { watchS3 } from '../../adapters/aws/watch-s3.ts';
import { createCurDeliveryFormat } from '../../adapters/cur/delivery-format.ts';
import { createPartStore } from '../../adapters/cur/rollup/part-store.ts';
import { createRollupStore } from '../../adapters/cur/rollup/rollup-store.ts';
import type { HandOverPorts } from '../../flow/hand-over.ts';
import type { IngestPorts, IngestSettings } from '../../flow/ingest.ts';
import type { LargeDeliveries } from '../../ports/large-deliveries.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import type { Config } from '../config.ts';
import { settingsReader } from '../live-settings.ts';
import { type App, openShell } from './app.ts';
import { readingPorts } from './reading.ts';

export function composeIngest(): App<IngestPorts, IngestSettings> {
  const { config, observed, clock, table, tally } = openShell();
  const reading = readingPorts(observed, watchS3(new S3Client(), tally));
  const { objects } = reading;
  const read = settingsReader({ objects, clock, bucket: config.workBucket }, observed);
  const readers = readersOf(config, objects);
  return {
    ...observed,
    scope: config,
    settings: async () => {
      const { attribution, cost } = await read();
      return { exportName: config.exportName, attribution, cost };
    },
    ports: {
      ...reading,
      format: createCurDeliveryFormat(),
      rollups: createRollupStore(objects, config.workBucket),
      ledger: createDynamoLedgerStore(table),
      quarantine: createDynamoQuarantine(table),
      clock,
      telemetry: observed.telemetry,
      ...(readers === undefined ? {} : { readers }),
    },
  };
}

function readersOf({ largeDeliveries, workBucket }: Config, objects: ObjectStore): HandOverPorts | undefined {
  if (largeDeliveries === undefined) return undefined;
  // Hardly any delivery is large: what speaks with Step Functions is loaded when one is.
  let opened: Promise<LargeDeliveries> | undefined;
  const open = (): Promise<LargeDeliveries> => {
    opened ??= import('./step-functions.ts').then((module) =>
      module.openStepFunctions(largeDeliveries, workBucket),
    );
    return opened;
  };
  return {
    parts: createPartStore(objects, workBucket),
    readings: {
      state: async (reading) => (await open()).state(reading),
      start: async (reading) => (await open()).start(reading),
    },
  };
}
