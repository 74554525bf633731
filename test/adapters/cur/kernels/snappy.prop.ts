import fc from 'fast-check';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import { expect, test } from 'vitest';
import { DAMAGED } from '../../../../shared/adapters/cur/kernels/kernels.ts';
import { askBoth } from './ask-kernel.ts';

/** Of a page that is told to end at `srcBytes`, though its bytes go on. */
const unsnapped = (packed: Uint8Array, length: number, srcBytes = packed.length) =>
  askBoth([packed], [length], (kernels, [src], [out]) => kernels.unsnap(src!, srcBytes, out!, length));

/** Repeats near and far, so that copies of all sizes and overlaps occur. */
const repetitive = fc
  .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 60 })), {
    maxLength: 60,
  })
  .map((parts) =>
    Uint8Array.from(
      parts.flatMap(([part, times]) =>
        Array(times)
          .fill([...part])
          .flat(),
      ),
    ),
  );

test('what was packed comes out again', () => {
  fc.assert(
    fc.property(repetitive, (bytes) => {
      const expected = { status: 0, outs: [bytes] };
      expect(unsnapped(snappyCompress(bytes), bytes.length)).toEqual([expected, expected]);
    }),
  );
});

test('a page cut anywhere is damage', () => {
  fc.assert(
    fc.property(repetitive, fc.nat(), (bytes, dice) => {
      fc.pre(bytes.length > 0);
      const packed = snappyCompress(bytes);
      const refused = { status: DAMAGED };
      expect(unsnapped(packed, bytes.length, dice % packed.length)).toEqual([refused, refused]);
    }),
  );
});

test('more than the page should hold, a copy of nothing and a literal of 4 GiB are damage', () => {
  const refused = [{ status: DAMAGED }, { status: DAMAGED }];
  const copies = Array(9).fill([0xfe, 1, 0]).flat();
  expect(unsnapped(Uint8Array.of(20, 0, 97, ...copies), 20)).toEqual(refused);
  expect(unsnapped(Uint8Array.of(5, 0, 97, 1, 0), 5)).toEqual(refused);
  expect(unsnapped(Uint8Array.of(5, 0, 97, 1, 2), 5)).toEqual(refused);
  expect(unsnapped(Uint8Array.of(1, 0xfc, 255, 255, 255, 255, 0, 97), 1)).toEqual(refused);
});

test('damaged bytes end in a status, and both engines agree on it', () => {
  const damaged = fc.tuple(repetitive, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }));
  fc.assert(
    fc.property(damaged, fc.integer({ min: -1, max: 1 }), ([bytes, flips], off) => {
      const packed = snappyCompress(bytes);
      for (const [at, value] of flips) packed[at % packed.length] = value;
      const [compiled, twin] = unsnapped(packed, Math.max(0, bytes.length + off));
      expect(twin).toEqual(compiled);
    }),
    { numRuns: 2_000 },
  );
});
