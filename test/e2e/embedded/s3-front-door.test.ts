import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetBucketNotificationConfigurationCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { Upload } from '@aws-sdk/lib-storage';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addQueueNotification, turnEventBridgeOn } from '../../../shared/embedded/bucket-notifications.ts';
import { queueArnOf } from '../../../shared/embedded/local-account.ts';
import { type LocalS3, startLocalS3 } from './local-s3.ts';

const Bucket = 'exports';
const KEY = 'cur/my export+1/metadata/BILLING_PERIOD=2026-11/café-Manifest.json';
type S3Event = {
  Records: {
    eventName: string;
    eventTime: string;
    s3: {
      configurationId: string;
      bucket: { name: string; arn: string };
      object: { key: string; size: number; eTag: string; sequencer: string };
    };
  }[];
};
describe.each(['in memory', 'in a folder'])('S3 with its objects %s', (where) => {
  const folder = where === 'in memory' ? undefined : mkdtempSync(join(tmpdir(), 'billhook-s3-'));
  let local: LocalS3;
  let queueUrl: string;

  beforeAll(async () => {
    local = await startLocalS3(folder);
    queueUrl = await local.fauxqs.createQueue('notices');
    await local.createBucket(Bucket);
    await addQueueNotification(local.s3, Bucket, {
      id: 'billhook',
      queueArn: queueArnOf('notices'),
      prefix: 'cur/',
      suffix: 'Manifest.json',
    });
  });
  afterAll(async () => {
    await local.stop();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  const nextRecord = async () => ((await local.next(queueUrl)) as S3Event | undefined)?.Records[0];

  test('a newly configured queue first gets the test event without records', async () => {
    expect(await local.next(queueUrl)).toMatchObject({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket });
  });

  test('a created object is announced with its form-encoded key, size and eTag', async () => {
    const body = '{"executionId":"x"}';
    await local.s3.send(new PutObjectCommand({ Bucket, Key: KEY, Body: body }));
    const record = await nextRecord();
    expect(record).toMatchObject({
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      s3: { configurationId: 'billhook', bucket: { name: Bucket, arn: 'arn:aws:s3:::exports' } },
    });
    expect(record?.s3.object).toMatchObject({
      key: 'cur/my+export%2B1/metadata/BILLING_PERIOD%3D2026-11/caf%C3%A9-Manifest.json',
      size: body.length,
      eTag: createHash('md5').update(body).digest('hex'),
    });
    expect(decodeURIComponent(record!.s3.object.key.replaceAll('+', ' '))).toBe(KEY);
  });

  test('sequencers of one key grow, and keys outside prefix or suffix are not announced', async () => {
    const Key = 'cur/a-Manifest.json';
    for (const [key, Body] of [
      [Key, '1'],
      ['other/a-Manifest.json', 'no'],
      ['cur/a.parquet', 'no'],
      [Key, '2'],
    ] as const)
      await local.s3.send(new PutObjectCommand({ Bucket, Key: key, Body }));
    const [first, second] = [await nextRecord(), await nextRecord()];
    expect([first?.s3.object.key, second?.s3.object.key]).toEqual([Key, Key]);
    expect(second!.s3.object.sequencer > first!.s3.object.sequencer).toBe(true);
    expect(await local.left(queueUrl)).toBe(0);
  });

  test('an object uploaded in parts is announced once, whole, and can be read across its parts', async () => {
    const Body = Buffer.alloc(12 * 1024 * 1024, 'billhook');
    const Key = 'cur/big-Manifest.json';
    await new Upload({ client: local.s3, params: { Bucket, Key, Body }, partSize: 5 * 1024 * 1024 }).done();
    const record = await nextRecord();
    expect(record).toMatchObject({
      eventName: 'ObjectCreated:CompleteMultipartUpload',
      s3: { object: { key: Key, size: Body.length } },
    });
    const head = await local.s3.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head.ETag).toBe(`"${record?.s3.object.eTag}"`);
    const edge = 5 * 1024 * 1024;
    const range = await local.s3.send(
      new GetObjectCommand({ Bucket, Key, Range: `bytes=${edge - 4}-${edge + 3}` }),
    );
    expect(await range.Body?.transformToString()).toBe(Body.toString('latin1', edge - 4, edge + 4));
  });

  test('a copy is announced as a copy and a deletion is not announced', async () => {
    const CopySource = `${Bucket}/${encodeURIComponent('cur/a-Manifest.json')}`;
    await local.s3.send(new CopyObjectCommand({ Bucket, Key: 'cur/b-Manifest.json', CopySource }));
    await local.s3.send(new DeleteObjectCommand({ Bucket, Key: 'cur/b-Manifest.json' }));
    expect(await nextRecord()).toMatchObject({
      eventName: 'ObjectCreated:Copy',
      s3: { object: { size: 1 } },
    });
    expect(await local.left(queueUrl)).toBe(0);
  });

  test.each([
    { ChecksumCRC32: 'AAAAAA==' },
    { ChecksumCRC32C: 'AAAAAA==' },
    { ChecksumSHA256: createHash('sha256').update('another body').digest('base64') },
    { ContentMD5: createHash('md5').update('another body').digest('base64') },
  ])('an upload whose checksum is wrong is refused and leaves nothing: %o', async (checksum) => {
    const put = local.s3.send(new PutObjectCommand({ Bucket, Key: 'wrong', Body: 'a body', ...checksum }));
    await expect(put).rejects.toMatchObject({ name: 'BadDigest' });
    await expect(local.s3.send(new HeadObjectCommand({ Bucket, Key: 'wrong' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });

  test.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)(
    'an upload with a right %s is taken',
    async (algorithm) => {
      const Key = `right/${algorithm}`;
      await local.s3.send(
        new PutObjectCommand({ Bucket, Key, Body: 'a body', ChecksumAlgorithm: algorithm }),
      );
      const read = await local.s3.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
      expect(await read.Body?.transformToString()).toBe('a body');
    },
  );

  test('a gzip object sent as a stream keeps its bytes and its Content-Encoding', async () => {
    const bytes = Buffer.from('not really gzip, but bytes');
    await local.s3.send(
      new PutObjectCommand({
        Bucket,
        Key: 'data.csv.gz',
        Body: Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]),
        ContentLength: bytes.length,
        ContentEncoding: 'gzip',
      }),
    );
    const read = await local.s3.send(new GetObjectCommand({ Bucket, Key: 'data.csv.gz' }));
    expect(read.ContentEncoding).toBe('gzip');
    expect(Buffer.from(await read.Body!.transformToByteArray())).toEqual(bytes);
  });

  test('of ten writers that each ask for a new key exactly one wins', async () => {
    const writes = Array.from({ length: 10 }, (_, at) =>
      local.s3.send(new PutObjectCommand({ Bucket, Key: 'once', Body: String(at), IfNoneMatch: '*' })),
    );
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason.name).toBe('PreconditionFailed');
  });

  test('a single upload above the limit of one PUT is refused with a word about parts', async () => {
    const put = local.s3.send(
      new PutObjectCommand({ Bucket, Key: 'huge', Body: Buffer.alloc(11 * 1024 * 1024 + 1) }),
    );
    await expect(put).rejects.toMatchObject({
      name: 'EntityTooLarge',
      message: expect.stringContaining('in parts'),
    });
  });

  test('lists come through with prefixes and odd keys', async () => {
    const list = await local.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'cur/my export+1/' }));
    expect(list.Contents?.map((object) => object.Key)).toEqual([KEY]);
  });

  test('notification rules can be added beside others, and a missing queue is refused', async () => {
    await turnEventBridgeOn(local.s3, Bucket);
    const config = await local.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(config.EventBridgeConfiguration).toBeDefined();
    expect(config.QueueConfigurations).toMatchObject([
      { Id: 'billhook', QueueArn: queueArnOf('notices'), Events: ['s3:ObjectCreated:*'] },
    ]);
    const put = new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: {
        QueueConfigurations: [{ QueueArn: queueArnOf('nobody'), Events: ['s3:ObjectCreated:*'] }],
      },
    });
    await expect(local.s3.send(put)).rejects.toMatchObject({ name: 'InvalidArgument' });
    expect(
      (await local.s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }))).QueueConfigurations,
    ).toHaveLength(1);
    expect(await local.next(queueUrl)).toMatchObject({ Event: 's3:TestEvent' });
  });

  test('the EventBridge form carries the key as it is', async () => {
    await local.s3.send(new PutObjectCommand({ Bucket, Key: KEY, Body: '{}' }));
    await expect.poll(() => local.bridge).toHaveLength(1);
    expect(local.bridge[0]).toMatchObject({
      source: 'aws.s3',
      'detail-type': 'Object Created',
      detail: { bucket: { name: Bucket }, object: { key: KEY, size: 2 }, reason: 'PutObject' },
    });
  });

  test('queue addresses point to 127.0.0.1, whichever call gives them', async () => {
    const { QueueUrl } = await local.fauxqs.sqs.send(new GetQueueUrlCommand({ QueueName: 'notices' }));
    expect([QueueUrl, queueUrl]).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//), QueueUrl]);
  });
});
