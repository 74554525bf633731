import { expect, test } from 'vitest';
import { spendBy } from '../../../shared/domain/ledger/spend.ts';
import { aCell, anEntry } from '../../builders/entry.ts';

const ENTRIES = [
  anEntry({
    team: 'search',
    cells: [aCell({ cost: 5n, tokens: 10 }), aCell({ cost: 1n, tokenKind: 'output', tokens: 2 })],
  }),
  anEntry({
    team: 'search',
    value: 'role/other@123456789012',
    cells: [aCell({ cost: -2n, tokens: 1, hourOfDay: 14 })],
  }),
  anEntry({ team: 'fraud', cells: [aCell({ cost: 9n, tokens: 3, model: 'nova-pro' })] }),
  anEntry({ team: 'a', cells: [aCell({ cost: 4n, tokens: 0, tokenKind: 'other' })] }),
  // The same money once more, by tag: never added to it.
  anEntry({ dimension: 'project', value: 'apollo', cells: [aCell({ cost: 17n })] }),
];
const NONE = { input: 0, output: 0, 'cache-read': 0, 'cache-write': 0, other: 0 };

test('adds up cost and tokens of one dimension by any words, dearest first, ties by name', () => {
  expect(spendBy(ENTRIES, 'principal', ({ scope }) => [scope.team])).toEqual([
    { key: ['fraud'], cost: 9n, tokens: { ...NONE, input: 3 } },
    { key: ['a'], cost: 4n, tokens: NONE },
    { key: ['search'], cost: 4n, tokens: { ...NONE, input: 11, output: 2 } },
  ]);
  expect(spendBy(ENTRIES, 'project', ({ scope }) => [scope.value]).map(({ cost }) => cost)).toEqual([17n]);
});

test('the dearest come first whatever their names, and of equals the first name', () => {
  const costs = { b: 2n, e: 9n, a: 2n, d: -1n, c: 9n, f: 2n, g: 5n };
  const entries = Object.entries(costs).map(([team, cost]) => anEntry({ team, cells: [aCell({ cost })] }));
  for (const order of [entries, entries.toReversed()]) {
    const keys = spendBy(order, 'principal', ({ scope }) => [scope.team]).map(({ key }) => key[0]);
    expect(keys.join('')).toBe('cegabfd');
  }
});

test('words that only look alike when joined stay apart', () => {
  const entries = [anEntry({ team: 'a,b', value: 'c' }), anEntry({ team: 'a', value: 'b,c' })];
  expect(
    spendBy(entries, 'principal', ({ scope }, { model }) => [scope.team, scope.value, model]),
  ).toHaveLength(2);
});
