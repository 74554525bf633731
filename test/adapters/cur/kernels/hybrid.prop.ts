import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAMAGED } from '../../../../shared/adapters/cur/kernels/kernels.ts';
import { askBoth, bytesOf } from './ask-kernel.ts';
import { harm, hybridOf, type Run, runsOf, valuesOf } from './encode-hybrid.ts';

/** An entry of the dictionary that tells its index. */
const entryOf = (index: number): number => index * 7 + 3;

const LARGEST_INDEX = 999;

/** A page of indices: its runs as values and as bytes. */
const pages = fc.tuple(fc.integer({ min: 1, max: 32 }), fc.boolean()).chain(([width, padded]) =>
  runsOf(width, Math.min(LARGEST_INDEX, 2 ** width - 1)).map((runs: readonly Run[]) => ({
    width,
    indices: valuesOf(runs),
    bytes: hybridOf(runs, width, padded),
  })),
);

const dictionary = (size: number) => Int32Array.from({ length: size }, (_, i) => entryOf(i));

const expanded = (bytes: Uint8Array, width: number, count: number, size: number) =>
  askBoth([bytes, bytesOf(dictionary(size))], [count * 4], (kernels, [src, dict], [out]) =>
    kernels.expand(src!, bytes.length, width, count, dict!, size, out!),
  );

const picked = (bytes: Uint8Array, width: number, count: number, size: number, ordinals: readonly number[]) =>
  askBoth(
    [bytes, bytesOf(dictionary(size)), bytesOf(Int32Array.from(ordinals))],
    [ordinals.length * 4],
    (kernels, [src, dict, at], [out]) =>
      kernels.expandAt(src!, bytes.length, width, count, at!, ordinals.length, dict!, size, out!),
  );

/** Some ordinals below `count` in order, with -1 between them. */
const ordinalsBelow = (count: number, dice: readonly number[]): number[] =>
  Array.from({ length: count }, (_, i) => i)
    .filter((i) => (dice[i % dice.length] ?? 0) < 50)
    .flatMap((i) => (dice[(i + 1) % dice.length]! < 20 ? [-1, i] : [i]));

const dice = fc.array(fc.nat(99), { minLength: 1, maxLength: 60 });

test('runs and packed bits become the entries of their indices', () => {
  fc.assert(
    fc.property(pages, ({ width, indices, bytes }) => {
      const outs = [bytesOf(Int32Array.from(indices, entryOf))];
      const expected = { status: bytes.length, outs };
      expect(expanded(bytes, width, indices.length, LARGEST_INDEX + 1)).toEqual([expected, expected]);
    }),
    { numRuns: 200 },
  );
});

test('indices at some places become the entries there, and 0 where none is asked for', () => {
  fc.assert(
    fc.property(pages, dice, ({ width, indices, bytes }, thrown) => {
      const ordinals = ordinalsBelow(indices.length, thrown);
      const values = ordinals.map((ordinal) => (ordinal < 0 ? 0 : entryOf(indices[ordinal]!)));
      const expected = {
        status: bytes.length,
        outs: [bytesOf(Int32Array.from(values))],
      };
      expect(picked(bytes, width, indices.length, LARGEST_INDEX + 1, ordinals)).toEqual([expected, expected]);
    }),
    { numRuns: 200 },
  );
});

test('a page may be a single run of thousands', () => {
  const indices = Array.from({ length: 5_003 }, (_, i) => (i * i) % 977);
  const bytes = hybridOf([{ packed: indices }], 10, true);
  const outs = [bytesOf(Int32Array.from(indices, entryOf))];
  for (const answer of expanded(bytes, 10, 5_003, 977))
    expect(answer).toEqual({ status: bytes.length, outs });
  const refused = { status: DAMAGED };
  expect(expanded(bytes, 10, 5_003, Math.max(...indices))).toEqual([refused, refused]);
});

