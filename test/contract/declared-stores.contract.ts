import { expect, test } from 'vitest';
import type { AuditNote } from '../../shared/domain/access/audit-row.ts';
import { DAY_MS, type Instant, parseInstant } from '../../shared/domain/base/instant.ts';
import { aPlan, aSilence } from '../builders/declared.ts';
import { HOSTILE_NAMES } from './hostile-names.ts';
import type { FreshStores, TableStores } from './table-engines.ts';

const EXPORT = 'company-cur';
const NOTE: AuditNote = { at: 1_000, by: { id: 'cli:ann', name: 'ann' }, action: 'declared', why: 'an eval' };

interface Declared {
  readonly id: string;
  readonly version: number;
  readonly endsAt: Instant;
}

interface DeclaredStore<T> {
  readonly recent: (exportName: string, asOf: Instant) => Promise<readonly T[]>;
  readonly get: (exportName: string, id: string) => Promise<T | undefined>;
  readonly save: (exportName: string, one: T, note: AuditNote) => Promise<boolean>;
}

export const planStoreContract = (fresh: FreshStores): void =>
  declaredStoreContract(fresh, 'plan', ({ plans }) => plans, aPlan);
export const silenceStoreContract = (fresh: FreshStores): void =>
  declaredStoreContract(fresh, 'silence', ({ silences }) => silences, aSilence);

function declaredStoreContract<T extends Declared>(
  fresh: FreshStores,
  name: string,
  storeOf: (stores: TableStores) => DeclaredStore<T>,
  make: (overrides: Partial<Declared>, text?: string) => T,
): void {
  const open = async () => {
    const stores = await fresh();
    return { store: storeOf(stores), audit: stores.audit };
  };

  test('what was declared is read back whole, each export for itself, with hostile names', async () => {
    const { store } = await open();
    const all = HOSTILE_NAMES.map((text, index) => make({ id: `${name}-${text}-${index}` }, text));
    for (const one of all) expect(await store.save(EXPORT, one, NOTE)).toBe(true);
    for (const one of all) expect(await store.get(EXPORT, one.id)).toEqual(one);
    expect(await store.recent(EXPORT, 0)).toHaveLength(all.length);
    expect(await store.recent('other', 0)).toEqual([]);
    expect(await store.get('other', all[0]!.id)).toBeUndefined();
  });

  test('a version is stored once, in order; a late one is refused and leaves no row', async () => {
    const { store, audit } = await open();
    const [first, second] = [make({}), make({ version: 2, endsAt: 7 })];
    expect(await store.save(EXPORT, second, NOTE)).toBe(false);
    expect(await store.save(EXPORT, first, NOTE)).toBe(true);
    expect(await store.save(EXPORT, second, { ...NOTE, action: 'ended' })).toBe(true);
    expect(await store.save(EXPORT, make({ version: 2, endsAt: 8 }), NOTE)).toBe(false);
    expect(await store.save(EXPORT, make({ version: 4 }), NOTE)).toBe(false);
    expect(await store.get(EXPORT, first.id)).toEqual(second);
    expect(await audit.of(EXPORT, `${name}:${first.id}`, 10)).toHaveLength(2);
  });

  test('a repeat after a lost answer is told that it was done, and is one row', async () => {
    const { store, audit } = await open();
    expect(await store.save(EXPORT, make({}), NOTE)).toBe(true);
    expect(await store.save(EXPORT, make({}), NOTE)).toBe(true);
    expect(await audit.of(EXPORT, `${name}:${make({}).id}`, 10)).toHaveLength(1);
  });

  test('of two changes at once one is stored', async () => {
    const { store, audit } = await open();
    await store.save(EXPORT, make({}), NOTE);
    const saved = await Promise.all(
      [11, 12, 13].map((endsAt) =>
        store
          .save(EXPORT, make({ version: 2, endsAt }), NOTE)
          .catch((error: { kind?: string }) => error.kind),
      ),
    );
    expect(saved.filter((each) => each === true)).toHaveLength(1);
    expect(await audit.of(EXPORT, `${name}:${make({}).id}`, 10)).toHaveLength(2);
  });

  test('its audit says who did what and why, with what stood there before, newest first', async () => {
    const { store, audit } = await open();
    const { id } = make({});
    await store.save(EXPORT, make({}), NOTE);
    await store.save(EXPORT, make({ version: 2, endsAt: 7 }), { at: 2_000, action: 'left', why: 'cap' });
    const rows = await audit.of(EXPORT, `${name}:${id}`, 10);
    expect(rows.map(({ before, after, ...said }) => said)).toEqual([
      { at: 2_000, action: 'left', why: 'cap', subject: `${name}:${id}` },
      { ...NOTE, subject: `${name}:${id}` },
    ]);
    expect(JSON.parse(rows[0]!.after!)).toMatchObject({ id, version: 2, endsAt: 7 });
    expect(rows[0]!.before).toBe(rows[1]!.after);
    expect(rows[1]!.before).toBeUndefined();
    expect(await audit.of(EXPORT, `${name}:${id}`, 1)).toEqual(rows.slice(0, 1));
  });

  test('recent are those that had not ended 45 days before', async () => {
    const { store } = await open();
    const asOf = parseInstant('2026-11-17T21:04:00Z');
    for (const days of [44, 45, 46, -3])
      await store.save(EXPORT, make({ id: `${name}-${days}`, endsAt: asOf - days * DAY_MS }), NOTE);
    const ids = (await store.recent(EXPORT, asOf)).map(({ id }) => id);
    expect(ids).toEqual([`${name}--3`, `${name}-44`, `${name}-45`]);
    expect(await store.get(EXPORT, `${name}-46`)).toBeDefined();
  });
}
