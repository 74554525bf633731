import { expect, test } from 'vitest';
import { anOutboxEntry } from '../builders/outbox-entry.ts';
import { aReport } from '../builders/report.ts';
import { HOSTILE_NAMES } from './hostile-names.ts';
import type { FreshStores } from './table-engines.ts';

export function reportStoreContract(fresh: FreshStores): void {
  test('a report is read back as it was saved, each export, rule and id for itself', async () => {
    const { reports } = await fresh();
    for (const id of HOSTILE_NAMES) expect(await reports.save('e', aReport({ id }), [])).toBe(true);
    for (const id of HOSTILE_NAMES) expect(await reports.get('e', 'weekly', id)).toEqual(aReport({ id }));
    expect(await reports.get('e', 'close', HOSTILE_NAMES[0]!)).toBeUndefined();
    expect(await reports.get('other', 'weekly', HOSTILE_NAMES[0]!)).toBeUndefined();
  });

  test('those of a rule are listed by id, and no others', async () => {
    const { reports } = await fresh();
    for (const id of ['b', 'a', 'c']) await reports.save('e', aReport({ id }), []);
    await reports.save('e', aReport({ id: 'd', rule: 'close' }), []);
    await reports.save('other', aReport({ id: 'e' }), []);
    expect((await reports.of('e', 'weekly')).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(await reports.of('nothing', 'weekly')).toEqual([]);
  });

  test('is saved with its messages or not at all', async () => {
    const { reports, outbox } = await fresh();
    const entry = anOutboxEntry(1, { alertId: aReport().id, createdAt: 5 });
    expect(await reports.save('e', aReport(), [entry])).toBe(true);
    expect(await outbox.due(10, 9)).toEqual([entry.id]);
    expect(await outbox.sentFor(aReport().id)).toEqual([entry]);
    // The version is right, and its message is there already: somebody else's.
    const taken = aReport({ id: 'another' });
    expect(await reports.save('e', taken, [entry]).catch(() => false)).toBe(false);
    expect(await reports.get('e', 'weekly', 'another')).toBeUndefined();
  });

  test('what was told meanwhile stays, and a repeat after a lost answer is told that it was done', async () => {
    const { reports } = await fresh();
    expect(await reports.save('e', aReport(), [])).toBe(true);
    expect(await reports.save('e', aReport(), [])).toBe(true);
    expect(await reports.save('e', aReport({ digest: 'other' }), [])).toBe(false);
    expect(await reports.save('e', aReport({ version: 3 }), [])).toBe(false);
    const second = aReport({ version: 2, digest: 'two' });
    expect(await reports.save('e', second, [])).toBe(true);
    expect(await reports.save('e', aReport(), [])).toBe(false);
    expect(await reports.get('e', 'weekly', aReport().id)).toEqual(second);
  });

  test('of two tellers at once one is first', async () => {
    const { reports } = await fresh();
    const told = await Promise.all(
      ['one', 'two', 'three'].map((digest) => reports.save('e', aReport({ digest }), []).catch(() => false)),
    );
    expect(told.filter(Boolean)).toHaveLength(1);
  });
}
