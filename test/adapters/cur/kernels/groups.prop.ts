import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHeapGroups } from '../../../../shared/adapters/cur/kernels/heap-groups.ts';
import { keyCalls } from './key-calls.ts';
import { onBoth } from './on-both.ts';

interface Row {
  readonly key: bigint;
  readonly pico: number;
  readonly amount: number;
}

const groupsOf = (calls: readonly (readonly Row[])[], clear = false) =>
  onBoth(({ engine, ...run }) => {
    const groups = createHeapGroups(engine);
    for (const rows of calls) {
      if (clear) groups.clear();
      const keys = run.longs(rows.map(({ key }) => key));
      const pico = run.doubles(rows.map((row) => row.pico));
      groups.add(keys, pico, run.doubles(rows.map(({ amount }) => amount)), rows.length);
    }
    const columns = groups.columns();
    groups.free();
    return Array.from(columns.keys, (key, i) => ({
      key,
      pico: columns.pico[i],
      amount: columns.amounts[i],
      rows: columns.rows[i],
    }));
  });

/** The same with a Map and bigints. */
function expectedOf(rows: readonly Row[]) {
  const groups = new Map<bigint, { key: bigint; pico: bigint; amount: number; rows: number }>();
  for (const { key, pico, amount } of rows) {
    const before = groups.get(key);
    const cost = Number.isNaN(pico) ? 0n : BigInt(pico);
    groups.set(key, {
      key,
      pico: (before?.pico ?? 0n) + cost,
      amount: before === undefined ? amount : before.amount + amount,
      rows: (before?.rows ?? 0) + 1,
    });
  }
  return [...groups.values()];
}

/** What one row may hold, around the borders of 32 bits too. */
const pico = fc.oneof(
  fc.integer({ min: -1e15, max: 1e15 }),
  fc.integer({ min: -3, max: 3 }).map((near) => 2 ** 32 + near),
  fc.integer({ min: -3, max: 3 }).map((near) => near * 2 ** 31),
  fc.constant(Number.NaN),
);
const measures = fc.array(fc.tuple(pico, fc.integer({ min: -1000, max: 1000 })), {
  minLength: 1,
  maxLength: 50,
});
const rowsOf = (keys: readonly bigint[], values: readonly (readonly [number, number])[]): Row[] =>
  keys.map((key, i) => {
    const [cost, eighths] = values[i % values.length]!;
    return { key, pico: cost, amount: eighths / 8 };
  });

test('rows are summed by key, exactly, in order of first appearance, however often the table grows', () => {
  fc.assert(
    fc.property(keyCalls, measures, (calls, values) => {
      const rows = calls.map((keys) => rowsOf(keys, values));
      expect(groupsOf(rows)).toEqual(expectedOf(rows.flat()));
    }),
  );
});

test('a cleared table knows nothing of what was added before', () => {
  fc.assert(
    fc.property(keyCalls, measures, (calls, values) => {
      const rows = calls.map((keys) => rowsOf(keys, values));
      expect(groupsOf(rows, true)).toEqual(expectedOf(rows.at(-1) ?? []));
    }),
    { numRuns: 30 },
  );
});

test('a sum beyond the whole numbers of a double is exact', () => {
  const rows = Array.from({ length: 9_001 }, () => ({ key: 1n, pico: 1e15 - 1, amount: 1 }));
  expect(groupsOf([rows])).toEqual([
    { key: 1n, pico: 9_001n * (10n ** 15n - 1n), amount: 9_001, rows: 9_001 },
  ]);
});
