import { createHash } from 'node:crypto';
import type { MessageAttributeValue, PublishCommandInput } from '@aws-sdk/client-sns';
import { machineBody } from '../../domain/notification/machine-body.ts';
import type { Notification } from '../../domain/notification/notification.ts';
import { plainMessage } from '../../domain/notification/plain-message.ts';
import { cutText, plainText, xmlText } from '../../domain/notification/text.ts';
import type { Parcel } from '../../ports/channel.ts';
import {
  SNS_ATTRIBUTE_BYTES_MAX,
  SNS_GROUP_CHARS_MAX,
  SNS_MESSAGE_BYTES_MAX,
  SNS_SUBJECT_CHARS_MAX,
} from './sns-limits.ts';

/** The request that publishes a parcel for programs: JSON body, attributes to filter by, within every limit of SNS. */
export const snsMessage = (parcel: Parcel): PublishCommandInput => ({
  ...envelope(parcel),
  Message: machineBody(parcel.notification, parcel, BODY_BYTES_MAX),
});

/** The same for people who subscribed by e-mail: a readable letter, with the same attributes to filter by. */
export const snsLetter = (parcel: Parcel): PublishCommandInput => ({
  ...envelope(parcel),
  Message: letterOf(parcel),
});

const REPEAT = 'May be a repeat: an earlier try got no answer, so it is not known whether it arrived.';

function letterOf({ notification, previous, maybeRepeat }: Parcel): string {
  const remarks = [
    ...(previous === undefined
      ? []
      : [`Update of alert ${notification.alertId}; this letter replaces the earlier one.`]),
    ...(maybeRepeat ? [REPEAT] : []),
  ];
  return cutBytes(plainMessage(notification, remarks), BODY_BYTES_MAX);
}

function envelope({ notification, address, outboxId }: Parcel): Omit<PublishCommandInput, 'Message'> {
  return {
    TopicArn: address,
    Subject: snsSubject(notification.headline),
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

/** Attributes and subject count as well. */
const BODY_BYTES_MAX = SNS_MESSAGE_BYTES_MAX - 4_000;

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
