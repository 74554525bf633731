import { createHash } from 'node:crypto';
import type { MessageAttributeValue, PublishCommandInput } from '@aws-sdk/client-sns';
import { escapeUnseen } from '../../domain/base/unseen.ts';
import type { Notification } from '../../domain/notification/notification.ts';
import { cutText, plainText } from '../../domain/notification/text.ts';
import type { Parcel } from '../../ports/channel.ts';
import {
  SNS_ATTRIBUTE_BYTES_MAX,
  SNS_GROUP_CHARS_MAX,
  SNS_MESSAGE_BYTES_MAX,
  SNS_SUBJECT_CHARS_MAX,
} from './sns-limits.ts';

/** The request that publishes a parcel: JSON body, attributes to filter by, within every limit of SNS. */
export function snsMessage(parcel: Parcel): PublishCommandInput {
  const { notification, address, outboxId } = parcel;
  return {
    TopicArn: address,
    Subject: snsSubject(notification.headline),
    Message: snsBody(parcel),
    MessageAttributes: snsAttributes(notification),
    ...(address.endsWith('.fifo')
      ? { MessageGroupId: groupOf(notification.alertId), MessageDeduplicationId: sha256(outboxId) }
      : {}),
  };
}

/** SNS takes ASCII only: signs have stand-ins, other letters lose their accents or become `?`. */
export function snsSubject(headline: string): string {
  const ascii = plainText(headline)
    .replace(/[·–—≈×…’“”€£¥→]/gu, (sign) => STAND_INS[sign] ?? '?')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\x20-\x7e]/gu, '?')
    .trim();
  const whole = ascii === '' ? 'Billhook alert' : ascii;
  return whole.length <= SNS_SUBJECT_CHARS_MAX
    ? whole
    : `${whole.slice(0, SNS_SUBJECT_CHARS_MAX - 3).trimEnd()}...`;
}

const STAND_INS: Readonly<Record<string, string>> = {
  '·': '-',
  '–': '-',
  '—': '-',
  '≈': '~',
  '×': 'x',
  '…': '...',
  '’': "'",
  '“': '"',
  '”': '"',
  '€': 'EUR ',
  '£': 'GBP ',
  '¥': 'JPY ',
  '→': '->',
};

/**
 * Facts for programs, sentences for people who read the raw JSON. Where a body is too large, lists go first and
 * `omitted` names them; the facts in `data` stay, cut if need be.
 */
function snsBody({ notification, maybeRepeat, outboxId }: Parcel): string {
  const { alertId, reason, state, severity, rule, team, headline, change, data, links, freshness } =
    notification;
  const lists = {
    ...(notification.why === undefined ? {} : { why: notification.why }),
    facts: notification.facts,
    outlook: notification.outlook,
    contributors: notification.contributors,
    notes: notification.notes,
  };
  const core = {
    alertId,
    outboxId,
    reason,
    state,
    severity,
    rule,
    team,
    headline,
    change,
    freshness,
    links,
    data,
  };
  const omitted: string[] = [];
  const kept: Record<string, unknown> = { ...lists };
  const body = (): string =>
    bodyText({
      ...core,
      ...kept,
      ...(maybeRepeat ? { maybeRepeat } : {}),
      ...(omitted.length > 0 ? { omitted } : {}),
    });
  for (const name of ['notes', 'contributors', 'facts', 'outlook', 'why']) {
    if (bytesOf(body()) <= BODY_BYTES_MAX) break;
    delete kept[name];
    omitted.push(name);
  }
  const whole = body();
  return bytesOf(whole) <= BODY_BYTES_MAX ? whole : bodyText(cutCore(core, omitted));
}

/** SNS and SQS refuse characters that XML does not have; as escapes they arrive, and no reader's terminal obeys them. */
const bodyText = (value: unknown): string => escapeUnseen(JSON.stringify(value));

/** Attributes and subject count as well. */
const BODY_BYTES_MAX = SNS_MESSAGE_BYTES_MAX - 4_000;
const TEXT_CHARS_MAX = 1_000;
const DATA_ENTRIES_MAX = 100;

/**
 * Below the limit whatever it holds: 11 texts of 1,000 and 100 entries of 260 characters, each at most 6 bytes in JSON,
 * are 222 kB only if every character is one that is written as an escape, and `shortText` has taken those out but for the
 * joiners inside emoji; 4 bytes a character leave 148 kB.
 */
function cutCore(
  core: Readonly<Record<string, unknown>>,
  omitted: readonly string[],
): Record<string, unknown> {
  const short = (value: unknown, max: number): unknown =>
    typeof value === 'string' ? shortText(value, max) : value;
  const { data, links: _, ...texts } = core;
  const entries = Object.entries(data as Notification['data']).slice(0, DATA_ENTRIES_MAX);
  return {
    ...Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, short(value, TEXT_CHARS_MAX)])),
    data: Object.fromEntries(entries.map(([key, value]) => [shortText(key, 60), short(value, 200)])),
    omitted: [...omitted, 'links', 'long texts'],
  };
}

const shortText = (text: string, max: number): string => cutText(xmlText(text), max);

/** Without what is not seen, and without the code points that XML has no character for. */
const xmlText = (text: string): string => plainText(text).replace(/\p{NChar}/gu, '\ufffd');

/** For subscription filter policies; SNS refuses empty values, so those are left out. */
function snsAttributes({
  alertId,
  team,
  rule,
  severity,
  state,
  data,
}: Notification): Record<string, MessageAttributeValue> {
  const texts = { alert_id: alertId, team, rule, severity, state };
  const attributes: Record<string, MessageAttributeValue> = {};
  for (const [name, value] of Object.entries(texts)) {
    const text = cutBytes(xmlText(value), SNS_ATTRIBUTE_BYTES_MAX);
    if (text !== '') attributes[name] = { DataType: 'String', StringValue: text };
  }
  const rate = String(data.costPerHour ?? '');
  if (/^-?\d{1,20}(\.\d{1,17})?$/.test(rate)) {
    attributes.cost_per_hour = { DataType: 'Number', StringValue: rate };
  }
  return attributes;
}

/** At most that many UTF-8 bytes, never inside a character. */
function cutBytes(text: string, bytes: number): string {
  if (bytesOf(text) <= bytes) return text;
  let kept = text.slice(0, bytes);
  while (bytesOf(kept) > bytes) kept = cutText(kept, kept.length - 1).replace(/…$/u, '');
  return kept;
}

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const groupOf = (alertId: string): string =>
  new RegExp(`^[\\x21-\\x7e]{1,${SNS_GROUP_CHARS_MAX}}$`).test(alertId) ? alertId : sha256(alertId);
