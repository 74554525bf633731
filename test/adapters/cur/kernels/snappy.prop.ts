import fc from 'fast-check';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import { expect, test } from 'vitest';
import { bothEngines, put, taken } from './both-engines.ts';

const engines = bothEngines();

/** What each engine makes of the packed bytes: its status, and the bytes where they came out. */
function unsnapped(packed: Uint8Array, length: number) {
  return engines.map((engine) => {
    const { heap, kernels } = engine;
    const src = put(engine, packed);
    const out = heap.alloc(length);
    const status = kernels.unsnap(src, packed.length, out, length);
    const bytes = status === 0 ? taken(engine, out, length) : undefined;
    heap.free(src);
    heap.free(out);
    return { status, bytes };
  });
}

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
      const expected = { status: 0, bytes };
      expect(unsnapped(snappyCompress(bytes), bytes.length)).toEqual([expected, expected]);
    }),
  );
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
