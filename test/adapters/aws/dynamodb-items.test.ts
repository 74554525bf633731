import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Item } from '../../../shared/adapters/aws/attributes.ts';
import { createDynamoLedgerStore } from '../../../shared/adapters/aws/dynamodb-ledger-store.ts';
import { ensureTable } from '../../../shared/adapters/aws/table.ts';
import type { RunningServer } from '../../../shared/embedded/child-server.ts';
import { startDynoxide } from '../../../shared/embedded/dynoxide.ts';
import { localClient } from '../../../shared/embedded/local-account.ts';
import { aLedgerPointer, anOrder, aPrincipalDay } from '../../builders/stored-ledger.ts';

let server: RunningServer;
let client: DynamoDBClient;
let tables = 0;
beforeAll(async () => {
  server = await startDynoxide();
  client = new DynamoDBClient(localClient(server.endpoint));
});
afterAll(async () => {
  client.destroy();
  await server.stop();
});

async function freshTable(): Promise<string> {
  tables += 1;
  await ensureTable(client, `items-${tables}`);
  return `items-${tables}`;
}
const scan = async (table: string): Promise<readonly Item[]> =>
  (await client.send(new ScanCommand({ TableName: table }))).Items ?? [];

test('only versions older than the shown one get an end, published or not, and only those of changed entries', async () => {
  const table = await freshTable();
  const ledger = createDynamoLedgerStore({ client, table });
  const [a, b] = [aPrincipalDay('a'), aPrincipalDay('b')];
  const first = aLedgerPointer(1, [a, b]);
  const third = aLedgerPointer(3, [a, b], first);
  await ledger.writeEntries(first, [a, b]);
  await ledger.publish(first, undefined);
  await ledger.writeEntries(aLedgerPointer(2, []), [a, b]);
  await ledger.writeEntries(third, [a]);
  await ledger.publish(third, first);
  await ledger.writeEntries(aLedgerPointer(4, []), [a]);
  await ledger.expire(third, [a], 1_800_000_000_500);
  const ends = (await scan(table))
    .filter((item) => item.pk?.S?.startsWith('entry#'))
    .map((item) => [item.value?.S, item.version?.S, item.expiresAt?.N]);
  expect(ends.sort()).toEqual([
    ['a', anOrder(1), '1800000001'],
    ['a', anOrder(2), '1800000001'],
    ['a', anOrder(3), undefined],
    ['a', anOrder(4), undefined],
    ['b', anOrder(1), undefined],
    ['b', anOrder(2), undefined],
  ]);
});

test('the same delivery written again gives the same items', async () => {
  const table = await freshTable();
  const ledger = createDynamoLedgerStore({ client, table });
  const entries = Array.from({ length: 30 }, (_, index) => aPrincipalDay(`role/${index}@123456789012`));
  await ledger.writeEntries(aLedgerPointer(1, entries), entries);
  const before = await scan(table);
  await ledger.writeEntries(aLedgerPointer(1, entries), entries);
  expect(await scan(table)).toEqual(before);
  expect(before).toHaveLength(30);
});

test('a table is made once, and asking for it again finds it', async () => {
  const table = await freshTable();
  expect(await ensureTable(client, table)).toContain('/stream/');
});

test('a missing table is a setting, by name', async () => {
  const ledger = createDynamoLedgerStore({ client, table: 'not-there' });
  await expect(ledger.pointer('cur', '2026-11')).rejects.toMatchObject({
    kind: 'misconfigured',
    message: expect.stringContaining('not-there'),
  });
});

test('an engine that is not running is a retryable failure', async () => {
  const away = new DynamoDBClient({ ...localClient('http://127.0.0.1:9'), maxAttempts: 1 });
  const ledger = createDynamoLedgerStore({ client: away, table: 'items-1' });
  await expect(ledger.pointer('cur', '2026-11')).rejects.toMatchObject({ kind: 'retryable' });
});
