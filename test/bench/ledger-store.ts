// node test/bench/ledger-store.ts [principals=300] [days=30]: entries a second written to and read from Dynoxide.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDynamoLedgerStore } from '../../shared/adapters/aws/dynamodb-ledger-store.ts';
import { ensureTable } from '../../shared/adapters/aws/table.ts';
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts';
import { startDynoxide } from '../../shared/embedded/dynoxide.ts';
import { localClient } from '../../shared/embedded/local-account.ts';
import { aCell } from '../builders/entry.ts';
import { aDay, aLedgerPointer, aPrincipalDay } from '../builders/stored-ledger.ts';

const [principals = 300, days = 30] = process.argv.slice(2).map(Number);
const MODELS = ['claude-opus-4.6', 'claude-sonnet-4.6'];
const KINDS = ['cache-read', 'input', 'output'] as const;

/** A busy principal's day: two models, three token kinds, every hour. */
const cells = MODELS.flatMap((model) =>
  KINDS.flatMap((tokenKind) =>
    Array.from({ length: 24 }, (_, hourOfDay) =>
      aCell({ model, tokenKind, hourOfDay, cost: 1_250_000_123n * BigInt(hourOfDay + 1) }),
    ),
  ),
);
const entries: readonly LedgerEntry[] = Array.from({ length: days }, (_, index) =>
  Array.from({ length: principals }, (_each, principal) =>
    aPrincipalDay(`role/agent-${String(principal).padStart(4, '0')}@123456789012`, {
      day: aDay('2026-11-01') + index,
      cells,
    }),
  ),
).flat();

async function timed(what: string, count: number, run: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await run();
  const seconds = (performance.now() - start) / 1_000;
  console.info(
    `${what}: ${count} entries in ${seconds.toFixed(2)} s, ${Math.round(count / seconds)} a second`,
  );
}

const engine = await startDynoxide();
const client = new DynamoDBClient(localClient(engine.endpoint));
await ensureTable(client, 'billhook', { stream: false });
const ledger = createDynamoLedgerStore({ client, table: 'billhook' });
const pointer = aLedgerPointer(1, entries);
const changed = entries.slice(-2 * principals);
const second = aLedgerPointer(2, entries, pointer);

await timed('write a month', entries.length, () => ledger.writeEntries(pointer, entries));
await ledger.publish(pointer, undefined);
await timed('read and verify it', entries.length, () => ledger.view(pointer));
await timed('write the two days that a refresh changed', changed.length, () =>
  ledger.writeEntries(second, changed),
);
await ledger.publish(second, pointer);
await timed('read and verify it again', entries.length, () => ledger.view(second));
await timed('let the superseded versions expire', changed.length, () =>
  ledger.expire(second, changed, second.publishedAt),
);
console.info(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1_024)} MB`);
client.destroy();
await engine.stop();
