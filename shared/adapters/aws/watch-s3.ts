import type { S3Client } from '@aws-sdk/client-s3';
import type { RequestTally } from './request-tally.ts';

/** Priced as PUT, COPY, POST or LIST; starting, filling and completing an upload are each one of them. */
const PUTS =
  /^(PutObject|CopyObject|CreateMultipartUpload|UploadPart|CompleteMultipartUpload|ListObjectsV2|ListObjectVersions)$/;
const FREE = /^(DeleteObject|DeleteObjects|AbortMultipartUpload)$/;

/** Has every request of this client counted, each attempt on its own. */
export function watchS3(client: S3Client, tally: RequestTally): S3Client {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      (args) => {
        const operation = commandName.replace(/Command$/, '');
        tally.add({ service: 's3', operation, price: priceOf(operation) });
        return next(args);
      },
    { name: 'countRequests', step: 'deserialize', priority: 'high', override: true },
  );
  return client;
}

const priceOf = (operation: string) =>
  FREE.test(operation) ? 'free' : PUTS.test(operation) ? 's3Put' : 's3Get';
