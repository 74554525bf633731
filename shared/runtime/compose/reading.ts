import type { S3Client } from '@aws-sdk/client-s3';
import { createS3ObjectStore } from '../../adapters/aws/s3-object-store.ts';
import { createGuardedChargeSource } from '../../adapters/cur/decode/guarded-source.ts';
import type { ReadFilesPorts } from '../../flow/read-files.ts';
import type { Observed } from '../stack.ts';

/** The ports of whoever reads data files. The decoder's thread starts at once, while settings are fetched. */
export function readingPorts({ telemetry }: Observed, client: S3Client): ReadFilesPorts {
  return {
    objects: createS3ObjectStore({ client }),
    charges: createGuardedChargeSource({
      startNow: true,
      onFallback: (file, column, why) => {
        telemetry.event('column in a layout that is read slowly', { file, column, why });
        telemetry.count('ColumnsReadSlowly', 1);
      },
    }),
  };
}
