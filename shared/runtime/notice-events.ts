import { poison } from '../domain/base/failure.ts';
import type { Notice } from '../domain/delivery/delivery.ts';

/** Events are outside input: nothing about their shape is taken for granted. */
type Unknown = Readonly<Record<string, unknown>>;

// SNS puts the notification into its own envelope; there is never more than one around another.
const ENVELOPES_MAX = 1;

/**
 * Notices in the text of a queue message. Understands S3 notifications, EventBridge's "Object Created", either of
 * them inside an SNS envelope, and Billhook's own notices from the sweep. S3's test message and events other than a
 * creation give none. Throws Failure `poison` on anything else.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export const parseNotices = (body: string): readonly Notice[] => noticesOf(parseJson(body), body);

/** The same of an event that was parsed already. */
export function noticesOf(event: unknown, body = shown(event), envelope = 0): readonly Notice[] {
  const message = record(event);
  if (message === undefined) throw unreadable('a JSON object', body);
  if (message.Event === 's3:TestEvent') return [];
  if (Array.isArray(message.Records)) return message.Records.flatMap((entry) => fromS3(record(entry)) ?? []);
  if (typeof message['detail-type'] === 'string') return fromEventBridge(message);
  if (message.Type === 'Notification' && typeof message.Message === 'string' && envelope < ENVELOPES_MAX) {
    return noticesOf(parseJson(message.Message), message.Message, envelope + 1);
  }
  if (message.from === 'sweep' || message.from === 'replay') {
    return [{ ...place(message.bucket, message.key), from: message.from }];
  }
  throw unreadable('an S3 notification, an EventBridge event or a notice of the sweep', body);
}

function fromS3(entry: Unknown | undefined): Notice | undefined {
  if (entry?.eventSource !== 'aws:s3' || typeof entry.eventName !== 'string') {
    throw unreadable('records of aws:s3', shown(entry?.eventSource ?? entry ?? null));
  }
  // `ObjectCreated:Put` in events, `s3:ObjectCreated:*` only in configurations.
  if (!entry.eventName.startsWith('ObjectCreated:')) return undefined;
  const s3 = record(entry.s3);
  const { bucket, key } = place(record(s3?.bucket)?.name, record(s3?.object)?.key);
  return { bucket, key: decodeKey(key), from: 's3' };
}

/** EventBridge gives keys as they are; only S3's own notifications encode them. */
function fromEventBridge(event: Unknown): readonly Notice[] {
  if (event.source !== 'aws.s3') throw unreadable('an event of aws.s3', shown(event.source ?? null));
  if (event['detail-type'] !== 'Object Created') return [];
  const detail = record(event.detail);
  return [{ ...place(record(detail?.bucket)?.name, record(detail?.object)?.key), from: 'eventbridge' }];
}

/** Form encoding: a space is `+`, `=` is `%3D`, a plus sign `%2B`. */
function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    throw unreadable('a URL-encoded object key', key);
  }
}

function place(bucket: unknown, key: unknown): { readonly bucket: string; readonly key: string } {
  if (typeof bucket === 'string' && bucket !== '' && typeof key === 'string' && key !== '')
    return { bucket, key };
  throw unreadable('the names of a bucket and an object', shown({ bucket, key }));
}

/** What can be parsed can be nested too deep to be written again. */
function shown(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch {
    return 'something nested too deep to show';
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const record = (value: unknown): Unknown | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Unknown) : undefined;

const FOUND_TEXT_MAX = 200;

const unreadable = (expected: string, found: string) =>
  poison('a queue message is not a notice', { expected, found: found.slice(0, FOUND_TEXT_MAX) });
