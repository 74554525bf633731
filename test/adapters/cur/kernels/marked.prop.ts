import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAMAGED } from '../../../../shared/adapters/cur/kernels/kernels.ts';
import { askBoth } from './ask-kernel.ts';
import { harm, hybridOf, runsOf, valuesOf } from './encode-hybrid.ts';

/** The places and indices that were found, side by side; behind them the outputs hold anything. */
function found(bytes: Uint8Array, width: number, count: number, marks: Uint8Array, base: number) {
  const answers = askBoth([bytes, marks], [count * 4, count * 4], (kernels, [src, at], [places, indices]) =>
    kernels.findMarked(src!, bytes.length, width, count, at!, marks.length, base, places!, indices!),
  );
  return answers.map(({ status, outs }) =>
    outs === undefined
      ? { status }
      : { status, hits: outs.map((out) => [...new Int32Array(out.buffer, 0, status)]) },
  );
}

/** Pages of indices, and marks for them: few or many entries, few or many of them marked. */
const pages = fc
  .tuple(fc.constantFrom(2, 16, 17, 64, 65, 256, 900), fc.integer({ min: 0, max: 22 }), fc.boolean())
  .chain(([size, spareBits, padded]) => {
    const width = 32 - Math.clz32(size - 1) + spareBits;
    return fc.record({
      width: fc.constant(width),
      runs: runsOf(width, size - 1),
      padded: fc.constant(padded),
      marks: fc
        .tuple(fc.constantFrom(0, 10, 50, 100), fc.array(fc.nat(99), { minLength: size, maxLength: size }))
        .map(([share, dice]) => Uint8Array.from(dice, (thrown) => (thrown < share ? 1 + thrown * 2 : 0))),
    });
  })
  .map(({ width, runs, padded, marks }) => ({
    width,
    marks,
    indices: valuesOf(runs),
    bytes: hybridOf(runs, width, padded),
  }));

test('the marked ones are found where they stand', () => {
  fc.assert(
    fc.property(pages, fc.nat(1_000_000), ({ width, marks, indices, bytes }, base) => {
      const places = indices.flatMap((index, i) => (marks[index] === 0 ? [] : [base + i]));
      const hits = [places, places.map((place) => indices[place - base]!)];
      const expected = { status: places.length, hits };
      expect(found(bytes, width, indices.length, marks, base)).toEqual([expected, expected]);
    }),
    { numRuns: 300 },
  );
});

test('a page may be a single run of thousands', () => {
  for (const size of [61, 977]) {
    const indices = Array.from({ length: 5_003 }, (_, i) => (i * i) % size);
    const marks = Uint8Array.from({ length: size }, (_, i) => Number(i % 3 === 1));
    const places = indices.flatMap((index, i) => (marks[index] === 0 ? [] : [i]));
    const expected = { status: places.length, hits: [places, places.map((place) => indices[place])] };
    const bytes = hybridOf([{ packed: indices }], 10, true);
    expect(found(bytes, 10, 5_003, marks, 0)).toEqual([expected, expected]);
  }
});

test('an index behind the dictionary is damage though nothing is marked', () => {
  fc.assert(
    fc.property(pages, ({ width, indices, bytes }) => {
      fc.pre(indices.length > 0);
      const none = new Uint8Array(Math.max(...indices));
      const refused = { status: DAMAGED };
      expect(found(bytes, width, indices.length, none, 0)).toEqual([refused, refused]);
    }),
  );
});

test('of a page that says nothing of its indices all or none are found', () => {
  const nothing = new Uint8Array(0);
  const all = {
    status: 3,
    hits: [
      [7, 8, 9],
      [0, 0, 0],
    ],
  };
  expect(found(nothing, 0, 3, Uint8Array.of(1), 7)).toEqual([all, all]);
  const none = { status: 0, hits: [[], []] };
  expect(found(nothing, 0, 3, Uint8Array.of(0), 7)).toEqual([none, none]);
  const refused = { status: DAMAGED };
  expect(found(nothing, 0, 3, nothing, 7)).toEqual([refused, refused]);
  expect(found(new Uint8Array(33).fill(255).fill(3, 0, 1), 32, 8, Uint8Array.of(1), 7)).toEqual([
    refused,
    refused,
  ]);
  expect(found(new Uint8Array(40), 33, 3, Uint8Array.of(1), 7)).toEqual([refused, refused]);
});

test('damaged bytes end in a status, and both engines agree on it', () => {
  fc.assert(
    fc.property(pages, harm, fc.integer({ min: -9, max: 9 }), (page, harmed, more) => {
      const count = Math.max(0, page.indices.length + more);
      const [compiled, twin] = found(harmed(page.bytes), page.width, count, page.marks, 5);
      expect(twin).toEqual(compiled);
    }),
    { numRuns: 600 },
  );
});
