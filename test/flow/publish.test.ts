import { describe, expect, test } from 'vitest';
import { createMemoryLedgerStore, dropExpired } from '../../shared/adapters/memory/memory-ledger-store.ts';
import { createMemoryTables } from '../../shared/adapters/memory/tables.ts';
import { DAY_MS, parseInstant } from '../../shared/domain/base/instant.ts';
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts';
import type { Snapshot } from '../../shared/domain/ledger/snapshot.ts';
import { publishSnapshot } from '../../shared/flow/publish.ts';
import type { LedgerStore } from '../../shared/ports/ledger-store.ts';
import { aCell, anEntry } from '../builders/entry.ts';
import { createMishaps } from '../builders/mishaps.ts';
import { aSnapshot } from '../builders/snapshot.ts';
import { anOrder, aPrincipalDay } from '../builders/stored-ledger.ts';

const NOW = parseInstant('2026-11-20T12:00:00Z');

/** The n-th delivery of November. */
const aDelivery = (n: number, ...entries: readonly LedgerEntry[]): Snapshot =>
  aSnapshot({
    executedAt: parseInstant(anOrder(n).slice(0, 24)),
    executionId: `execution-${n}`,
    entries,
  });
const spend = (role: string, cost: number): LedgerEntry => aPrincipalDay(role, { cost: BigInt(cost) });

function world() {
  const tables = createMemoryTables();
  const mishaps = createMishaps();
  const ledger = createMemoryLedgerStore(tables, mishaps.faults);
  const ports = { ledger, clock: { now: () => NOW, token: () => 't' } };
  return {
    tables,
    mishaps,
    ledger,
    publish: (snapshot: Snapshot, over = ledger) => publishSnapshot({ ...ports, ledger: over }, snapshot),
    /** What a reader sees, as `role: cost`; each reading is checked against the control total. */
    async shown(): Promise<Record<string, number> | undefined> {
      const pointer = await ledger.pointer('company-cur', '2026-11');
      if (pointer === undefined) return undefined;
      const { entries } = await ledger.view(pointer);
      return Object.fromEntries(entries.map((entry) => [entry.scope.value, Number(entry.cells[0]!.cost)]));
    },
    order: async () => (await ledger.pointer('company-cur', '2026-11'))?.order,
    versions: () => [...tables.versions.values()].flatMap((versions) => [...versions.values()]),
  };
}
const retryable = { name: 'Failure', kind: 'retryable' };
const gaveWay = {
  ...retryable,
  message: 'another worker kept publishing company-cur 2026-11 first; this delivery will be tried again',
};

