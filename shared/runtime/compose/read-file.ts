import { S3Client } from '@aws-sdk/client-s3';
import { watchS3 } from '../../adapters/aws/watch-s3.ts';
import { createPartStore } from '../../adapters/cur/rollup/part-store.ts';
import type { ReadPartPorts } from '../../flow/read-part.ts';
import type { Observed } from '../stack.ts';
import { openShell } from './app.ts';
import { readingPorts } from './reading.ts';

export function composeReadFile(): Observed & { readonly ports: ReadPartPorts } {
  const { config, observed, tally } = openShell();
  const reading = readingPorts(observed, watchS3(new S3Client(), tally));
  return {
    ...observed,
    ports: { ...reading, parts: createPartStore(reading.objects, config.workBucket) },
  };
}
