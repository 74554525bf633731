import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Faults } from '../../shared/adapters/memory/faults.ts';
import { createMemoryLedgerStore } from '../../shared/adapters/memory/memory-ledger-store.ts';
import { createMemoryTables } from '../../shared/adapters/memory/tables.ts';
import { Failure } from '../../shared/domain/base/failure.ts';
import { byText } from '../../shared/domain/base/order.ts';
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts';
import { entryKey } from '../../shared/domain/ledger/entry-key.ts';
import { publishSnapshot } from '../../shared/flow/publish.ts';
import { aSnapshot } from '../builders/snapshot.ts';
import { aPrincipalDay } from '../builders/stored-ledger.ts';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const AT = Date.UTC(2026, 10, 18);

const entry: fc.Arbitrary<LedgerEntry> = fc
  .record({ role: fc.constantFrom('a', 'b', 'c', 'd'), cost: fc.bigInt({ min: 0n, max: 2n }) })
  .map(({ role, cost }) => aPrincipalDay(role, { cost }));
const deliveries = fc
  .array(fc.uniqueArray(entry, { selector: entryKey, maxLength: 4 }), { minLength: 2, maxLength: 5 })
  .map((ledgers) =>
    ledgers.map((entries, n) => aSnapshot({ executedAt: AT + n, executionId: `execution-${n}`, entries })),
  );
/** What goes wrong at which call of the first tries; retries live. */
const deaths = fc.array(
  fc.constantFrom('none' as const, 'none' as const, 'before' as const, 'after' as const),
  {
    maxLength: 30,
  },
);

test('however workers interleave and die, a reader sees one whole delivery, never an older one, and the newest in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), deliveries, deaths, async (scheduler, snapshots, faults) => {
      const tables = createMemoryTables();
      const fate = [...faults];
      const slow: Faults = (operation) =>
        scheduler.schedule(Promise.resolve(fate.shift() ?? 'none'), operation);
      const clock = { now: () => AT, token: () => 't' };
      const ledger = createMemoryLedgerStore(tables, slow);
      const sure = createMemoryLedgerStore(tables);
      let last = '';
      const read = async (): Promise<void> => {
        const pointer = await sure.pointer('company-cur', '2026-11');
        if (pointer === undefined) return;
        const whole = snapshots.find(({ order }) => order === pointer.order);
        expect((await sure.view(pointer)).entries).toEqual(whole!.entries);
        expect(byText(pointer.order, last)).toBeGreaterThanOrEqual(0);
        last = pointer.order;
      };
      const worker = async (snapshot: (typeof snapshots)[number]): Promise<void> => {
        try {
          await publishSnapshot({ ledger, clock }, snapshot);
        } catch (error) {
          if (!(error instanceof Failure) || error.kind !== 'retryable') throw error;
        }
      };
      const work = Promise.all(snapshots.map(worker));
      while (scheduler.count() > 0) {
        await scheduler.waitOne();
        await settled();
        await read();
      }
      await work;
      for (const snapshot of snapshots) {
        await publishSnapshot({ ledger: sure, clock }, snapshot);
        await read();
      }
      expect(last).toBe(snapshots.at(-1)!.order);
    }),
    { numRuns: 150 },
  );
});
