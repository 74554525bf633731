import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAMAGED } from '../../../../shared/adapters/cur/kernels/kernels.ts';
import { onBoth } from './on-both.ts';

/** Runs of equal bits beside mixed ones, over the borders of words. */
const bitmap = fc
  .array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 150 }), fc.boolean()), { maxLength: 12 })
  .map((runs) =>
    runs.flatMap(([bit, length, mixed]) =>
      Array.from({ length }, (_, i) => (mixed ? (i * 2_654_435_761) % 7 < 3 : bit)),
    ),
  );
const setIn = (bits: readonly boolean[]): number[] => bits.flatMap((bit, i) => (bit ? [i] : []));
/** Ascending picks out of a bitmap's slots, some of them twice. */
const picked = fc.tuple(bitmap, fc.array(fc.nat(), { maxLength: 80 })).map(([bits, picks]) => ({
  bits,
  picks: bits.length === 0 ? [] : picks.map((pick) => pick % bits.length).sort((a, b) => a - b),
}));

test('values go to the set bits in order, and the filler to all others', () => {
  fc.assert(
    fc.property(bitmap, (bits) => {
      const values = setIn(bits).map((_, i) => -i - 1);
      const [ints, doubles] = onBoth(({ kernels, ...run }) => {
        const [bitsAt, out, wide] = [run.bits(bits), run.room(4 * bits.length), run.room(8 * bits.length)];
        kernels.spread(bitsAt, bits.length, run.ints(values), out);
        kernels.spreadDoubles(bitsAt, bits.length, run.doubles(values), Number.NaN, wide);
        return [run.takeInts(out, bits.length), run.takeDoubles(wide, bits.length)];
      });
      let next = 0;
      const expected = bits.map((bit) => (bit ? values[next++]! : 0));
      expect(ints).toEqual(expected);
      expect(doubles).toEqual(expected.map((value) => (value === 0 ? Number.NaN : value)));
    }),
  );
});

test('a position has the number of set bits before it, a number its position', () => {
  fc.assert(
    fc.property(picked, fc.nat(1000), ({ bits, picks }, base) => {
      const found = setIn(bits);
      const ordinals = found.filter((_, i) => i % 3 === 0).map((position) => found.indexOf(position));
      const [status, numbers, positions] = onBoth(({ kernels, ...run }) => {
        const [bitsAt, out, at] = [run.bits(bits), run.room(4 * picks.length), run.room(4 * ordinals.length)];
        kernels.rank(bitsAt, run.ints(picks.map((pick) => pick + base)), picks.length, base, out);
        const done = kernels.positionsOf(bitsAt, bits.length, run.ints(ordinals), ordinals.length, at);
        return [done, run.takeInts(out, picks.length), run.takeInts(at, ordinals.length)] as const;
      });
      expect(numbers).toEqual(picks.map((pick) => found.indexOf(pick)));
      expect(status).toBe(0);
      expect(positions).toEqual(ordinals.map((ordinal) => found[ordinal]));
    }),
  );
});

test('an ordinal that no set bit has, or one that steps back, is damage', () => {
  fc.assert(
    fc.property(bitmap, fc.array(fc.integer({ min: -2, max: 400 }), { maxLength: 8 }), (bits, ordinals) => {
      const count = setIn(bits).length;
      const status = onBoth(({ kernels, ...run }) => {
        const out = run.room(4 * ordinals.length);
        return kernels.positionsOf(run.bits(bits), bits.length, run.ints(ordinals), ordinals.length, out);
      });
      const fits = ordinals.every(
        (ordinal, i) => ordinal >= (ordinals[i - 1] ?? 0) && ordinal >= 0 && ordinal < count,
      );
      expect(status).toBe(fits ? 0 : DAMAGED);
    }),
  );
});

test('slots that go on stay in the row of the slot before', () => {
  fc.assert(
    fc.property(picked, fc.integer({ min: -1, max: 1000 }), ({ bits, picks }, base) => {
      const rows = onBoth(({ kernels, ...run }) => {
        const out = run.room(4 * picks.length);
        kernels.rowsOf(run.bits(bits), run.ints(picks), picks.length, base, out);
        return run.takeInts(out, picks.length);
      });
      let row = base;
      const rowOf = bits.map((goesOn) => (goesOn ? row : ++row));
      expect(rows).toEqual(picks.map((pick) => rowOf[pick]));
    }),
  );
});
