import { statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { createS3ObjectStore } from '../adapters/aws/s3-object-store.ts';
import { createGuardedChargeSource } from '../adapters/cur/decode/guarded-source.ts';
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

/** One for the process: its decoder starts with the first file and is kept for all others. */
export const LOCAL_READERS = { format: createCurDeliveryFormat(), charges: createGuardedChargeSource() };

/** A folder, a file, or `s3://bucket/prefix`. Throws Failure `misconfigured` where there is no such thing. */
export async function openSource(path: string): Promise<Source> {
  if (path.startsWith('s3:')) {
    const uri = S3_URI.exec(path);
    if (uri === null) {
      throw misconfigured('not an S3 address', { expected: 's3://bucket/prefix', found: path });
    }
    const objects = createS3ObjectStore({ client: await s3Client(path) });
    const { prefix, takes } = fileScope(uri[2] ?? '');
    return { ...LOCAL_READERS, objects: narrowed(objects, takes), bucket: uri[1] ?? '', prefix };
  }
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    throw misconfigured('there is no such file or folder', {
      file: path,
      expected: 'a Data Export folder, a *-Manifest.json, .parquet, .csv.gz or .csv',
    });
  }
  if (found.isDirectory()) {
    const root = resolve(path);
    return { ...LOCAL_READERS, objects: createFileObjectStore({ root }), bucket: root, prefix: '' };
  }
  const { prefix, takes } = fileScope(resolve(path));
  // A manifest's keys begin with its export's name: the folder above the export is the root.
  const root = dirname(prefix);
  const objects = narrowed(createFileObjectStore({ root }), (key) => takes(join(root, key)));
  const rest = relative(root, prefix).split(sep).join('/');
  return { ...LOCAL_READERS, objects, bucket: root, prefix: prefix.endsWith('/') ? `${rest}/` : rest };
}

interface FileScope {
  /** Where to look. */
  readonly prefix: string;
  /** What counts of what is found there. */
  readonly takes: (path: string) => boolean;
}

const DATA_FILE = /\.(parquet|csv|csv\.gz)$/i;
const MANIFEST = /manifest\.json$/i;
const EXPORT_OF_MANIFEST = /^(.*?)\/?metadata\/billing_period=[^/]*\//i;

/** A data file is itself alone, and no longer name that begins like it; a manifest brings its export's data files. */
function fileScope(path: string): FileScope {
  if (!MANIFEST.test(path)) {
    return { prefix: path, takes: (key) => !DATA_FILE.test(path) || key === path };
  }
  const root = EXPORT_OF_MANIFEST.exec(path)?.[1] ?? path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return {
    prefix: root === '' ? '' : `${root}/`,
    takes: (key) => key === path || DATA_FILE.test(key),
  };
}

const narrowed = (objects: ObjectStore, takes: (key: string) => boolean): ObjectStore => ({
  ...objects,
  async *list(bucket, prefix) {
    for await (const pin of objects.list(bucket, prefix)) if (takes(pin.key)) yield pin;
  },
});

/** Asked for before the first request, so that what is missing is told in words. */
async function s3Client(path: string): Promise<S3Client> {
  const client = new S3Client();
  try {
    await client.config.region();
    await client.config.credentials();
    return client;
  } catch (error) {
    throw misconfigured(
      'S3 cannot be asked: AWS region or credentials are not set up here',
      {
        file: path,
        expected: 'AWS_REGION, and AWS_PROFILE or another source of credentials',
        found: error instanceof Error ? error.message : 'none',
      },
      error,
    );
  }
}
