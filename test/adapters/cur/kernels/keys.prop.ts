import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHeapGroups } from '../../../../shared/adapters/cur/kernels/heap-groups.ts';
import { createHeapKeys } from '../../../../shared/adapters/cur/kernels/heap-keys.ts';
import { keyCalls } from './key-calls.ts';
import { onBoth } from './on-both.ts';

test('equal keys have one code, in order of first appearance, while the table grows in the middle of a call', () => {
  fc.assert(
    fc.property(keyCalls, ({ calls, keyBits }) => {
      const { codes, keys } = onBoth(({ engine, ...run }) => {
        const table = createHeapKeys(engine, keyBits);
        const found = calls.map((each) => {
          const out = run.room(4 * each.length);
          table.intern(run.longs(each), each.length, out);
          return run.takeInts(out, each.length);
        });
        const all = Array.from({ length: table.size() }, (_, code) => table.keyOf(code));
        table.free();
        return { codes: found, keys: all };
      });
      const known = new Map([...new Set(calls.flat())].map((key, code) => [key, code]));
      expect(codes).toEqual(calls.map((each) => each.map((key) => known.get(key))));
      expect(keys).toEqual([...known.keys()]);
    }),
  );
});

test('codes packed beside each other come out again, wherever in the 64 bits they lie', () => {
  const columns = fc
    .tuple(fc.nat(9), fc.array(fc.integer({ min: 1, max: 31 }), { minLength: 1, maxLength: 12 }))
    .chain(([count, widths]) => {
      const fitting = widths.filter((_, i) => widths.slice(0, i + 1).reduce((a, b) => a + b) <= 64);
      const column = (width: number) =>
        fc
          .array(fc.nat(2 ** width - 1), { minLength: count, maxLength: count })
          .map((codes) => ({ width, codes }));
      return fc.tuple(...fitting.map(column));
    });
  fc.assert(
    fc.property(columns, (packed) => {
      const count = packed[0]?.codes.length ?? 0;
      const unpacked = onBoth(({ kernels, engine, ...run }) => {
        const keys = run.room(8 * count);
        let shift = 0;
        for (const { width, codes } of packed) {
          kernels.packKeys(keys, run.ints(codes), count, shift, shift === 0 ? 1 : 0);
          shift += width;
        }
        const table = createHeapKeys(engine);
        const codesAt = run.room(4 * count);
        table.intern(keys, count, codesAt);
        shift = 0;
        const columns = packed.map(({ width }) => {
          const distinct = run.room(4 * table.size());
          table.unpack(shift, width, distinct);
          shift += width;
          const values = run.takeInts(distinct, table.size());
          return run.takeInts(codesAt, count).map((code) => values[code]);
        });
        table.free();
        return columns;
      });
      expect(unpacked).toEqual(packed.map(({ codes }) => codes));
    }),
    { numRuns: 300 },
  );
});

test('a key of more bits than were said is a bug, whichever bits they are', () => {
  for (const key of [256n, 1n << 32n, 2n ** 64n - 1n]) {
    const known = onBoth(({ engine, ...run }) => {
      const table = createHeapKeys(engine, 8);
      const groups = createHeapGroups(engine, { keyBits: 8 });
      const [keys, out] = [run.longs([255n, key]), run.room(8)];
      const zeros = run.doubles([0, 0]);
      expect(() => groups.add(keys, zeros, zeros, 2)).toThrow('8 bits');
      expect(() => table.intern(keys, 2, out)).toThrow('8 bits');
      const before = [table.size(), table.keyOf(0), groups.size(), groups.keyOf(0)];
      table.free();
      groups.free();
      return before;
    });
    expect(known).toEqual([1, 255n, 1, 255n]);
  }
});

test('a cleared table counts from 0 again', () => {
  const codes = onBoth(({ engine, ...run }) => {
    const table = createHeapKeys(engine);
    const keys = Array.from({ length: 1_000 }, (_, i) => BigInt(i) << 40n);
    const out = run.room(4_000);
    table.intern(run.longs(keys), 1_000, out);
    table.clear();
    table.intern(run.longs(keys.toReversed()), 1_000, out);
    const found = [table.size(), table.keyOf(0), ...run.takeInts(out, 1_000)];
    table.free();
    return found;
  });
  expect(codes).toEqual([1_000, 999n << 40n, ...Array.from({ length: 1_000 }, (_, i) => i)]);
});
