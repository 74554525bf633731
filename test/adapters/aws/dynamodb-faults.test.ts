import { type DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { createDynamoAlertStore } from '../../../shared/adapters/aws/dynamodb-alert-store.ts';
import { createDynamoLedgerStore } from '../../../shared/adapters/aws/dynamodb-ledger-store.ts';
import { anOutboxEntry } from '../../builders/outbox-entry.ts';
import { aLedgerPointer, aPrincipalDay } from '../../builders/stored-ledger.ts';
import { aTransition } from '../../builders/transition.ts';
import { stubClient } from './stub-client.ts';

vi.mock('node:timers/promises', () => ({ setTimeout: async () => undefined }));
afterEach(() => vi.restoreAllMocks());

const entries = Array.from({ length: 60 }, (_, index) => aPrincipalDay(`role/${index}@123456789012`));
type Batch = {
  readonly RequestItems: Record<string, readonly { PutRequest: { Item: { value: { S: string } } } }[]>;
};

/** Takes `taken` items of each batch and names the rest as undone. */
const greedy = (taken: number) => {
  const stored: string[] = [];
  const answer = (input: Record<string, unknown>) => {
    const requests = (input as Batch).RequestItems.billhook!;
    stored.push(...requests.slice(0, taken).map((request) => request.PutRequest.Item.value.S));
    return { UnprocessedItems: { billhook: requests.slice(taken) } };
  };
  return { stored, ...stubClient<DynamoDBClient>({ BatchWriteItemCommand: answer }) };
};

test('what a batch write leaves undone is written in the next rounds, each item once', async () => {
  const { client, stored, sent } = greedy(4);
  const ledger = createDynamoLedgerStore({ client, table: 'billhook' });
  await ledger.writeEntries(aLedgerPointer(1, entries), entries);
  expect(stored.sort()).toEqual(entries.map((entry) => entry.scope.value).sort());
  expect(sent).toHaveLength(7 + 7 + 3);
});

test('a table that keeps refusing is a retryable failure that says how much is left', async () => {
  const { client } = greedy(0);
  const ledger = createDynamoLedgerStore({ client, table: 'billhook' });
  await expect(ledger.writeEntries(aLedgerPointer(1, entries), entries)).rejects.toMatchObject({
    kind: 'retryable',
    detail: { found: expect.stringContaining('25 left undone') },
  });
});

const cancelled = (...codes: readonly string[]) =>
  stubClient<DynamoDBClient>({
    TransactWriteItemsCommand: () => {
      throw new TransactionCanceledException({
        $metadata: {},
        message: 'cancelled',
        CancellationReasons: codes.map((Code) => ({ Code })),
      });
    },
  });

test.each([
  ['a failed condition', ['None', 'ConditionalCheckFailed'], 'conflict'],
  [
    'a failed condition beside a concurrent change',
    ['TransactionConflict', 'ConditionalCheckFailed'],
    'conflict',
  ],
])('%s is a conflict', async (_what, codes, outcome) => {
  const alerts = createDynamoAlertStore({ client: cancelled(...codes).client, table: 'billhook' });
  expect(await alerts.commit(aTransition(), [], aLedgerPointer(1, []))).toBe(outcome);
});

test.each([
  ['a concurrent change', ['None', 'TransactionConflict'], 'retryable'],
  ['throttling', ['ThrottlingError', 'None'], 'retryable'],
  ['a request that makes no sense', ['ValidationError'], 'bug'],
])('%s is a failure, and nothing was changed', async (_what, codes, kind) => {
  const alerts = createDynamoAlertStore({ client: cancelled(...codes).client, table: 'billhook' });
  await expect(alerts.commit(aTransition(), [], aLedgerPointer(1, []))).rejects.toMatchObject({ kind });
});

test('more messages than one transaction takes are refused before they are sent', async () => {
  const messages = Array.from({ length: 50 }, (_, index) =>
    anOutboxEntry(1, { channel: { kind: 'slack', address: `#c${index}` } }),
  );
  const { client, sent } = stubClient<DynamoDBClient>({});
  const alerts = createDynamoAlertStore({ client, table: 'billhook' });
  const commit = alerts.commit(aTransition(), messages, aLedgerPointer(1, []));
  await expect(commit).rejects.toMatchObject({ kind: 'bug', detail: { found: '102' } });
  expect(sent).toEqual([]);
});

test('a pointer too large for one item is refused in words', async () => {
  const { client, sent } = stubClient<DynamoDBClient>({});
  const ledger = createDynamoLedgerStore({ client, table: 'billhook' });
  const unknownUsageTypes = { ['x'.repeat(420_000)]: '1' };
  await expect(
    ledger.publish(aLedgerPointer(1, [], undefined, { unknownUsageTypes }), undefined),
  ).rejects.toThrow(/pointer of company-cur 2026-11 is too large/);
  expect(sent).toEqual([]);
});
