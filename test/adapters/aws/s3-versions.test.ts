import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createS3ObjectStore } from '../../../shared/adapters/aws/s3-object-store.ts';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { awsError, stubClient } from './stub-client.ts';

const at = (minute: number): Date => new Date(`2026-11-18T20:${String(minute).padStart(2, '0')}:00.900Z`);
const MANIFEST = parseInstant('2026-11-18T20:30:00Z');
const KEY = 'cur/data/part-0.parquet';

const version = (minute: number, id: string, key = KEY) => ({
  Key: key,
  ETag: `"${id}"`,
  Size: minute,
  VersionId: id,
  LastModified: at(minute),
});
const head = (minute: number, VersionId?: string) => () => ({
  ETag: '"newest"',
  ContentLength: 5,
  LastModified: at(minute),
  ...(VersionId === undefined ? {} : { VersionId }),
});
const storeOf = (answers: Parameters<typeof stubClient>[0]) => {
  const { client, sent } = stubClient<S3Client>(answers);
  return { store: createS3ObjectStore({ client }), sent };
};

test('the newest version is taken without a listing where it is not later than the delivery', async () => {
  const { store, sent } = storeOf({ HeadObjectCommand: head(30, 'v3') });
  const pin = await store.pinNotLaterThan('b', KEY, MANIFEST);
  expect(pin).toEqual({
    bucket: 'b',
    key: KEY,
    etag: '"newest"',
    bytes: 5,
    lastModified: MANIFEST,
    versionId: 'v3',
  });
  expect(sent.map((each) => each.name)).toEqual(['HeadObjectCommand']);
});

test('a file that the next refresh has overwritten already is read in its older version', async () => {
  const { store } = storeOf({
    HeadObjectCommand: head(45, 'v4'),
    ListObjectVersionsCommand: () => ({
      Versions: [
        version(45, 'v4'),
        version(40, 'v3'),
        version(12, 'v2'),
        version(5, 'v1'),
        version(1, 'x', `${KEY}.bak`),
      ],
    }),
  });
  expect(await store.pinNotLaterThan('b', KEY, MANIFEST)).toMatchObject({
    etag: '"v2"',
    versionId: 'v2',
    bytes: 12,
  });
});

test('versions are looked for on every page, and no longer name is taken for the key', async () => {
  const { store, sent } = storeOf({
    HeadObjectCommand: head(45, 'v4'),
    ListObjectVersionsCommand: (_input, call) =>
      call === 0
        ? { Versions: [version(45, 'v4')], IsTruncated: true, NextKeyMarker: KEY, NextVersionIdMarker: 'v4' }
        : { Versions: [version(10, 'other', `${KEY}.bak`)] },
  });
  expect(await store.pinNotLaterThan('b', KEY, MANIFEST)).toBeUndefined();
  expect(sent[2]?.input).toMatchObject({ KeyMarker: KEY, VersionIdMarker: 'v4' });
});

test('a version hidden by a delete marker of its time is gone; a later marker hides nothing', async () => {
  const missing = () => {
    throw awsError('NotFound', 404);
  };
  const listing = (deletedAt: number) => () => ({
    Versions: [version(10, 'v1')],
    DeleteMarkers: [{ Key: KEY, LastModified: at(deletedAt), VersionId: 'd' }],
  });
  const early = storeOf({ HeadObjectCommand: missing, ListObjectVersionsCommand: listing(20) });
  expect(await early.store.pinNotLaterThan('b', KEY, MANIFEST)).toBeUndefined();
  const late = storeOf({ HeadObjectCommand: missing, ListObjectVersionsCommand: listing(40) });
  expect(await late.store.pinNotLaterThan('b', KEY, MANIFEST)).toMatchObject({ versionId: 'v1' });
});

test('every range names its version and its ETag', async () => {
  const body = Readable.from([new Uint8Array(3), new Uint8Array(1)]);
  const { store, sent } = storeOf({
    HeadObjectCommand: head(10, 'v1'),
    GetObjectCommand: () => ({ Body: body }),
  });
  const pin = await store.pin('b', KEY);
  await store.read(pin!, 1, 5);
  expect(sent[1]?.input).toEqual({
    Bucket: 'b',
    Key: KEY,
    Range: 'bytes=1-4',
    IfMatch: '"newest"',
    VersionId: 'v1',
  });
});

test.each([412, 404, 416])('a status %i after the pin means that the object changed', async (status) => {
  const refuse = () => {
    throw awsError('Refused', status);
  };
  const { store } = storeOf({ HeadObjectCommand: head(10), GetObjectCommand: refuse });
  const pin = await store.pin('b', KEY);
  await expect(store.read(pin!)).rejects.toMatchObject({
    kind: 'retryable',
    detail: { file: `s3://b/${KEY}` },
  });
});

test('an answer that ends early is never taken for the range', async () => {
  const body = Readable.from([new Uint8Array(3)]);
  const { store } = storeOf({ HeadObjectCommand: head(10), GetObjectCommand: () => ({ Body: body }) });
  const pin = await store.pin('b', KEY);
  await expect(store.read(pin!)).rejects.toMatchObject({ kind: 'retryable' });
});

test('a missing bucket and a missing permission are settings, not changed objects', async () => {
  const refuse = (name: string, status: number) => () => {
    throw awsError(name, status);
  };
  const pin = { bucket: 'b', key: KEY, etag: '"1"', bytes: 5, lastModified: 0 };
  const noBucket = storeOf({ GetObjectCommand: refuse('NoSuchBucket', 404) });
  await expect(noBucket.store.read(pin)).rejects.toMatchObject({ kind: 'misconfigured' });
  const denied = storeOf({ HeadObjectCommand: refuse('Forbidden', 403) });
  await expect(denied.store.pin('b', KEY)).rejects.toMatchObject({ kind: 'misconfigured' });
});

test('listings go on to the last page', async () => {
  const { store, sent } = storeOf({
    ListObjectsV2Command: (_input, call) => ({
      Contents: [{ Key: `k${call}`, ETag: '"e"', Size: 1, LastModified: at(call) }],
      ...(call < 2 ? { NextContinuationToken: `t${call}` } : {}),
    }),
  });
  const keys: string[] = [];
  for await (const pin of store.list('b', 'k')) keys.push(pin.key);
  expect(keys).toEqual(['k0', 'k1', 'k2']);
  expect(sent[2]?.input).toMatchObject({ ContinuationToken: 't1' });
});
