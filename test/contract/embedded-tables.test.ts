import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ensureTable } from '../../shared/adapters/aws/table.ts';
import { startServer } from '../../shared/embedded/child-server.ts';
import { findDynamoDbLocal } from '../../shared/embedded/dynamodb-local.ts';
import { dynoxideBinary, startDynoxide } from '../../shared/embedded/dynoxide.ts';
import { aLedgerPointer, aPrincipalDay } from '../builders/stored-ledger.ts';
import { dynamoStores, localDynamo } from './table-engines.ts';

test('a ledger in a database file is there after the engine was ended and started again', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'billhook-db-'));
  const entries = [aPrincipalDay('role/claims-agent@123456789012')];
  const pointer = aLedgerPointer(1, entries);
  const withLedger = async (use: (stores: ReturnType<typeof dynamoStores>) => Promise<void>) => {
    const engine = await startDynoxide({ dbPath: join(dir, 'ledger.db') });
    const client = localDynamo(engine.endpoint);
    await ensureTable(client, 'billhook');
    await use(dynamoStores({ client, table: 'billhook' }));
    client.destroy();
    await engine.stop();
  };
  await withLedger(async ({ ledger }) => {
    await ledger.writeEntries(pointer, entries);
    await ledger.publish(pointer, undefined);
  });
  await withLedger(async ({ ledger }) => {
    const stored = await ledger.pointer('company-cur', '2026-11');
    expect((await ledger.view(stored!)).entries).toEqual(entries);
  });
  await rm(dir, { recursive: true });
});

test('a table without a stream is told of no changes and is as good otherwise', async () => {
  const engine = await startDynoxide();
  const client = localDynamo(engine.endpoint);
  expect(await ensureTable(client, 'billhook', { stream: false })).toBe('');
  const { ledger } = dynamoStores({ client, table: 'billhook' });
  expect(await ledger.publish(aLedgerPointer(1, []), undefined)).toBe('published');
  client.destroy();
  await engine.stop();
});

test('an engine answers on 127.0.0.1 until it is stopped, and stopping twice is harmless', async () => {
  const engine = await startDynoxide();
  expect(engine.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await fetch(engine.endpoint)).status).toBeGreaterThan(0);
  await engine.stop();
  await engine.stop();
  await expect(fetch(engine.endpoint)).rejects.toThrow();
});

test('an engine ends with the process that started it, even if that is killed', async () => {
  const module = new URL('../../shared/embedded/dynoxide.ts', import.meta.url).href;
  const script = `const { startDynoxide } = await import('${module}');
    console.log((await startDynoxide()).endpoint);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const endpoint = line.toString('utf8').trim();
  expect((await fetch(endpoint)).status).toBeGreaterThan(0);
  parent.kill('SIGKILL');
  await expect
    .poll(
      () =>
        fetch(endpoint).then(
          () => 'alive',
          () => 'gone',
        ),
      { timeout: 20_000 },
    )
    .toBe('gone');
});

test('a platform without the binary is told in one line what to install', () => {
  expect(() => dynoxideBinary('plan9', 'mips')).toThrowError(
    expect.objectContaining({
      kind: 'misconfigured',
      message: expect.stringMatching(/@dynoxide\/plan9-mips/),
    }),
  );
});

test.each([
  ['a program that ends at once', 'sh', ['-c', 'echo "no such table" >&2; exit 3'], 20_000, 'no such table'],
  ['a program that never answers', 'sleep', ['60'], 300, 'no answer'],
  ['a program that is not there', '/nowhere/dynoxide', [], 20_000, 'ENOENT'],
])('%s is told, with what it said', async (_what, command, args, readyWithinMs, found) => {
  const start = startServer({ name: 'the engine', command, arguments: () => args, readyWithinMs });
  await expect(start).rejects.toMatchObject({
    kind: 'misconfigured',
    message: 'the engine did not start',
    detail: { found: expect.stringContaining(found) },
  });
});

test('DynamoDB Local is not used, and why, where its folder does not hold it', () => {
  expect(findDynamoDbLocal('/nowhere')).toEqual({
    available: false,
    reason: 'there is no DynamoDBLocal.jar in /nowhere',
  });
});
