import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObjectStore } from '../ports/object-store.ts';
import { fileNameOf, readObjectFile } from './s3-object-file.ts';

/**
 * Objects of a stack's folder without its S3: whether the stack runs or has ended, each is there whole or not at all.
 * Changes nothing. Throws Failure `misconfigured` on a damaged folder.
 */
export function createS3FilesReader(folder: string): Pick<ObjectStore, 'pin' | 'read'> {
  const pathOf = (bucket: string, key: string): string => join(folder, bucket, fileNameOf(key));
  return {
    pin: async (bucket, key) => {
      const path = pathOf(bucket, key);
      if (!existsSync(path)) return undefined;
      const { facts } = readObjectFile(path);
      return { bucket, key, etag: facts.eTag, bytes: facts.bytes, lastModified: facts.modifiedAt };
    },
    read: async ({ bucket, key }, start, end) => {
      const path = pathOf(bucket, key);
      const { offset } = readObjectFile(path);
      return new Uint8Array(readFileSync(path)).subarray(offset).slice(start, end);
    },
  };
}
