import type { BigIntStats } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure, misconfigured, retryable } from '../../domain/base/failure.ts';
import type { ObjectPin } from '../../domain/delivery/delivery.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { listKeys } from './list-keys.ts';
import { pathOfKey } from './path-of-key.ts';

export type FileObjectStoreOptions =
  /** One folder, whatever the bucket is called: a manifest names the bucket it was delivered to. */
  | { readonly root: string }
  /** A folder for each bucket; others are refused. */
  | { readonly buckets: Readonly<Record<string, string>> };

/** Objects as files below a folder, keys as their paths with `/`. */
export function createFileObjectStore(options: FileObjectStoreOptions): ObjectStore {
  const pathOf = (bucket: string, key: string): string => pathOfKey(folderOf(options, bucket), key);
  const pin = async (bucket: string, key: string): Promise<ObjectPin | undefined> => {
    const path = pathOf(bucket, key);
    const facts = await statOf(path);
    return facts?.isFile() ? pinOf(bucket, key, facts) : undefined;
  };
  return {
    pin,

    async pinNotLaterThan(bucket, key, latest) {
      const found = await pin(bucket, key);
      return found !== undefined && found.lastModified <= latest ? found : undefined;
    },

    read: async (object, start = 0, end = object.bytes, into?: Uint8Array) =>
      readPinned(pathOf(object.bucket, object.key), object, start, Math.min(end, object.bytes), into),

    async *list(bucket, prefix) {
      for (const key of await listKeys(folderOf(options, bucket), prefix)) {
        const found = await pin(bucket, key);
        if (found !== undefined) yield found;
      }
    },

    write: async (bucket, key, bytes) => replaceFile(pathOf(bucket, key), bytes),
  };
}

function folderOf(options: FileObjectStoreOptions, bucket: string): string {
  if ('root' in options) return options.root;
  if (Object.hasOwn(options.buckets, bucket)) return options.buckets[bucket]!;
  throw misconfigured('there is no folder for this bucket', {
    expected: Object.keys(options.buckets).join(' or '),
    found: bucket,
  });
}

/** Size, time of change and inode: a file that was rewritten or replaced has another one. */
const pinOf = (bucket: string, key: string, facts: BigIntStats): ObjectPin => ({
  bucket,
  key,
  etag: etagOf(facts),
  bytes: Number(facts.size),
  lastModified: Number(facts.mtimeMs),
});

const etagOf = (facts: BigIntStats): string => `${facts.size}-${facts.mtimeNs}-${facts.ino}`;

async function statOf(path: string): Promise<BigIntStats | undefined> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw unreadable(path, error);
  }
}

/** The pin is compared before and after, on the opened file: what lies between was read from one version. */
async function readPinned(
  path: string,
  pin: ObjectPin,
  start: number,
  end: number,
  into: Uint8Array | undefined,
): Promise<Uint8Array> {
  const handle = await open(path).catch((error: unknown) => {
    throw isMissing(error) ? changed(path, 'no file') : unreadable(path, error);
  });
  try {
    await assertPinned(handle, path, pin);
    const length = Math.max(0, end - start);
    const bytes = into?.length === length ? into : new Uint8Array(length);
    let read = 0;
    while (read < bytes.byteLength) {
      const { bytesRead } = await handle.read(bytes, read, bytes.byteLength - read, start + read);
      if (bytesRead === 0) throw changed(path, `an end after ${start + read} bytes`);
      read += bytesRead;
    }
    await assertPinned(handle, path, pin);
    return bytes;
  } catch (error) {
    throw error instanceof Failure ? error : unreadable(path, error);
  } finally {
    await handle.close();
  }
}

async function assertPinned(handle: FileHandle, path: string, pin: ObjectPin): Promise<void> {
  const facts = await handle.stat({ bigint: true });
  if (etagOf(facts) !== pin.etag) throw changed(path, 'another version');
}

/** Written beside its place and moved there, so that a reader sees the old bytes or the new ones. */
async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}.draft`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, bytes);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw misconfigured('the file cannot be written', { found: `${path}: ${codeOf(error)}` }, error);
  }
}

const changed = (path: string, found: string): Failure =>
  retryable('the file changed while it was being read', {
    file: path,
    expected: 'the version first seen',
    found,
  });

const unreadable = (path: string, error: unknown): Failure =>
  misconfigured('the file cannot be read', { file: path, found: codeOf(error) }, error);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
