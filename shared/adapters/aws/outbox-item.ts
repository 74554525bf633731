import type { ChannelRef, Notification, Receipt } from '../../domain/notification/notification.ts';
import type { OutboxEntry } from '../../domain/notification/outbox.ts';
import { type Item, number, optionalNumber, optionalText, readNumber, readText, text } from './attributes.ts';
import { assertFits } from './item-size.ts';
import { decodeJson, encodeJson } from './json.ts';
import { DUE_PARTITION, dueAt, outboxKey, receiptKey, threadPk, threadSk } from './keys.ts';
import { keyItem } from './table-access.ts';

/** Pending messages and those that were given up carry `due` and `dueAt`, so only they are in the index. */
export const outboxItem = (entry: OutboxEntry): Item =>
  assertFits(
    {
      ...keyItem(outboxKey(entry.id)),
      id: text(entry.id),
      alertId: text(entry.alertId),
      alertVersion: number(entry.alertVersion),
      channelKind: text(entry.channel.kind),
      channelAddress: text(entry.channel.address),
      notification: text(encodeJson(entry.notification)),
      createdAt: number(entry.createdAt),
      state: text(entry.state),
      attempts: number(entry.attempts),
      notBefore: number(entry.notBefore),
      ...(entry.held === true ? { held: number(1) } : {}),
      ...(entry.names === undefined ? {} : { names: text(entry.names) }),
      due: text(DUE_PARTITION),
      dueAt: text(dueAt(entry.notBefore, entry.createdAt)),
    },
    `message ${entry.id}`,
  );

export function readOutboxEntry(item: Item): OutboxEntry {
  const token = optionalText(item, 'leaseToken');
  const until = optionalNumber(item, 'leaseUntil');
  const why = optionalText(item, 'why');
  const gaveUpAt = optionalNumber(item, 'gaveUpAt');
  const names = optionalText(item, 'names') as OutboxEntry['names'];
  return {
    id: readText(item, 'id'),
    alertId: readText(item, 'alertId'),
    alertVersion: readNumber(item, 'alertVersion'),
    channel: readChannel(item),
    notification: decodeJson<Notification>(readText(item, 'notification')),
    createdAt: readNumber(item, 'createdAt'),
    state: readText(item, 'state') as OutboxEntry['state'],
    attempts: readNumber(item, 'attempts'),
    notBefore: readNumber(item, 'notBefore'),
    ...(item.held === undefined ? {} : { held: true }),
    ...(names === undefined ? {} : { names }),
    ...(token === undefined || until === undefined ? {} : { lease: { token, until } }),
    ...(why === undefined ? {} : { why }),
    ...(gaveUpAt === undefined ? {} : { gaveUpAt }),
  };
}

/** Says which messages an alert has in a channel, in their order. Never changed after it was written. */
export const threadItem = (entry: OutboxEntry): Item => ({
  pk: text(threadPk(entry.alertId)),
  sk: text(threadSk(entry.channel, entry.alertVersion)),
  id: text(entry.id),
});

export const receiptItem = (alertId: string, receipt: Receipt): Item => ({
  ...keyItem(receiptKey(alertId, receipt.channel)),
  channelKind: text(receipt.channel.kind),
  channelAddress: text(receipt.channel.address),
  providerId: text(receipt.providerId),
  sentAt: number(receipt.sentAt),
});

export const readReceipt = (item: Item): Receipt => ({
  channel: readChannel(item),
  providerId: readText(item, 'providerId'),
  sentAt: readNumber(item, 'sentAt'),
});

const readChannel = (item: Item): ChannelRef => ({
  kind: readText(item, 'channelKind') as ChannelRef['kind'],
  address: readText(item, 'channelAddress'),
});
