import { expect, test } from 'vitest';
import { createHeapGroups } from '../../../../shared/adapters/cur/kernels/heap-groups.ts';
import { createHeapKeys } from '../../../../shared/adapters/cur/kernels/heap-keys.ts';
import { onBoth } from './on-both.ts';

// So many that a block's entries are brought near before they are looked at.
const DISTINCT = 70_000;
const ROWS = 3 * DISTINCT;

test('tables of many keys find each of them again', () => {
  const rows = Array.from({ length: ROWS }, (_, i) => (i < DISTINCT ? i : (i * 7_919) % DISTINCT));
  const [codes, sizes, last] = onBoth(({ engine, ...run }) => {
    const [table, groups] = [createHeapKeys(engine), createHeapGroups(engine)];
    const keys = run.longs(rows.map((row) => BigInt(row) * 0x1_0000_0001n));
    const [out, zeros] = [run.room(4 * ROWS), run.doubles(Array(ROWS).fill(0))];
    table.intern(keys, ROWS, out);
    groups.add(keys, zeros, zeros, ROWS);
    const found = [table.size(), groups.size()];
    const ends = [table.keyOf(DISTINCT - 1), groups.keyOf(DISTINCT - 1)];
    table.free();
    groups.free();
    return [run.takeInts(out, ROWS), found, ends] as const;
  });
  expect(sizes).toEqual([DISTINCT, DISTINCT]);
  expect(last).toEqual(Array(2).fill(BigInt(DISTINCT - 1) * 0x1_0000_0001n));
  expect(codes).toEqual(rows);
});
