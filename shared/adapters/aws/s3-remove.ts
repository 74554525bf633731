import { DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { failureOf } from './retry.ts';

/**
 * Deletes the newest version; a versioned bucket keeps it behind a delete marker for as long as its lifecycle says.
 * S3 answers the same where there is none.
 */
export const s3Remover =
  (client: S3Client) =>
  async (bucket: string, key: string): Promise<void> => {
    await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })).catch((error: unknown) => {
      throw failureOf(error, `bucket ${bucket}`);
    });
  };