describe('publishing', () => {
  test('writes only what differs from the visible ledger', async () => {
    const { publish, shown } = world();
    expect(await publish(aDelivery(1, spend('a', 1), spend('b', 2), spend('c', 3)))).toMatchObject({
      outcome: 'published',
      entriesWritten: 3,
    });
    const result = await publish(aDelivery(2, spend('a', 1), spend('b', 7), spend('d', 4)));
    expect(result).toMatchObject({
      outcome: 'published',
      entriesWritten: 3,
      pointer: { chain: [anOrder(1), anOrder(2)], publishedAt: NOW },
    });
    expect(await shown()).toEqual({ a: 1, b: 7, d: 4 });
  });

  test('the same delivery again, or an older one, is stale and writes nothing', async () => {
    const { publish, shown, versions } = world();
    await publish(aDelivery(2, spend('a', 20)));
    for (const late of [aDelivery(2, spend('a', 20)), aDelivery(1, spend('a', 10), spend('b', 1))]) {
      expect(await publish(late)).toMatchObject({ outcome: 'stale', visible: { order: anOrder(2) } });
    }
    expect(versions()).toHaveLength(1);
    expect(await shown()).toEqual({ a: 20 });
  });

  test('of two executions at one time every worker takes the same one for newer', async () => {
    for (const [first, second] of [['x', 'y'] as const, ['y', 'x'] as const]) {
      const { publish, order } = world();
      const at = { executedAt: NOW, entries: [spend('a', 1)] };
      await publish(aSnapshot({ ...at, executionId: first }));
      await publish(aSnapshot({ ...at, executionId: second }));
      expect(await order()).toBe('2026-11-20T12:00:00.000Z~y');
    }
  });

  test('superseded versions live on for a week, and those that are shown for good', async () => {
    const { publish, shown, tables } = world();
    await publish(aDelivery(1, spend('a', 1), spend('b', 2), spend('c', 3)));
    await publish(aDelivery(2, spend('a', 1), spend('b', 7)));
    expect(dropExpired(tables, NOW + 7 * DAY_MS - 1)).toBe(0);
    expect(dropExpired(tables, NOW + 7 * DAY_MS)).toBe(2);
    expect(await shown()).toEqual({ a: 1, b: 7 });
  });

  test('only what a delivery changed or took away is let expire', async () => {
    const { publish, ledger } = world();
    await publish(aDelivery(1, spend('a', 1), spend('b', 2), spend('c', 3)));
    const expired: string[] = [];
    const watched: LedgerStore = {
      ...ledger,
      expire: (pointer, superseded, after) => {
        expired.push(...superseded.map(({ scope }) => scope.value));
        return ledger.expire(pointer, superseded, after);
      },
    };
    await publish(aDelivery(2, spend('a', 1), spend('b', 7), spend('d', 4)), watched);
    expect(expired).toEqual(['b', 'c']);
  });

  test('a ledger that would not add up once stored is not shown', async () => {
    const { publish, shown } = world();
    await publish(aDelivery(1, spend('a', 1)));
    const sound = aDelivery(2, spend('a', 5));
    const wrong = { ...sound, totals: { ...sound.totals, ledgerPico: '6' } };
    await expect(publish(wrong)).rejects.toMatchObject({ kind: 'bug' });
    expect(await shown()).toEqual({ a: 1 });
  });
});

describe('a lost answer', () => {
  test('of the publish itself leaves the delivery visible, and its repeat is stale', async () => {
    const { publish, shown, mishaps } = world();
    await publish(aDelivery(1, spend('a', 1)));
    mishaps.atOperation('ledger.publish', 'after');
    await expect(publish(aDelivery(2, spend('a', 2)))).rejects.toMatchObject(retryable);
    mishaps.clear();
    expect(await publish(aDelivery(2, spend('a', 2)))).toMatchObject({
      outcome: 'stale',
      visible: { order: anOrder(2) },
    });
    expect(await shown()).toEqual({ a: 2 });
  });

  test('of the store, when its own repeat says it was published, is no race', async () => {
    const { publish, mishaps, tables, order } = world();
    const first = aDelivery(1, spend('a', 1));
    // Another worker with the same delivery moves the pointer to it between comparing and publishing.
    mishaps.before('ledger.publish', async () => void (await publish(first)));
    expect(await publish(first)).toMatchObject({ outcome: 'published', entriesWritten: 1 });
    expect(await order()).toBe(anOrder(1));
    expect([...tables.pointers.values()][0]!.chain).toEqual([anOrder(1)]);
  });
});

