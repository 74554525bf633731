import { createHash } from 'node:crypto';
import {
  createReadStream,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileNameOf, headOf, type ObjectFacts, type ObjectFile, readObjectFile } from './s3-object-file.ts';

/** Buckets as folders. An object is seen whole or not at all, whenever this process is killed. */
export interface S3Files {
  createBucket(bucket: string): void;
  hasBucket(bucket: string): boolean;
  stat(bucket: string, key: string): ObjectFacts | undefined;
  /** The bucket must be there. `eTag` is the MD5 of the bytes where it is not given. */
  put(bucket: string, key: string, body: Buffer, headers: ObjectFacts['headers'], eTag?: string): ObjectFacts;
  /** Bytes `from` up to, not including, `to` of an object that is there, whatever replaces it meanwhile. */
  open(bucket: string, key: string, from: number, to: number): Readable;
  /** In order of the keys' bytes. */
  list(bucket: string, prefix: string): readonly ObjectFacts[];
  remove(bucket: string, key: string): void;
}

/** No bucket's name: those have three characters at least. */
const UNFINISHED = '_';

/**
 * Written to a file aside and shown by a rename, without waiting for the disk: this survives the death of every
 * process, which is what it is for, and not the loss of power. Throws Failure `misconfigured` on a damaged folder.
 */
export function openS3Files(folder: string): S3Files {
  const aside = join(folder, UNFINISHED);
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  const buckets = new Map<string, Map<string, ObjectFile>>();
  for (const bucket of readdirSync(folder)) {
    if (bucket === UNFINISHED) continue;
    const files = readdirSync(join(folder, bucket)).map((name) => readObjectFile(join(folder, bucket, name)));
    buckets.set(bucket, new Map(files.map((file) => [file.facts.key, file])));
  }
  const find = (bucket: string, key: string): ObjectFile | undefined => buckets.get(bucket)?.get(key);
  return {
    createBucket: (bucket) => {
      mkdirSync(join(folder, bucket), { recursive: true });
      if (!buckets.has(bucket)) buckets.set(bucket, new Map());
    },
    hasBucket: (bucket) => buckets.has(bucket),
    stat: (bucket, key) => find(bucket, key)?.facts,
    put: (bucket, key, body, headers, eTag = createHash('md5').update(body).digest('hex')) => {
      const modifiedAt = Math.floor(Date.now() / 1000) * 1000;
      const facts: ObjectFacts = { key, bytes: body.length, eTag, modifiedAt, headers };
      const name = fileNameOf(key);
      const head = headOf(facts);
      writeFileSync(join(aside, name), Buffer.concat([head, body]));
      const path = join(folder, bucket, name);
      renameSync(join(aside, name), path);
      buckets.get(bucket)?.set(key, { facts, path, offset: head.length });
      return facts;
    },
    open: (bucket, key, from, to) => {
      const { path, offset } = find(bucket, key)!;
      // Opened now: what was stated a moment ago must be what is read.
      const fd = openSync(path, 'r');
      return createReadStream(path, { fd, start: offset + from, end: offset + to - 1 });
    },
    list: (bucket, prefix) =>
      [...(buckets.get(bucket)?.values() ?? [])]
        .map((file) => file.facts)
        .filter((facts) => facts.key.startsWith(prefix))
        .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key))),
    remove: (bucket, key) => {
      const file = find(bucket, key);
      if (file === undefined) return;
      unlinkSync(file.path);
      buckets.get(bucket)?.delete(key);
    },
  };
}
