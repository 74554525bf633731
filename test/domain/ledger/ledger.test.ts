import { describe, expect, it } from 'vitest';
import { picoText } from '../../../shared/domain/base/money.ts';
import { diffEntries, isTombstone } from '../../../shared/domain/ledger/diff.ts';
import { entryKey } from '../../../shared/domain/ledger/entry-key.ts';
import { nextPointer } from '../../../shared/domain/ledger/next-pointer.ts';
import { reconcile } from '../../../shared/domain/ledger/reconcile.ts';
import { hourlyCost, teamsOf } from '../../../shared/domain/ledger/series.ts';
import { verifiedView, verifyEntries } from '../../../shared/domain/ledger/verify-view.ts';
import { AN_HOUR } from '../../builders/batch.ts';
import { aCell, anEntry } from '../../builders/entry.ts';
import { aPointer, aSnapshot, totalsOf } from '../../builders/snapshot.ts';

const dollar = 1_000_000_000_000n;

describe('entryKey', () => {
  it('reads as what it names', () => {
    expect(entryKey(anEntry())).toBe('principal#search#role/search-api@123456789012#2026-11-18');
    expect(entryKey(anEntry({ team: 'a#b%', value: 'x\n\ud800😀é\x7f\x80' }))).toBe(
      'principal#a%23b%25#x%0a%ud800😀é%7f\x80#2026-11-18',
    );
  });
});

describe('diffEntries', () => {
  const kept = anEntry({ value: 'kept' });
  const gone = anEntry({ value: 'gone', sessions: { count: 2, sample: ['a', 'b'] } });

  it('writes only what changed, and a tombstone for what is gone', () => {
    const grown = anEntry({ value: 'grown', cells: [aCell({ cost: 2n })] });
    const added = anEntry({ value: 'added' });
    const changed = diffEntries([kept, gone, anEntry({ value: 'grown' })], [kept, grown, added]);
    expect(changed.map(({ scope, cells }) => [scope.value, cells.length])).toEqual([
      ['added', 1],
      ['gone', 0],
      ['grown', 1],
    ]);
    expect(changed.map(isTombstone)).toEqual([false, true, false]);
    expect(changed[1]?.sessions).toEqual({ count: 0, sample: [] });
  });

  it.each([
    ['cost', [aCell({ cost: 1n })]],
    ['tokens', [aCell({ tokens: 1 })]],
    ['rows', [aCell({ rows: 2 })]],
    ['model', [aCell({ model: 'nova-lite' })]],
    ['token kind', [aCell({ tokenKind: 'output' })]],
    ['hour', [aCell({ hourOfDay: 1 })]],
    ['number of cells', [aCell(), aCell({ hourOfDay: 14 })]],
  ])('notices another %s', (_, cells) => {
    expect(diffEntries([anEntry()], [anEntry({ cells })])).toHaveLength(1);
  });

  it('notices one other cell among equal ones', () => {
    const of = (cost: bigint) => anEntry({ cells: [aCell(), aCell({ hourOfDay: 14, cost }), aCell()] });
    expect(diffEntries([of(1n)], [of(2n)])).toHaveLength(1);
  });

  it('notices other sessions, of the same number too', () => {
    const of = (count: number, ...sample: string[]) => anEntry({ sessions: { count, sample } });
    expect(diffEntries([of(1, 'a')], [of(1, 'b')])).toHaveLength(1);
    expect(diffEntries([of(2, 'a', 'b')], [of(2, 'a', 'c')])).toHaveLength(1);
    expect(diffEntries([of(2, 'a')], [of(2, 'a', 'b')])).toHaveLength(1);
    expect(diffEntries([of(6, 'a')], [of(7, 'a')])).toHaveLength(1);
    expect(diffEntries([of(1, 'a')], [of(1, 'a')])).toEqual([]);
  });
});

describe('nextPointer', () => {
  it('keeps the chain of published deliveries and leaves the entries behind', () => {
    const base = aPointer();
    const next = nextPointer(aSnapshot({ executionId: 'execution-2' }), base, 99);
    expect(next.chain).toEqual([base.order, '2026-11-18T20:00:00.000Z~execution-2']);
    expect(next).not.toHaveProperty('entries');
    expect(next.publishedAt).toBe(99);
    expect(nextPointer(aSnapshot(), undefined, 1).chain).toEqual([aSnapshot().order]);
  });

  it('never goes back, nor stays', () => {
    const base = aPointer({ executionId: 'execution-2' });
    for (const executionId of ['execution-1', 'execution-2']) {
      const snapshot = aSnapshot({ executionId });
      expect(() => nextPointer(snapshot, base, 1)).toThrow(
        expect.objectContaining({
          kind: 'bug',
          message: 'a pointer can only move to a newer delivery',
          detail: { expected: `an order after ${base.order}`, found: snapshot.order },
        }),
      );
    }
  });
});

