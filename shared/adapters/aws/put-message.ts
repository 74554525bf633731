import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { OutboxEntry } from '../../domain/notification/outbox.ts';
import { outboxItem, threadItem } from './outbox-item.ts';
import { conditionOf } from './table-access.ts';

/** The message, and its place in the order of its thread and channel: a part of what caused it, or of nothing. */
export const putMessage = (table: string, entry: OutboxEntry): readonly TransactWriteItem[] => {
  const absent = conditionOf({ text: 'attribute_not_exists(#pk)', names: { '#pk': 'pk' } });
  return [
    { Put: { TableName: table, Item: outboxItem(entry), ...absent } },
    { Put: { TableName: table, Item: threadItem(entry), ...absent } },
  ];
};
