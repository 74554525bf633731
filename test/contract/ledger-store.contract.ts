import { expect, test } from 'vitest';
import type { LedgerEntry } from '../../shared/domain/ledger/entry.ts';
import { sortByKey } from '../../shared/domain/ledger/entry-key.ts';
import type { Pointer } from '../../shared/domain/ledger/snapshot.ts';
import type { LedgerStore } from '../../shared/ports/ledger-store.ts';
import { aCell } from '../builders/entry.ts';
import { aDay, aLedgerPointer, anOrder, aPrincipalDay, aTombstone } from '../builders/stored-ledger.ts';
import { HOSTILE_NAMES } from './hostile-names.ts';
import type { FreshStores } from './table-engines.ts';

async function partsOf(ledger: LedgerStore, pointer: Pointer): Promise<readonly (readonly LedgerEntry[])[]> {
  const parts: (readonly LedgerEntry[])[] = [];
  for await (const part of ledger.viewParts(pointer)) parts.push(part);
  return parts;
}

/** What every ledger store must do; the suite knows nothing of the engine below it. */
export function ledgerStoreContract(fresh: FreshStores): void {
  /** Publishes the n-th delivery: `changed` is written, `shown` is what a reader must then see. */
  const publish = async (
    ledger: LedgerStore,
    n: number,
    changed: readonly LedgerEntry[],
    shown: readonly LedgerEntry[],
    base?: Pointer,
  ): Promise<Pointer> => {
    const pointer = aLedgerPointer(n, shown, base);
    await ledger.writeEntries(pointer, changed);
    expect(await ledger.publish(pointer, base)).toBe('published');
    return pointer;
  };

  test('a period without a delivery has no pointer', async () => {
    const { ledger } = await fresh();
    expect(await ledger.pointer('company-cur', '2026-11')).toBeUndefined();
    expect(await ledger.pointers('company-cur')).toEqual([]);
  });

  test('a published ledger is read back whole', async () => {
    const { ledger } = await fresh();
    const entries = [
      aPrincipalDay('role/claims-agent@123456789012', {
        cells: [
          aCell({ hourOfDay: 0, cost: -7n }),
          aCell({ hourOfDay: 23, tokens: 9_007_199_254_740_991 }),
          aCell({ tokenKind: 'other', cost: 0n, tokens: 0 }),
        ],
        sessions: { count: 12, sample: ['i-0abc', 'alice@example.com'] },
      }),
      aPrincipalDay('user/alice@123456789012', { day: aDay('2026-11-01') }),
    ];
    const pointer = await publish(ledger, 1, entries, entries);
    const stored = await ledger.pointer('company-cur', '2026-11');
    expect(stored).toEqual(pointer);
    expect(await ledger.view(stored!)).toEqual({ pointer, entries: sortByKey(entries) });
  });

  test('a ledger is read in parts as it is read whole, and no day is in two of them', async () => {
    const { ledger } = await fresh();
    const days = ['2026-10-30', '2026-11-01', '2026-11-02', '2026-12-01'].map(aDay);
    const entries = days.flatMap((day) => ['a', 'b'].map((name) => aPrincipalDay(name, { day })));
    const first = await publish(ledger, 1, entries, entries);
    const [gone, ...left] = entries;
    const pointer = await publish(ledger, 2, [aTombstone(gone!)], left, first);
    const parts = await partsOf(ledger, pointer);
    expect(sortByKey(parts.flat())).toEqual((await ledger.view(pointer)).entries);
    const daysOfParts = parts.map((part) => new Set(part.map(({ day }) => day)));
    expect(daysOfParts.reduce((sum, { size }) => sum + size, 0)).toBe(days.length);
    expect(parts.flat()).toHaveLength(7);
  });

  test('money of 38 digits is the same integer afterwards', async () => {
    const { ledger } = await fresh();
    const most = 10n ** 38n - 1n;
    const entries = [aPrincipalDay('a', { cost: most }), aPrincipalDay('b', { cost: -most + 1n })];
    const view = await ledger.view(await publish(ledger, 1, entries, entries));
    expect(view.entries.map((entry) => entry.cells[0]!.cost)).toEqual([most, -most + 1n]);
  });

  test('hostile names stay themselves and never share a key', async () => {
    const { ledger } = await fresh();
    const entries = HOSTILE_NAMES.flatMap((team) =>
      HOSTILE_NAMES.map((value) =>
        aPrincipalDay(value, {
          scope: { dimension: 'principal', team, value },
          cells: [aCell({ model: team, cost: BigInt(team.length * 5_000 + value.length) })],
          sessions: { count: 1, sample: [value] },
        }),
      ),
    );
    const view = await ledger.view(await publish(ledger, 1, entries, entries));
    expect(view.entries).toEqual(sortByKey(entries));
  });

  test('a day outside its billing period is kept in it', async () => {
    const { ledger } = await fresh();
    const entries = ['2026-10-31', '2026-11-01', '2026-12-02'].map((day) =>
      aPrincipalDay('role/late@123456789012', { day: aDay(day) }),
    );
    const view = await ledger.view(await publish(ledger, 1, entries, entries));
    expect(view.entries).toEqual(sortByKey(entries));
  });

  test('an entry larger than one item of the store is read back whole', async () => {
    const { ledger } = await fresh();
    const cells = Array.from({ length: 700 }, (_, model) =>
      Array.from({ length: 24 }, (_hour, hourOfDay) =>
        aCell({
          model: `model-${String(model).padStart(3, '0')}`,
          hourOfDay,
          cost: 10n ** 15n + BigInt(hourOfDay),
        }),
      ),
    ).flat();
    const entries = [aPrincipalDay('role/gateway@123456789012', { cells })];
    const view = await ledger.view(await publish(ledger, 1, entries, entries));
    expect(view.entries).toEqual(entries);
  });

  test('entries of a delivery are invisible until it is published', async () => {
    const { ledger } = await fresh();
    const [before, after] = [aPrincipalDay('a', { cost: 10n }), aPrincipalDay('a', { cost: 25n })];
    const first = await publish(ledger, 1, [before], [before]);
    const second = aLedgerPointer(2, [after], first);
    await ledger.writeEntries(second, [after, aPrincipalDay('b', { cost: 0n })]);
    expect((await ledger.view(first)).entries).toEqual([before]);
    expect(await ledger.pointer('company-cur', '2026-11')).toEqual(first);
  });

  test('what a delivery left behind that never became visible is never shown', async () => {
    const { ledger } = await fresh();
    const [old, orphan, last] = [10n, 999n, 30n].map((cost) => aPrincipalDay('a', { cost })) as [
      LedgerEntry,
      LedgerEntry,
      LedgerEntry,
    ];
    const other = aPrincipalDay('b', { cost: 1n });
    const first = await publish(ledger, 1, [old, other], [old, other]);
    // Died after writing: it changed `b` too, which the next delivery finds unchanged and does not write.
    await ledger.writeEntries(aLedgerPointer(2, []), [orphan, aPrincipalDay('b', { cost: 777n })]);
    const third = await publish(ledger, 3, [last], [last, other], first);
    expect((await ledger.view(third)).entries).toEqual([last, other]);
  });

  test('a tombstone takes an entry out, for this pointer and not for older ones', async () => {
    const { ledger } = await fresh();
    const [a, b] = [aPrincipalDay('a'), aPrincipalDay('b')];
    const first = await publish(ledger, 1, [a, b], [a, b]);
    const second = await publish(ledger, 2, [aTombstone(b)], [a], first);
    expect((await ledger.view(second)).entries).toEqual([a]);
    expect((await ledger.view(first)).entries).toEqual([a, b]);
    const third = await publish(ledger, 3, [b], [a, b], second);
    expect((await ledger.view(third)).entries).toEqual([a, b]);
  });

  test('writing the same entries again changes nothing', async () => {
    const { ledger } = await fresh();
    const entries = [aPrincipalDay('a'), aPrincipalDay('b')];
    const pointer = await publish(ledger, 1, entries, entries);
    await ledger.writeEntries(pointer, entries);
    expect((await ledger.view(pointer)).entries).toEqual(entries);
  });

  test('a publish on a base that moved changes nothing', async () => {
    const { ledger } = await fresh();
    const a = aPrincipalDay('a');
    const first = await publish(ledger, 1, [a], [a]);
    const second = await publish(ledger, 2, [], [a], first);
    expect(await ledger.publish(aLedgerPointer(3, [a], first), first)).toBe('base-moved');
    expect(await ledger.publish(aLedgerPointer(3, [a]), undefined)).toBe('base-moved');
    expect(await ledger.pointer('company-cur', '2026-11')).toEqual(second);
  });

  test('a pointer never moves back', async () => {
    const { ledger } = await fresh();
    const a = aPrincipalDay('a');
    const first = await publish(ledger, 1, [a], [a]);
    const third = await publish(ledger, 3, [], [a], first);
    const back = ledger.publish(aLedgerPointer(2, [a], third), third);
    await expect(back).rejects.toMatchObject({ name: 'Failure', kind: 'bug' });
    expect(await ledger.publish(aLedgerPointer(2, [a], first), first)).toBe('base-moved');
    expect(await ledger.pointer('company-cur', '2026-11')).toEqual(third);
  });

  test('repeating a publish whose answer was lost says published', async () => {
    const { ledger } = await fresh();
    const a = aPrincipalDay('a');
    const first = await publish(ledger, 1, [a], [a]);
    expect(await ledger.publish(first, undefined)).toBe('published');
    const second = await publish(ledger, 2, [], [a], first);
    expect(await ledger.publish(second, first)).toBe('published');
    expect(await ledger.publish(first, undefined)).toBe('base-moved');
  });

  test('of many publishes on one base exactly one becomes visible', async () => {
    const { ledger } = await fresh();
    const a = aPrincipalDay('a');
    const first = await publish(ledger, 1, [a], [a]);
    const rivals = Array.from({ length: 10 }, (_, index) => aLedgerPointer(index + 2, [a], first));
    const outcomes = await Promise.all(rivals.map((rival) => ledger.publish(rival, first)));
    expect(outcomes.filter((outcome) => outcome === 'published')).toHaveLength(1);
    const winner = rivals[outcomes.indexOf('published')];
    expect(await ledger.pointer('company-cur', '2026-11')).toEqual(winner);
  });

  test('a ledger that does not sum to its control total is refused', async () => {
    const { ledger } = await fresh();
    const entries = [aPrincipalDay('a', { cost: 5n }), aPrincipalDay('b', { cost: 6n })];
    const pointer = aLedgerPointer(1, entries);
    await ledger.writeEntries(pointer, entries.slice(1));
    await expect(ledger.view(pointer)).rejects.toMatchObject({
      kind: 'bug',
      detail: { expected: '11 picodollars in 2 rows', found: '6 picodollars in 1 rows' },
    });
    await expect(partsOf(ledger, pointer)).rejects.toMatchObject({ kind: 'bug' });
  });

  test('a tag dimension that does not sum to the control total is refused by name', async () => {
    const { ledger } = await fresh();
    const scope = { dimension: 'project', team: '', value: 'apollo' };
    const entries = [aPrincipalDay('a', { cost: 5n }), aPrincipalDay('apollo', { scope, cost: 4n })];
    const pointer = aLedgerPointer(1, entries);
    await ledger.writeEntries(pointer, entries);
    await expect(ledger.view(pointer)).rejects.toMatchObject({
      kind: 'bug',
      detail: { column: 'dimension project' },
    });
  });

  test('a pointer to a delivery that nobody wrote is refused, not read as zero', async () => {
    const { ledger } = await fresh();
    const a = aPrincipalDay('a', { cost: 5n });
    await publish(ledger, 1, [a], [a]);
    const forged = { ...aLedgerPointer(9, [a]), chain: [anOrder(9)] };
    await expect(ledger.view(forged)).rejects.toMatchObject({ kind: 'bug' });
    const detached = { ...aLedgerPointer(9, [a]), chain: [anOrder(1)] };
    await expect(ledger.view(detached)).rejects.toMatchObject({ kind: 'bug' });
  });

  test('letting superseded versions expire changes nothing that can be seen', async () => {
    const { ledger } = await fresh();
    const [a, b, newA] = [
      aPrincipalDay('a', { cost: 1n }),
      aPrincipalDay('b'),
      aPrincipalDay('a', { cost: 2n }),
    ];
    const first = await publish(ledger, 1, [a, b], [a, b]);
    const second = await publish(ledger, 2, [newA], [newA, b], first);
    const inAWeek = second.publishedAt + 7 * 86_400_000;
    await ledger.expire(second, [a], inAWeek);
    await ledger.expire(second, [a], inAWeek);
    expect((await ledger.view(second)).entries).toEqual([newA, b]);
    expect((await ledger.view(first)).entries).toEqual([a, b]);
  });

  test('exports and periods lie apart, and periods are listed oldest first', async () => {
    const { ledger } = await fresh();
    const names = [
      { exportName: 'a', billingPeriod: '2026-12' },
      { exportName: 'a', billingPeriod: '2026-11' },
      { exportName: 'a#2026-11', billingPeriod: '2026-11' },
    ];
    for (const [index, name] of names.entries()) {
      const entries = [aPrincipalDay('x', { cost: BigInt(index + 1) })];
      const pointer = aLedgerPointer(1, entries, undefined, name);
      await ledger.writeEntries(pointer, entries);
      expect(await ledger.publish(pointer, undefined)).toBe('published');
      expect((await ledger.view(pointer)).entries).toEqual(entries);
    }
    const periods = (await ledger.pointers('a')).map((pointer) => pointer.billingPeriod);
    expect(periods).toEqual(['2026-11', '2026-12']);
  });
}