describe('verification', () => {
  const entries = [anEntry(), anEntry({ dimension: 'project', value: 'inbox' })];
  const totals = totalsOf(entries);

  it('accepts a ledger whose dimensions all hold the whole', () => {
    expect(reconcile(entries, totals)).toEqual([]);
    expect(() => verifyEntries(entries, totals)).not.toThrow();
    const pointer = aPointer({}, entries);
    expect(verifiedView(pointer, entries)).toEqual({ pointer, entries });
  });

  it('names the dimension that lacks a picodollar or a row, and the team', () => {
    const short = [entries[0]!, anEntry({ dimension: 'project', cells: [aCell({ cost: dollar - 1n })] })];
    expect(reconcile(short, totals).map(({ what }) => what)).toEqual(['dimension project']);
    const free = [anEntry({ cells: [aCell(), aCell({ hourOfDay: 1, cost: 0n })] })];
    expect(reconcile(free, totals).map(({ what }) => what)).toEqual(['dimension principal']);
    const moved = [anEntry({ team: 'fraud' })];
    expect(reconcile(moved, totals).map(({ what }) => what)).toEqual(['team fraud', 'team search']);
    expect(() => verifyEntries(moved, totals)).toThrow(
      expect.objectContaining({
        message: 'the ledger does not add up: team fraud',
        detail: { expected: '0 picodollars', found: '1000000000000 picodollars' },
      }),
    );
  });

  it('lets a team differ by a picodollar a row, which more than 12 decimals can make, and by no more', () => {
    const cells = [aCell({ rows: 3 })];
    const off = (pico: bigint) => {
      const teams = { search: { USD: picoText(dollar + pico) } };
      return reconcile([anEntry({ cells })], { ...totalsOf([anEntry({ cells })]), teams });
    };
    expect([off(3n), off(-3n)]).toEqual([[], []]);
    expect([off(4n), off(-4n)]).toMatchObject([[{ what: 'team search' }], [{ what: 'team search' }]]);
  });

  it('fails loudly where a pointer names a delivery nobody wrote, instead of showing zero', () => {
    expect(() => verifiedView(aPointer(), [])).toThrow(
      expect.objectContaining({
        kind: 'bug',
        message: 'the ledger of company-cur 2026-11 does not sum to its control total',
        detail: {
          column: 'dimension principal',
          expected: '1000000000000 picodollars in 1 rows',
          found: '0 picodollars in 0 rows',
        },
      }),
    );
    const unpaid = aPointer({}, [anEntry({ cells: [aCell({ cost: 0n })] })]);
    expect(() => verifiedView(unpaid, [])).toThrow('does not sum to its control total');
  });

  it('refuses a pointer whose chain does not end with its own delivery', () => {
    const pointer = aPointer();
    for (const [chain, found] of [
      [['older', pointer.order, 'other'], 'other'],
      [[], 'an empty chain'],
    ] as const) {
      expect(() => verifiedView({ ...pointer, chain }, [anEntry()])).toThrow(
        expect.objectContaining({
          message:
            'the ledger of company-cur 2026-11 has a pointer whose chain does not end with its own delivery',
          detail: { expected: pointer.order, found },
        }),
      );
    }
  });

  it('accepts an empty ledger of a month without Bedrock usage', () => {
    const { byCategory: _, ...bedrock } = totalsOf([]).bedrock;
    const totals = { ...totalsOf([]), teams: {}, bedrock: { ...bedrock, byCategory: {} } };
    expect(verifiedView(aPointer({ totals }, []), []).entries).toEqual([]);
  });
});

describe('series', () => {
  const entries = [
    anEntry({ team: 'support', cells: [aCell({ hourOfDay: 14, cost: 5n })] }),
    anEntry({ cells: [aCell({ hourOfDay: 13, cost: 1n }), aCell({ hourOfDay: 14, cost: 2n })] }),
    anEntry({ dimension: 'project', value: 'inbox', cells: [aCell({ cost: 100n })] }),
  ];

  it('lists teams of the principal dimension by name', () => {
    expect(teamsOf({ entries })).toEqual(['search', 'support']);
  });

  it('sums what it is asked to count by hour, oldest first', () => {
    const cost = hourlyCost(entries, ({ scope }) => scope.dimension === 'principal');
    expect([...cost]).toEqual([
      [AN_HOUR, 1n],
      [AN_HOUR + 1, 7n],
    ]);
    expect([...hourlyCost(entries, (_, cell) => cell.cost > 10n).values()]).toEqual([100n]);
  });
});
