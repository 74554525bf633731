import { statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { createS3ObjectStore } from '../adapters/aws/s3-object-store.ts';
import { createCurChargeSource } from '../adapters/cur/charge-source.ts';
import { createCurDeliveryFormat } from '../adapters/cur/delivery-format.ts';
import { createFileObjectStore } from '../adapters/local/file-object-store.ts';
import { misconfigured } from '../domain/base/failure.ts';
import type { ChargeSource } from '../ports/charge-source.ts';
import type { DeliveryFormat } from '../ports/delivery-format.ts';
import type { ObjectStore } from '../ports/object-store.ts';

/** Where deliveries are read from, and under which prefix to look. */
export interface Source {
  readonly objects: ObjectStore;
  readonly format: DeliveryFormat;
  readonly charges: ChargeSource;
  readonly bucket: string;
  readonly prefix: string;
}

const S3_URI = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;

/** A folder, a file, or `s3://bucket/prefix`. Throws Failure `misconfigured` where there is no such thing. */
export async function openSource(path: string): Promise<Source> {
  const readers = { format: createCurDeliveryFormat(), charges: createCurChargeSource() };
  if (path.startsWith('s3:')) {
    const uri = S3_URI.exec(path);
    if (uri === null) {
      throw misconfigured('not an S3 address', { expected: 's3://bucket/prefix', found: path });
    }
    return {
      ...readers,
      objects: createS3ObjectStore({ client: new S3Client() }),
      bucket: uri[1] ?? '',
      prefix: uri[2] ?? '',
    };
  }
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    throw misconfigured('there is no such file or folder', {
      file: path,
      expected: 'a Data Export folder, a *-Manifest.json, .parquet, .csv.gz or .csv',
    });
  }
  const root = resolve(found.isDirectory() ? path : dirname(path));
  return {
    ...readers,
    objects: createFileObjectStore({ root }),
    bucket: root,
    prefix: found.isDirectory() ? '' : basename(path),
  };
}