describe('when another worker publishes in between', () => {
  test('an older delivery: the difference is worked out again, and nothing of it is lost or hidden', async () => {
    const { publish, shown, mishaps } = world();
    await publish(aDelivery(1, spend('same', 1), spend('gone', 2), spend('back', 3)));
    const newest = aDelivery(3, spend('same', 1), spend('back', 3), spend('new', 5));
    // Against the first delivery `same` and `back` need no entry; the one in between changed or removed them.
    const between = aDelivery(2, spend('same', 9), spend('gone', 2), spend('only here', 4));
    mishaps.before('ledger.publish', async () => void (await publish(between)));
    expect(await publish(newest)).toMatchObject({
      outcome: 'published',
      pointer: { chain: [anOrder(1), anOrder(2), anOrder(3)] },
    });
    expect(await shown()).toEqual({ same: 1, back: 3, new: 5 });
  });

  test('a newer delivery: the older one turns stale, and what it had written is never seen', async () => {
    const { publish, shown, mishaps, versions } = world();
    await publish(aDelivery(1, spend('a', 1), spend('b', 2)));
    const newest = aDelivery(3, spend('a', 1), spend('b', 3));
    mishaps.before('ledger.publish', async () => void (await publish(newest)));
    const late = await publish(aDelivery(2, spend('a', 100), spend('c', 100)));
    expect(late).toMatchObject({ outcome: 'stale', visible: { order: anOrder(3) } });
    expect(versions().filter(({ version }) => version === anOrder(2))).toHaveLength(3);
    expect(await shown()).toEqual({ a: 1, b: 3 });
  });

  test('again and again: the delivery gives way for now and nothing of it is seen', async () => {
    const { publish, shown, mishaps } = world();
    await publish(aDelivery(1, spend('a', 1)));
    let rivals = 0;
    const rival = async (): Promise<void> => {
      rivals += 1;
      const at = { executedAt: parseInstant(anOrder(2).slice(0, 24)) + rivals };
      mishaps.before('ledger.publish', rival, 2);
      await publish(aSnapshot({ ...at, executionId: 'rival', entries: [spend('a', 10 + rivals)] }));
    };
    mishaps.before('ledger.publish', rival);
    await expect(publish(aDelivery(9, spend('a', 9), spend('b', 9)))).rejects.toMatchObject(gaveWay);
    expect(rivals).toBe(5);
    expect(await shown()).toEqual({ a: 15 });
  });
});

describe('entries of a delivery that died before its pointer moved', () => {
  /** Changed `a`, took `b` away and added `x`: then nothing more. */
  const dying = aDelivery(2, spend('a', 666), spend('x', 666));

  async function afterDeath() {
    const all = world();
    await all.publish(aDelivery(1, spend('a', 1), spend('b', 2)));
    all.mishaps.atOperation('ledger.publish', 'before');
    await expect(all.publish(dying)).rejects.toMatchObject(retryable);
    all.mishaps.clear();
    expect(all.versions().filter(({ version }) => version === dying.version)).toHaveLength(3);
    return all;
  }

  test('are not seen under a newer delivery that found the same entries unchanged', async () => {
    const { publish, shown } = await afterDeath();
    await publish(aDelivery(3, spend('a', 1), spend('b', 2), spend('c', 3)));
    expect(await shown()).toEqual({ a: 1, b: 2, c: 3 });
    expect(await publish(dying)).toMatchObject({ outcome: 'stale' });
    expect(await shown()).toEqual({ a: 1, b: 2, c: 3 });
  });

  test('are not seen under an older delivery that is published late, and are seen after their own retry', async () => {
    const { publish, shown } = await afterDeath();
    const older = aSnapshot({
      executedAt: dying.executedAt - 1,
      executionId: 'older',
      entries: [spend('a', 1), spend('b', 3), spend('y', 1)],
    });
    await publish(older);
    expect(await shown()).toEqual({ a: 1, b: 3, y: 1 });
    await publish(dying);
    expect(await shown()).toEqual({ a: 666, x: 666 });
  });
});

test('a write that the store loses is noticed, also where the loss leaves every sum as it was', async () => {
  const { ledger, publish, shown } = world();
  const forgetful: LedgerStore = {
    ...ledger,
    writeEntries: (head, entries) => ledger.writeEntries(head, entries.slice(1)),
  };
  const [early, late] = [0, 1].map((hourOfDay) =>
    anEntry({ value: 'a', cells: [aCell({ hourOfDay, cost: 5n })] }),
  );
  await publish(aDelivery(1, early!));
  const lost = { name: 'Failure', kind: 'bug', message: expect.stringContaining('nothing was published') };
  await expect(publish(aDelivery(2, late!), forgetful)).rejects.toMatchObject(lost);
  expect(await shown()).toEqual({ a: 5 });
  expect(await publish(aDelivery(2, late!))).toMatchObject({ outcome: 'published', entriesWritten: 1 });
});
