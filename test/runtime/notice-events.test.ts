import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseNotices } from '../../shared/runtime/notice-events.ts';

const KEY =
  'cur/billhook-cur/metadata/BILLING_PERIOD=2026-11/2026-11-18T13:14:43.337Z-6b622448-daaa-439c-92f1-000000000000/billhook-cur-Manifest.json';
const bodyOf = (file: string): string =>
  JSON.parse(readFileSync(`events/${file}.json`, 'utf8')).Records[0].body;

const s3Event = (key: string, eventName = 'ObjectCreated:Put', eventSource = 'aws:s3') =>
  JSON.stringify({ Records: [{ eventSource, eventName, s3: { bucket: { name: 'b' }, object: { key } } }] });

describe('notices in a queue message', () => {
  test("S3's own notification: the key is decoded", () => {
    expect(parseNotices(bodyOf('sqs-s3-manifest-created'))).toEqual([
      { bucket: 'example-export', key: KEY, from: 's3' },
    ]);
  });

  test('EventBridge: the key is taken as it is', () => {
    expect(parseNotices(bodyOf('sqs-eventbridge-object-created'))).toEqual([
      { bucket: 'example-export', key: KEY, from: 'eventbridge' },
    ]);
  });

  test.each([
    ['a+b%2Bc%3Dd', 'a b+c=d'],
    ['%C3%A9%20%25', 'é %'],
  ])('%s decodes to %s', (encoded, key) => {
    expect(parseNotices(s3Event(encoded))).toEqual([{ bucket: 'b', key, from: 's3' }]);
  });

  test('a notification that came through SNS', () => {
    const envelope = JSON.stringify({ Type: 'Notification', Message: s3Event('k') });
    expect(parseNotices(envelope)).toEqual([{ bucket: 'b', key: 'k', from: 's3' }]);
  });

  test('a notice of the sweep', () => {
    const notice = { bucket: 'b', key: 'a+b%3D', from: 'sweep' };
    expect(parseNotices(JSON.stringify(notice))).toEqual([notice]);
  });

  test.each([
    ["S3's test message", '{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"b"}'],
    ['a deletion', s3Event('k', 'ObjectRemoved:Delete')],
    ['an empty list', '{"Records":[]}'],
    ['another event of S3', '{"source":"aws.s3","detail-type":"Object Deleted","detail":{}}'],
  ])('%s is nothing to look at', (_, body) => {
    expect(parseNotices(body)).toEqual([]);
  });

  test.each([
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['a bare number', '7'],
    ['an unknown object', '{"hello":"world"}'],
    ['records of another service', s3Event('k', 'ObjectCreated:Put', 'aws:ses')],
    [
      'a record without key',
      '{"Records":[{"eventSource":"aws:s3","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"b"}}}]}',
    ],
    ['a key with broken encoding', s3Event('%E0%A4%A')],
    ['an event of another service', '{"source":"aws.ec2","detail-type":"Object Created","detail":{}}'],
    [
      'envelopes in envelopes',
      JSON.stringify({
        Type: 'Notification',
        Message: JSON.stringify({ Type: 'Notification', Message: s3Event('k') }),
      }),
    ],
    [
      'a source too deep to be written again',
      `{"Records":[{"eventSource":${'['.repeat(50_000)}${']'.repeat(50_000)}}]}`,
    ],
    ['256 KB of brackets', '['.repeat(131_072) + ']'.repeat(131_072)],
  ])('%s is refused as poison', (_, body) => {
    expect(() => parseNotices(body)).toThrow(
      expect.objectContaining({ kind: 'poison', message: 'a queue message is not a notice' }),
    );
  });
});
