import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAMAGED } from '../../../../shared/adapters/cur/kernels/kernels.ts';
import { askBoth, bytesOf } from './ask-kernel.ts';

const refused = { status: DAMAGED };

/** The bytes at an address that no number is aligned to. */
const unaligned = (bytes: Uint8Array): Uint8Array => Uint8Array.of(0, ...bytes);

const convert = (kernel: 'doubles' | 'floats', bytes: Uint8Array, count: number) =>
  askBoth([unaligned(bytes)], [count * 8], (kernels, [src], [out]) =>
    kernels[kernel](src! + 1, bytes.length, count, out!),
  );

/** Any bytes, and among them numbers that are none, quiet and loud. */
const anyBytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom([1, 0, 0x80, 0x7f], [0, 0, 0xc0, 0xff], [9, 9, 0xe9, 0x7f]),
    ),
    { maxLength: 8 },
  )
  .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])));

test('doubles keep their bits, floats become doubles, whatever NaN they are', () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const whole = bytes.subarray(0, bytes.length & ~7);
      const same = { status: 0, outs: [whole.slice()] };
      expect(convert('doubles', whole, whole.length / 8)).toEqual([same, same]);
      const view = new DataView(whole.buffer, whole.byteOffset, whole.length);
      const values = Float64Array.from({ length: whole.length / 4 }, (_, i) => view.getFloat32(i * 4, true));
      const words = new BigInt64Array(values.buffer);
      for (const [i, value] of values.entries()) if (Number.isNaN(value)) words[i] = 0x7ff8_0000_0000_0000n;
      const wider = { status: 0, outs: [bytesOf(values)] };
      expect(convert('floats', whole, values.length)).toEqual([wider, wider]);
      expect(convert('doubles', bytes, whole.length / 8 + 1)).toEqual([refused, refused]);
      expect(convert('floats', bytes, bytes.length)).toEqual(
        bytes.length === 0
          ? [
              { status: 0, outs: [bytes] },
              { status: 0, outs: [bytes] },
            ]
          : [refused, refused],
      );
    }),
  );
});

test('bytes that were split into streams come together again', () => {
  const split = (bytes: Uint8Array, width: number, count: number) =>
    askBoth([bytes], [bytes.length], (kernels, [src], [out]) =>
      kernels.unsplit(src!, bytes.length, width, count, out!),
    );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 17 }), (bytes, width) => {
      const count = Math.floor(bytes.length / width);
      const plain = bytes.slice(0, count * width);
      const streams = plain.map((_, i) => plain[(i % count) * width + Math.floor(i / count)]!);
      const expected = { status: 0, outs: [plain] };
      expect(split(streams, width, count)).toEqual([expected, expected]);
      expect(split(streams, width, count + 1)).toEqual([refused, refused]);
    }),
  );
  expect(split(new Uint8Array(0), 2 ** 16, 2 ** 16)).toEqual([refused, refused]);
});
