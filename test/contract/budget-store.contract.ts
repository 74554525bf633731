import { expect, test } from 'vitest';
import type { Budget } from '../../shared/domain/evaluation/budget/budget.ts';
import { HOSTILE_NAMES } from './hostile-names.ts';
import type { FreshStores } from './table-engines.ts';

const aBudget = (team: string, overrides: Partial<Budget> = {}): Budget => ({
  team,
  currency: 'USD',
  amount: 11_000_000_000_000_000n,
  thresholds: [50, 80, 100],
  ...overrides,
});

export function budgetStoreContract(fresh: FreshStores): void {
  test('nothing saved is version 0 without budgets', async () => {
    const { budgets } = await fresh();
    expect(await budgets.read()).toEqual({ version: 0, budgets: [] });
    expect(await budgets.changes(10)).toEqual([]);
  });

  test('a saved book is read back whole, with exact amounts and hostile names', async () => {
    const { budgets } = await fresh();
    const book = HOSTILE_NAMES.map((team, index) =>
      aBudget(team, { owner: team, channel: `#${team}`, amount: 10n ** 38n - BigInt(index), minDollars: 0n }),
    );
    expect(await budgets.replace(book, 0, 'alice', 1_000)).toBe(true);
    expect(await budgets.read()).toEqual({ version: 1, budgets: book });
  });

  test('a change of an old version is refused and changes nothing', async () => {
    const { budgets } = await fresh();
    const [a, b] = [aBudget('a'), aBudget('b')];
    await budgets.replace([a], 0, 'alice', 1_000);
    expect(await budgets.replace([b], 0, 'bob', 2_000)).toBe(false);
    expect(await budgets.replace([b], 2, 'bob', 2_000)).toBe(false);
    expect(await budgets.read()).toEqual({ version: 1, budgets: [a] });
    expect(await budgets.changes(10)).toHaveLength(1);
  });

  test('the cap is changed by versions too, stays when budgets change, and its changes are on record', async () => {
    const { budgets } = await fresh();
    await budgets.replace([aBudget('a')], 0, 'alice', 1_000);
    expect(await budgets.setCap(50_000n, 0, 'bob', 2_000)).toBe(false);
    expect(await budgets.setCap(50_000n, 1, 'bob', 2_000, 'as agreed')).toBe(true);
    // The answer was lost.
    expect(await budgets.setCap(50_000n, 1, 'bob', 2_000, 'as agreed')).toBe(true);
    await budgets.replace([aBudget('b')], 2, 'alice', 3_000);
    expect(await budgets.read()).toEqual({ version: 3, budgets: [aBudget('b')], cap: 50_000n });
    expect(await budgets.setCap(undefined, 3, 'bob', 4_000)).toBe(true);
    expect(await budgets.read()).toEqual({ version: 4, budgets: [aBudget('b')] });
    const changes = (await budgets.changes(10)).filter(({ team }) => team === '');
    expect(changes).toEqual([
      { at: 4_000, by: 'bob', version: 4, team: '', cap: { before: 50_000n } },
      { at: 2_000, by: 'bob', version: 2, team: '', cap: { after: 50_000n }, reason: 'as agreed' },
    ]);
  });

  test('of two changes at once one is saved', async () => {
    const { budgets } = await fresh();
    await budgets.replace([aBudget('a')], 0, 'alice', 1_000);
    const saved = await Promise.all(
      ['bob', 'carol', 'dan'].map((by) =>
        budgets.replace([aBudget(by)], 1, by, 2_000).catch((error: { kind?: string }) => error.kind),
      ),
    );
    expect(saved.filter((each) => each === true)).toHaveLength(1);
    expect((await budgets.read()).version).toBe(2);
  });

  test('repeating a change whose answer was lost says that it was saved, once', async () => {
    const { budgets } = await fresh();
    const book = [aBudget('a')];
    expect(await budgets.replace(book, 0, 'alice', 1_000)).toBe(true);
    expect(await budgets.replace(book, 0, 'alice', 1_000)).toBe(true);
    expect((await budgets.read()).version).toBe(1);
    expect(await budgets.changes(10)).toHaveLength(1);
  });

  test('the audit names who changed which team from what to what, newest first', async () => {
    const { budgets } = await fresh();
    const [a, b, moreB] = [aBudget('a'), aBudget('b'), aBudget('b', { amount: 5n })];
    await budgets.replace([a, b], 0, 'alice', 1_000);
    await budgets.replace([moreB], 1, 'bob', 2_000);
    expect(await budgets.changes(10)).toEqual([
      { version: 2, at: 2_000, by: 'bob', team: 'a', before: a },
      { version: 2, at: 2_000, by: 'bob', team: 'b', before: b, after: moreB },
      { version: 1, at: 1_000, by: 'alice', team: 'a', after: a },
      { version: 1, at: 1_000, by: 'alice', team: 'b', after: b },
    ]);
    expect(await budgets.changes(1)).toHaveLength(1);
  });

  test('an import of more teams than a transaction has room for is one step', async () => {
    const { budgets } = await fresh();
    const book = Array.from({ length: 450 }, (_, index) => aBudget(`team-${String(index).padStart(3, '0')}`));
    expect(await budgets.replace(book, 0, 'alice', 1_000)).toBe(true);
    expect(await budgets.read()).toEqual({ version: 1, budgets: book });
    const changes = await budgets.changes(1_000);
    expect(changes.map((change) => change.team)).toEqual(book.map((budget) => budget.team));
    expect((await budgets.changes(3)).map((change) => change.team)).toEqual([
      'team-000',
      'team-001',
      'team-002',
    ]);
  });
}
