import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHeapGroups, newGroupSums } from '../../../../shared/adapters/cur/kernels/heap-groups.ts';
import { keyCalls } from './key-calls.ts';
import { onBoth } from './on-both.ts';

interface Row {
  readonly key: bigint;
  readonly pico: number;
  readonly amount: number;
}

function groupsOf(calls: readonly (readonly Row[])[], keyBits: number, clear = false) {
  return onBoth(({ engine, ...run }) => {
    const groups = createHeapGroups(engine, { keyBits });
    for (const rows of calls) {
      if (clear) groups.clear();
      const keys = run.longs(rows.map(({ key }) => key));
      const pico = run.doubles(rows.map((row) => row.pico));
      groups.add(keys, pico, run.doubles(rows.map(({ amount }) => amount)), rows.length);
    }
    const sums = newGroupSums(groups.size());
    groups.readSums(0, sums);
    const found = Array.from(sums.rows, (rows, i) => ({
      key: groups.keyOf(i),
      pico: sums.pico[i],
      amount: sums.amounts[i],
      rows,
    }));
    groups.free();
    return found;
  });
}

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
    fc.property(keyCalls, measures, ({ calls, keyBits }, values) => {
      const rows = calls.map((keys) => rowsOf(keys, values));
      expect(groupsOf(rows, keyBits)).toEqual(expectedOf(rows.flat()));
    }),
  );
});

test('a cleared table knows nothing of what was added before', () => {
  fc.assert(
    fc.property(keyCalls, measures, ({ calls, keyBits }, values) => {
      const rows = calls.map((keys) => rowsOf(keys, values));
      expect(groupsOf(rows, keyBits, true)).toEqual(expectedOf(rows.at(-1) ?? []));
    }),
    { numRuns: 30 },
  );
});

test('the codes of which keys are packed come out a column a group', () => {
  const columns = onBoth(({ engine, ...run }) => {
    const groups = createHeapGroups(engine);
    const keys = run.longs([(5n << 40n) | 7n, (6n << 40n) | 8n, (5n << 40n) | 7n]);
    const [zeros, high, low] = [run.doubles([0, 0, 0]), run.room(8), run.room(8)];
    groups.add(keys, zeros, zeros, 3);
    groups.unpack(40, 24, high);
    groups.unpack(0, 30, low);
    groups.free();
    return [run.takeInts(high, 2), run.takeInts(low, 2)];
  });
  expect(columns).toEqual([
    [5, 6],
    [7, 8],
  ]);
});

test('a sum beyond the whole numbers of a double is exact', () => {
  const rows = Array.from({ length: 9_001 }, () => ({ key: 1n, pico: 1e15 - 1, amount: 1 }));
  expect(groupsOf([rows], 64)).toEqual([
    { key: 1n, pico: 9_001n * (10n ** 15n - 1n), amount: 9_001, rows: 9_001 },
  ]);
});