test('an index behind the dictionary is damage, wherever it stands', () => {
  fc.assert(
    fc.property(pages, ({ width, indices, bytes }) => {
      fc.pre(indices.length > 0);
      const largest = Math.max(...indices);
      const refused = { status: DAMAGED };
      expect(expanded(bytes, width, indices.length, largest)).toEqual([refused, refused]);
      expect(expanded(bytes, width, indices.length, largest + 1)[0]!.status).toBe(bytes.length);
      const at = indices.indexOf(largest);
      expect(picked(bytes, width, indices.length, largest, [at])).toEqual([refused, refused]);
    }),
  );
});

test('an index of any width is seen in full, in each place of its groups', () => {
  const refused = { status: DAMAGED };
  for (let width = 2; width <= 32; width++) {
    for (let place = 0; place < 17; place++) {
      const indices = Array.from({ length: 17 }, (_, i) => (i === place ? 2 ** (width - 1) : 0));
      const bytes = hybridOf([{ packed: indices }], width, true);
      const size = Math.min(2 ** (width - 1), 1_000);
      expect(expanded(bytes, width, 17, size)).toEqual([refused, refused]);
      expect(picked(bytes, width, 17, size, [place])).toEqual([refused, refused]);
    }
  }
});

test('a page that says nothing of its indices has the first entry everywhere', () => {
  const anything = Uint8Array.of(9, 9, 9);
  const outs = [bytesOf(Int32Array.of(3, 3, 3, 3, 3))];
  for (const answer of expanded(anything, 0, 5, 1)) expect(answer).toEqual({ status: 3, outs });
  const some = [bytesOf(Int32Array.of(3, 0, 3))];
  for (const answer of picked(anything, 0, 5, 1, [0, -1, 4]))
    expect(answer).toEqual({ status: 3, outs: some });
  for (const answer of expanded(anything, 0, 5, 0)) expect(answer).toEqual({ status: DAMAGED });
});

test('a last run that was packed 256 values at a time is taken', () => {
  const bytes = Uint8Array.from([65, 0b0000_0101, ...Array<number>(31).fill(0)]);
  for (const outcome of expanded(bytes, 1, 3, 2)) expect(outcome.status).toBe(bytes.length);
});

test('runs that go on behind the values, end early or are too wide are damage', () => {
  const damaged: readonly (readonly [number[], number, number])[] = [
    [[10, 1], 1, 4],
    // 33 groups of eight values where eight are missing: more than any writer packs at a time.
    [[67, ...Array<number>(33).fill(0)], 1, 8],
    [[10], 1, 5],
    [[3], 1, 8],
    [[3, 1], 9, 8],
    [[0x80], 1, 1],
    [[0x8a, 0x80, 0x80, 0x80, 0x10, 1], 1, 5],
    [[0xff, 0xff, 0xff, 0xff, 0x0f, 0], 1, 1],
    [[10, 0, 0, 0, 0, 0], 33, 5],
    [[3, ...Array<number>(32).fill(255)], 32, 8],
    [[], 1, 1],
  ];
  for (const [bytes, width, count] of damaged) {
    for (const { status } of expanded(Uint8Array.from(bytes), width, count, 2)) expect(status).toBe(DAMAGED);
    for (const { status } of picked(Uint8Array.from(bytes), width, count, 2, [0]))
      expect(status).toBe(DAMAGED);
  }
});

test('damaged bytes end in a status, and both engines agree on it', () => {
  fc.assert(
    fc.property(pages, harm, fc.integer({ min: -9, max: 9 }), dice, (page, harmed, more, thrown) => {
      const count = Math.max(0, page.indices.length + more);
      const bytes = harmed(page.bytes);
      const [compiled, twin] = expanded(bytes, page.width, count, 700);
      expect(twin).toEqual(compiled);
      const [compiledPicks, twinPicks] = picked(bytes, page.width, count, 700, ordinalsBelow(count, thrown));
      expect(twinPicks).toEqual(compiledPicks);
    }),
    { numRuns: 600 },
  );
});
