import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { retryable } from '../../domain/base/failure.ts';
import type { ObjectPin } from '../../domain/delivery/delivery.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { factsOf, failureOf } from './retry.ts';
import { newestVersionNotLaterThan, wholeSeconds } from './s3-versions.ts';
import { writeObject } from './s3-write.ts';

/** Objects in S3. A range is asked for with the pin's version id, or else with `If-Match`, on every single request. */
export function createS3ObjectStore({ client }: { readonly client: S3Client }): ObjectStore {
  const pin = (bucket: string, key: string) => headPin(client, bucket, key);
  return {
    pin,

    async pinNotLaterThan(bucket, key, latest) {
      const newest = await pin(bucket, key);
      if (newest !== undefined && newest.lastModified <= latest) return newest;
      // Unversioned, and rewritten since: what the delivery wrote there is gone.
      if (newest !== undefined && newest.versionId === undefined) return undefined;
      return newestVersionNotLaterThan(client, bucket, key, latest);
    },

    async read(object, start = 0, end = object.bytes, into?: Uint8Array) {
      const last = Math.min(end, object.bytes);
      return last <= start ? new Uint8Array(0) : readRange(client, object, start, last, into);
    },

    list: (bucket, prefix) => listPins(client, bucket, prefix),

    write: (bucket, key, bytes, contentType) => writeObject(client, { bucket, key, bytes, contentType }),
  };
}

async function headPin(client: S3Client, bucket: string, key: string): Promise<ObjectPin | undefined> {
  try {
    const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return {
      bucket,
      key,
      etag: head.ETag ?? '',
      bytes: head.ContentLength ?? 0,
      lastModified: wholeSeconds(head.LastModified),
      ...(head.VersionId === undefined ? {} : { versionId: head.VersionId }),
    };
  } catch (error) {
    // HEAD has no body: a missing bucket and a missing object are both a bare 404.
    if (factsOf(error).status === 404) return undefined;
    throw failureOf(error, `bucket ${bucket}`);
  }
}

async function readRange(
  client: S3Client,
  object: ObjectPin,
  start: number,
  end: number,
  into: Uint8Array | undefined,
): Promise<Uint8Array> {
  const file = `s3://${object.bucket}/${object.key}`;
  try {
    const answer: GetObjectCommandOutput = await client.send(
      new GetObjectCommand({
        Bucket: object.bucket,
        Key: object.key,
        Range: `bytes=${start}-${end - 1}`,
        IfMatch: object.etag,
        ...(object.versionId === undefined ? {} : { VersionId: object.versionId }),
      }),
    );
    const memory = into?.length === end - start ? into : new Uint8Array(end - start);
    const found = await bodyInto(answer.Body as AsyncIterable<Uint8Array> | undefined, memory);
    if (found === memory.length) return memory;
    const facts = { file, expected: `${end - start} bytes`, found: `${found} bytes` };
    throw retryable('the answer was cut short', facts);
  } catch (error) {
    const { name, status } = factsOf(error);
    // 412: another version stands there now; 404: it was deleted; 416: it became shorter.
    if (name !== 'NoSuchBucket' && (status === 412 || status === 404 || status === 416)) {
      throw retryable('the object changed while it was being read', { file, found: name }, error);
    }
    throw failureOf(error, `bucket ${object.bucket}`);
  }
}

/** The body as it comes, without joining its pieces first. Tells how many bytes came, also those there was no room for. */
async function bodyInto(body: AsyncIterable<Uint8Array> | undefined, memory: Uint8Array): Promise<number> {
  let at = 0;
  for await (const piece of body ?? []) {
    if (at + piece.length <= memory.length) memory.set(piece, at);
    at += piece.length;
  }
  return at;
}

/** Pages of up to 1,000 keys, in key order. Listings name no version. */
async function* listPins(client: S3Client, bucket: string, prefix: string): AsyncGenerator<ObjectPin> {
  let token: string | undefined;
  do {
    const input = {
      Bucket: bucket,
      Prefix: prefix,
      ...(token === undefined ? {} : { ContinuationToken: token }),
    };
    const page = await client.send(new ListObjectsV2Command(input)).catch((error: unknown) => {
      throw failureOf(error, `bucket ${bucket}`);
    });
    for (const object of page.Contents ?? []) {
      if (object.Key === undefined) continue;
      yield {
        bucket,
        key: object.Key,
        etag: object.ETag ?? '',
        bytes: object.Size ?? 0,
        lastModified: wholeSeconds(object.LastModified),
      };
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
}
