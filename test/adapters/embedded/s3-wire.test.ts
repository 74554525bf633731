import { expect, test } from 'vitest';
import { wrongDigest } from '../../../shared/embedded/s3-checksum.ts';
import { createSequencer, encodeEventKey } from '../../../shared/embedded/s3-event.ts';
import {
  parseNotificationConfig,
  rulesFor,
  writeNotificationConfig,
} from '../../../shared/embedded/s3-notification-config.ts';
import { plainUpload } from '../../../shared/embedded/s3-upload.ts';

// Check values of "123456789" as the catalogue of CRCs and the digests' own standards list them.
test.each([
  ['x-amz-checksum-crc32', 'cbf43926'],
  ['x-amz-checksum-crc32c', 'e3069283'],
  ['x-amz-checksum-crc64nvme', 'ae8b14860a799888'],
  ['x-amz-checksum-sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
  ['content-md5', '25f9e794323b453885f5181f1b624d0b'],
])('%s has its check value', (header, hex) => {
  const given = { [header]: Buffer.from(hex, 'hex').toString('base64') };
  expect(wrongDigest(Buffer.from('123456789'), given)).toBeUndefined();
  expect(wrongDigest(Buffer.from('123456780'), given)).toBe(header);
});

test.each([
  ['a b', 'a+b'],
  ['a+b', 'a%2Bb'],
  ['BILLING_PERIOD=2026-11/x', 'BILLING_PERIOD%3D2026-11/x'],
  ['2026-11-02T13:14:43.337Z-x', '2026-11-02T13%3A14%3A43.337Z-x'],
  ["é!'()*~", '%C3%A9%21%27%28%29*%7E'],
])('the key %s is announced as %s', (key, encoded) => {
  expect(encodeEventKey(key)).toBe(encoded);
  expect(decodeURIComponent(encoded.replaceAll('+', ' '))).toBe(key);
});

test('sequencers grow within one millisecond and over milliseconds', () => {
  const sequencer = createSequencer();
  const all = [sequencer(new Date(5)), sequencer(new Date(5)), sequencer(new Date(6))];
  expect([...all].sort()).toEqual(all);
  expect(new Set(all).size).toBe(3);
});

test('a notification configuration comes back as it was put, odd characters included', () => {
  const rule = {
    id: 'a&b',
    queueArn: 'arn:aws:sqs:us-east-1:000000000000:q',
    events: ['s3:ObjectCreated:Put'],
    prefix: '<p>/',
    suffix: '"é',
  };
  const config = { eventBridge: true, queues: [rule] };
  expect(parseNotificationConfig(writeNotificationConfig(config))).toEqual(config);
});

test('a rule is asked for its event, prefix and suffix', () => {
  const rule = { id: 'r', queueArn: 'q', events: ['s3:ObjectCreated:*'], prefix: 'cur/', suffix: '.json' };
  const copies = { ...rule, id: 's', events: ['s3:ObjectCreated:Copy'] };
  const ids = (event: string, key: string) =>
    rulesFor({ eventBridge: false, queues: [rule, copies] }, event, key).map(({ id }) => id);
  expect(ids('ObjectCreated:Put', 'cur/a.json')).toEqual(['r']);
  expect(ids('ObjectCreated:Copy', 'cur/a.json')).toEqual(['r', 's']);
  expect(ids('ObjectCreated:Put', 'cur/a.parquet')).toEqual([]);
  expect(ids('ObjectCreated:Put', 'a.json')).toEqual([]);
});

test('a configuration for targets that are not here is refused', () => {
  const topic = '<TopicConfiguration><Topic>t</Topic></TopicConfiguration>';
  expect(
    parseNotificationConfig(`<NotificationConfiguration>${topic}</NotificationConfiguration>`),
  ).toBeUndefined();
});

const headers = { 'content-encoding': 'gzip,aws-chunked', 'x-amz-decoded-content-length': '5' };

test('frames are taken off, trailers become headers, the own encoding stays', () => {
  const frames = '3;chunk-signature=x\r\nabc\r\n2\r\nde\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n';
  const upload = plainUpload(Buffer.from(frames), headers);
  expect(upload?.body.toString()).toBe('abcde');
  expect(upload?.headers).toEqual({ 'content-encoding': 'gzip', 'x-amz-checksum-crc32': 'AAAA' });
});

test.each(['3\r\nab', '5\r\nabcde\r\n', 'zz\r\n', '3\r\nabc\r\n0\r\n\r\n'])(
  'frames that do not add up are refused: %j',
  (frames) => expect(plainUpload(Buffer.from(frames), headers)).toBeUndefined(),
);
