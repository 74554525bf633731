import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAMAGED } from '../../../../shared/adapters/cur/kernels/kernels.ts';
import { onBoth } from './on-both.ts';

const codes = fc.array(fc.nat(20), { maxLength: 70 });
const ascending = (max: number) =>
  fc.array(fc.nat(max), { maxLength: 120 }).map((rows) => rows.sort((a, b) => a - b));

test('codes go through a map in place, and a code outside is damage', () => {
  fc.assert(
    fc.property(codes, fc.array(fc.integer(), { minLength: 15, maxLength: 25 }), (column, map) => {
      const [status, mapped] = onBoth(({ kernels, ...run }) => {
        const at = run.ints(column);
        const done = kernels.remap(at, column.length, run.ints(map), map.length, at);
        return [done, [...run.engine.heap.views.i32.slice(at >> 2, (at >> 2) + column.length)]] as const;
      });
      const fits = column.every((code) => code < map.length);
      expect(status).toBe(fits ? 0 : DAMAGED);
      if (fits) expect(mapped).toEqual(column.map((code) => map[code]));
    }),
  );
});

test('values are gathered by index, a missing one is 0, and an index outside is damage', () => {
  const indices = fc.array(fc.oneof(fc.integer({ min: -1, max: 20 }), fc.constant(-1)), { maxLength: 70 });
  const wild = fc.array(fc.oneof(fc.nat(5), fc.integer()), { maxLength: 4 });
  fc.assert(
    fc.property(indices, wild, fc.array(fc.integer(), { minLength: 21 }), (tame, others, values) => {
      const wanted = [...tame, ...others];
      const [statuses, ints, doubles] = onBoth(({ kernels, ...run }) => {
        const [at, out, wide] = [run.ints(wanted), run.room(4 * wanted.length), run.room(8 * wanted.length)];
        const both = [
          kernels.gather(at, wanted.length, run.ints(values), values.length, out),
          kernels.gatherDoubles(at, wanted.length, run.doubles(values), values.length, wide),
        ];
        return [both, run.takeInts(out, wanted.length), run.takeDoubles(wide, wanted.length)] as const;
      });
      const fits = wanted.every((index) => index >= -1 && index < values.length);
      expect(statuses).toEqual(fits ? [0, 0] : [DAMAGED, DAMAGED]);
      const expected = wanted.map((index) => (index === -1 ? 0 : values[index]));
      if (fits) expect([ints, doubles]).toEqual([expected, expected]);
    }),
  );
});

test('scattered values overwrite what was there, the last one of an index counts', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(15), fc.integer()), { maxLength: 40 }), (pairs) => {
      const out = onBoth(({ kernels, ...run }) => {
        const to = run.room(64);
        kernels.fill(to, 16, -7);
        const [at, values] = [run.ints(pairs.map(([i]) => i)), run.ints(pairs.map(([, value]) => value))];
        kernels.scatter(at, values, pairs.length, to);
        return run.takeInts(to, 16);
      });
      const expected = new Map(pairs);
      expect(out).toEqual(Array.from({ length: 16 }, (_, i) => expected.get(i) ?? -7));
    }),
  );
});

test('fill, iota and less write as many values as were asked for, and none more', () => {
  fc.assert(
    fc.property(fc.nat(70), fc.integer({ min: -1e6, max: 1e6 }), (count, value) => {
      const columns = onBoth(({ kernels, ...run }) => {
        const [same, rising, lower] = [run.room(4 * count), run.room(4 * count), run.room(4 * count)];
        kernels.fill(same, count, value);
        kernels.iota(rising, count, value);
        kernels.less(rising, count, 3 * value, lower);
        return [same, rising, lower].map((at) => run.takeInts(at, count));
      });
      const rising = Array.from({ length: count }, (_, i) => value + i);
      expect(columns).toEqual([rising.map(() => value), rising, rising.map((each) => each - 3 * value)]);
    }),
  );
});

test('rows are selected by the mark of their code, whatever the mark, in place too', () => {
  fc.assert(
    fc.property(codes, fc.uint8Array({ minLength: 21, maxLength: 21 }), (column, marks) => {
      const selected = onBoth(({ kernels, ...run }) => {
        const [apart, at, byCode] = [run.room(4 * column.length), run.ints(column), run.bytes(marks)];
        const found = kernels.selectMarked(at, column.length, byCode, apart);
        const inPlace = kernels.selectMarked(at, column.length, byCode, at);
        const { i32 } = run.engine.heap.views;
        return [
          run.takeInts(apart, column.length).slice(0, found),
          [...i32.slice(at >> 2, (at >> 2) + inPlace)],
        ];
      });
      const rows = column.flatMap((code, row) => (marks[code] === 0 ? [] : [row]));
      expect(selected).toEqual([rows, rows]);
    }),
  );
});

test('joined are exactly the rows of the selection, each as often as it occurs', () => {
  fc.assert(
    fc.property(ascending(100), ascending(100), (rows, some) => {
      const selection = [...new Set(some)];
      const joined = onBoth(({ kernels, ...run }) => {
        const [at, index] = [run.room(4 * rows.length), run.room(4 * rows.length)];
        const [rowsAt, selectedAt] = [run.ints(rows), run.ints(selection)];
        const found = kernels.join(rowsAt, rows.length, selectedAt, selection.length, at, index);
        return [at, index].map((each) => run.takeInts(each, rows.length).slice(0, found));
      });
      const hits = rows.flatMap((row, i) => (selection.includes(row) ? [i] : []));
      expect(joined).toEqual([hits, hits.map((i) => selection.indexOf(rows[i]!))]);
    }),
  );
});
