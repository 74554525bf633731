import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { writeAll } from '../../../shared/adapters/aws/batch-write.ts';
import { assertFits, ITEM_BYTES_MAX, itemBytes } from '../../../shared/adapters/aws/item-size.ts';
import { SNS_MESSAGE_BYTES_MAX, SNS_SUBJECT_CHARS_MAX } from '../../../shared/adapters/aws/sns-limits.ts';
import { snsMessage, snsSubject } from '../../../shared/adapters/aws/sns-message.ts';
import { TRANSACTION_ACTIONS_MAX, transact } from '../../../shared/adapters/aws/table-access.ts';
import { aNotification } from '../../builders/outbox-entry.ts';
import { stubClient } from './stub-client.ts';

const at = (limit: number) => [limit - 1, limit, limit + 1] as const;

describe('one below, at and one above', () => {
  test('the 400 KB of an item, names and bytes of UTF-8 counted', () => {
    expect(ITEM_BYTES_MAX).toBe(409_600);
    // `pk` and `a` are 3 bytes of names, the hook is 4 bytes and 2 UTF-16 units.
    const item = (bytes: number) => ({ pk: { S: '🪝' }, a: { S: 'x'.repeat(bytes - 7) } });
    const [below, exactly, above] = at(ITEM_BYTES_MAX).map(item);
    expect(itemBytes(exactly!)).toBe(ITEM_BYTES_MAX);
    expect(assertFits(below!, 'it')).toBe(below);
    expect(assertFits(exactly!, 'it')).toBe(exactly);
    expect(() => assertFits(above!, 'the budget book')).toThrow(
      expect.objectContaining({
        kind: 'bug',
        message: 'the budget book is too large to store',
        detail: { expected: 'at most 409600 bytes in one item', found: '409601 bytes' },
      }),
    );
  });

  test('the 25 items of a batch', async () => {
    const sizes: number[][] = [];
    for (const count of at(25)) {
      const { client, sent } = stubClient<DynamoDBClient>({ [BatchWriteItemCommand.name]: () => ({}) });
      await writeAll({ client, table: 't' }, Array(count).fill({ pk: { S: 'a' } }));
      sizes.push(
        sent.map(({ input }) => (input as { RequestItems: { t: unknown[] } }).RequestItems.t.length),
      );
    }
    expect(sizes).toEqual([[24], [25], [25, 1]]);
  });

  test('the 100 actions of a transaction', async () => {
    expect(TRANSACTION_ACTIONS_MAX).toBe(100);
    const outcomes: unknown[] = [];
    for (const count of at(TRANSACTION_ACTIONS_MAX)) {
      const { client } = stubClient<DynamoDBClient>({ TransactWriteItemsCommand: () => ({}) });
      outcomes.push(
        await transact({ client, table: 't' }, Array(count).fill({})).catch((error) => error.message),
      );
    }
    expect(outcomes).toEqual(['done', 'done', 'too many changes for one transaction']);
  });

  test('the characters of a subject', () => {
    const lengths = at(SNS_SUBJECT_CHARS_MAX).map((length) => snsSubject('x'.repeat(length)));
    expect(lengths).toEqual(['x'.repeat(98), 'x'.repeat(99), `${'x'.repeat(96)}...`]);
  });
});

test('an SNS message is whole to the last byte that it may have, and one byte more leaves out its notes', () => {
  const bodyOf = (extra: number) => {
    // A sign of two bytes, so that characters counted for bytes would be seen.
    const notes = [`${'é'.repeat(90_000)}${'x'.repeat(extra)}`];
    const { Message } = snsMessage({
      outboxId: 'a#1#sns',
      address: 'arn:aws:sns:eu-west-1:123456789012:alerts',
      notification: aNotification({ notes }),
      maybeRepeat: false,
    });
    return { bytes: Buffer.byteLength(Message!), body: JSON.parse(Message!) as { omitted?: string[] } };
  };
  // Subject and attributes need their part of the limit.
  const room = SNS_MESSAGE_BYTES_MAX - 4_000 - bodyOf(0).bytes;
  const [below, exactly, above] = at(room).map(bodyOf);
  expect([below!.bytes, exactly!.bytes]).toEqual([
    SNS_MESSAGE_BYTES_MAX - 4_001,
    SNS_MESSAGE_BYTES_MAX - 4_000,
  ]);
  expect([below!.body.omitted, exactly!.body.omitted]).toEqual([undefined, undefined]);
  expect(above!.body.omitted).toEqual(['notes']);
  // SNS takes 256 KiB; what SQS wraps around a message has to fit as well.
  expect(SNS_MESSAGE_BYTES_MAX).toBeLessThan(256 * 1024);
});
