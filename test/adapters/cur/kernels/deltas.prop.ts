import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAMAGED } from '../../../../shared/adapters/cur/kernels/kernels.ts';
import { askBoth, bytesOf } from './ask-kernel.ts';
import { type BlockShape, deltasOf } from './encode-deltas.ts';
import { harm, packedBits, varint } from './encode-hybrid.ts';

const WIDTH = { deltas: 8, lengths: 4 };

const decoded = (kernel: 'deltas' | 'lengths', bytes: Uint8Array, count: number) =>
  askBoth([bytes], [count * WIDTH[kernel]], (kernels, [src], [out]) =>
    kernels[kernel](src!, bytes.length, count, out!),
  );

const shapes: fc.Arbitrary<BlockShape> = fc.record({
  parts: fc.constantFrom(4, 1, 3),
  partSize: fc.constantFrom(32, 8, 64),
  spareBits: fc.oneof(fc.constant(0), fc.nat(40)),
  cut: fc.boolean(),
});

const lists = (value: fc.Arbitrary<bigint>) => fc.oneof(fc.array(value), fc.array(value, { minLength: 120 }));

const integers = fc.nat(64).chain((bits) => {
  const limit = 2n ** BigInt(Math.max(0, bits - 1));
  return lists(fc.bigInt({ min: -limit, max: bits === 0 ? 0n : limit - 1n }));
});

const sizes = fc.constantFrom(0x7fff_ffffn, 60n, 1n).chain((max) => lists(fc.bigInt({ min: 0n, max })));

const refused = [{ status: DAMAGED }, { status: DAMAGED }];

test('differences add up to the numbers, wrapping at 64 bits', () => {
  fc.assert(
    fc.property(integers, shapes, (values, shape) => {
      const bytes = deltasOf(values, shape);
      const outs = [bytesOf(BigInt64Array.from(values))];
      const expected = { status: bytes.length, outs };
      expect(decoded('deltas', bytes, values.length)).toEqual([expected, expected]);
    }),
    { numRuns: 200 },
  );
});

test('lengths are those of texts: one below 0 or above 31 bits is damage', () => {
  fc.assert(
    fc.property(sizes, shapes, (values, shape) => {
      const bytes = deltasOf(values, shape);
      const outs = [bytesOf(Int32Array.from(values, Number))];
      const expected = { status: bytes.length, outs };
      expect(decoded('lengths', bytes, values.length)).toEqual([expected, expected]);
    }),
    { numRuns: 200 },
  );
  const shape = { parts: 1, partSize: 8, spareBits: 0, cut: false };
  for (const wrong of [-1n, 2n ** 31n, 2n ** 32n, -(2n ** 63n)]) {
    expect(decoded('lengths', deltasOf([wrong], shape), 1)).toEqual(refused);
    expect(decoded('lengths', deltasOf([5n, wrong, 5n], shape), 3)).toEqual(refused);
  }
});

test('a page that does not hold the values it says, or blocks no writer makes, are damage', () => {
  const page = (blockSize: number, parts: number, count: number, ...rest: number[]) =>
    Uint8Array.from([...varint(blockSize), ...varint(parts), ...varint(count), ...rest]);
  expect(decoded('deltas', page(128, 4, 1, 2), 1)[1]).toEqual({
    status: 5,
    outs: [bytesOf(BigInt64Array.of(1n))],
  });
  expect(decoded('deltas', page(128, 4, 1, 2), 2)).toEqual(refused);
  for (const [size, parts] of [
    [0, 4],
    [128, 0],
    [128, 3],
    [128, 32],
    [65_664, 4],
    [0, 0],
  ] as const) {
    expect(decoded('deltas', page(size, parts, 1, 2), 1)).toEqual(refused);
  }
  // Widths that do not exist, and values that are not there.
  expect(decoded('deltas', page(8, 1, 2, 2, 2, 65, ...Array(80).fill(0)), 2)).toEqual(refused);
  expect(decoded('deltas', page(8, 1, 3, 2, 2, 5, ...packedBits([1], 5)), 3)).toEqual(refused);
  expect(decoded('deltas', page(8, 1, 2, 2, 2), 2)).toEqual(refused);
  // A first value of more than 64 bits.
  expect(decoded('deltas', page(8, 1, 1, ...Array(9).fill(0x80), 2), 1)).toEqual(refused);
});

test('damaged bytes end in a status, and both engines agree on it', () => {
  const few = fc.oneof(sizes, integers);
  fc.assert(
    fc.property(few, shapes, harm, fc.integer({ min: -1, max: 1 }), (values, shape, harmed, more) => {
      const bytes = harmed(deltasOf(values, shape));
      const count = Math.max(0, values.length + more);
      for (const kernel of ['deltas', 'lengths'] as const) {
        const [compiled, twin] = decoded(kernel, bytes, count);
        expect(twin).toEqual(compiled);
      }
    }),
    { numRuns: 400 },
  );
});
