import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAMAGED } from '../../../../shared/adapters/cur/kernels/kernels.ts';
import { askBoth } from './ask-kernel.ts';
import { harm, hybridOf, runsOf, valuesOf } from './encode-hybrid.ts';

const bitBytes = (count: number): number => Math.ceil(count / 64) * 8;

const reached = (bytes: Uint8Array, max: number, count: number, level: number) =>
  askBoth([bytes], [bitBytes(count)], (kernels, [src], [bits]) =>
    kernels.levelsAtLeast(src!, bytes.length, widthOf(max), count, max, level, bits!),
  );

const widthOf = (max: number): number => 32 - Math.clz32(max);

const pages = fc
  .tuple(fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 20 })), fc.boolean())
  .chain(([max, padded]) =>
    fc.tuple(runsOf(widthOf(max), max), fc.integer({ min: 0, max: max + 1 })).map(([runs, level]) => ({
      max,
      level,
      levels: valuesOf(runs),
      bytes: hybridOf(runs, widthOf(max), padded),
    })),
  );

test('a bit tells whether its level is reached, and zeros follow to the end of the word', () => {
  fc.assert(
    fc.property(pages, ({ max, level, levels, bytes }) => {
      const bits = new Uint8Array(bitBytes(levels.length));
      for (const [i, value] of levels.entries()) if (value >= level) bits[i >> 3]! |= 1 << (i & 7);
      const expected = { status: levels.filter((value) => value >= level).length, outs: [bits] };
      expect(reached(bytes, max, levels.length, level)).toEqual([expected, expected]);
    }),
    { numRuns: 300 },
  );
});

test('a level above the highest is damage, packed or repeated', () => {
  const levels = [
    { max: 2, bytes: [3, 0b00_00_10_01, 0b11_01_01_01] },
    { max: 2, bytes: [16, 3] },
    { max: 1, bytes: [16, 2] },
    { max: 4, bytes: [3, 0b00_000_101, 0, 0] },
  ];
  for (const { max, bytes } of levels) {
    for (const { status } of reached(Uint8Array.from(bytes), max, 8, 1)) expect(status).toBe(DAMAGED);
  }
  // The same bits behind the last level are padding.
  const padding = Uint8Array.of(3, 0b00_00_10_01, 0b11_01_01_01);
  expect(reached(padding, 2, 7, 1).map(({ status }) => status)).toEqual([5, 5]);
});

test('damaged bytes end in a status, and both engines agree on it', () => {
  fc.assert(
    fc.property(pages, harm, fc.integer({ min: -9, max: 9 }), (page, harmed, more) => {
      const count = Math.max(0, page.levels.length + more);
      const [compiled, twin] = reached(harmed(page.bytes), page.max, count, page.level);
      expect(twin).toEqual(compiled);
    }),
    { numRuns: 800 },
  );
});
