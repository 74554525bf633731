import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Kernels } from '../../../../shared/adapters/cur/kernels/kernels.ts';
import { DAMAGED } from '../../../../shared/adapters/cur/kernels/kernels.ts';
import { type Answer, askBoth, bytesOf } from './ask-kernel.ts';
import { harm } from './encode-hybrid.ts';

type Spans = (kernels: Kernels, src: number, starts: number, ends: number, more: number) => number;

/** Spans as offsets from the page's begin, which both engines have elsewhere. */
function spans(bytes: Uint8Array, count: number, more: Uint8Array, call: Spans): Answer[] {
  const begins: number[] = [];
  const answers = askBoth([bytes, more], [count * 4, count * 4], (kernels, [src, also], [starts, ends]) => {
    begins.push(src!);
    return call(kernels, src!, starts!, ends!, also!);
  });
  return answers.map(({ status, outs }, i) =>
    outs === undefined
      ? { status }
      : { status, outs: outs.map((out) => bytesOf(new Int32Array(out.buffer).map((at) => at - begins[i]!))) },
  );
}

const NOTHING = new Uint8Array(0);

const plain = (bytes: Uint8Array, count: number) =>
  spans(bytes, count, NOTHING, (kernels, src, starts, ends) =>
    kernels.plainSpans(src, bytes.length, count, starts, ends),
  );

const byLength = (bytes: Uint8Array, lengths: readonly number[]) =>
  spans(bytes, lengths.length, bytesOf(Int32Array.from(lengths)), (kernels, src, starts, ends, at) =>
    kernels.lengthSpans(src, bytes.length, at, lengths.length, starts, ends),
  );

const byWidth = (bytes: Uint8Array, width: number, count: number) =>
  spans(bytes, count, NOTHING, (kernels, src, starts, ends) =>
    kernels.fixedSpans(src, bytes.length, width, count, starts, ends),
  );

const plainTexts = (lengths: readonly number[]): Uint8Array =>
  Uint8Array.from(lengths.flatMap((length) => [length, 0, 0, 0, ...Array<number>(length).fill(7)]));

/** The spans of texts with `between` bytes before each. */
function expectedSpans(lengths: readonly number[], between: number): Answer {
  const ends = lengths.map((_, i) => lengths.slice(0, i + 1).reduce((a, b) => a + b + between, 0));
  const starts = ends.map((end, i) => end - lengths[i]!);
  return { status: 0, outs: [bytesOf(Int32Array.from(starts)), bytesOf(Int32Array.from(ends))] };
}

const lengths = fc.array(fc.nat(30), { maxLength: 40 });
const refused = [{ status: DAMAGED }, { status: DAMAGED }];

test('texts lie where their lengths say, and fill the page', () => {
  fc.assert(
    fc.property(lengths, fc.nat(9), (each, width) => {
      const expected = expectedSpans(each, 4);
      expect(plain(plainTexts(each), each.length)).toEqual([expected, expected]);
      const close = expectedSpans(each, 0);
      const total = each.reduce((a, b) => a + b, 0);
      expect(byLength(new Uint8Array(total), each)).toEqual([close, close]);
      const same = expectedSpans(Array(each.length).fill(width), 0);
      expect(byWidth(new Uint8Array(each.length * width), width, each.length)).toEqual([same, same]);
    }),
  );
});

test('a byte too many, a byte too few and lengths that wrap around are damage', () => {
  expect(plain(Uint8Array.of(1, 0, 0, 0, 7, 7), 1)).toEqual(refused);
  expect(plain(Uint8Array.of(2, 0, 0, 0, 7), 1)).toEqual(refused);
  expect(plain(Uint8Array.of(1, 0, 0), 1)).toEqual(refused);
  expect(plain(Uint8Array.of(0xf0, 0xff, 0xff, 0xff, 0, 0, 0, 0), 2)).toEqual(refused);
  expect(byLength(new Uint8Array(5), [2, 2])).toEqual(refused);
  expect(byLength(new Uint8Array(3), [2, 2])).toEqual(refused);
  expect(byLength(new Uint8Array(0), [16, -16])).toEqual(refused);
  expect(byWidth(new Uint8Array(5), 2, 2)).toEqual(refused);
  expect(byWidth(NOTHING, 2 ** 31, 2)).toEqual(refused);
});

test('damaged lengths end in a status, and both engines agree on it', () => {
  fc.assert(
    fc.property(lengths, harm, fc.integer({ min: -1, max: 1 }), (each, harmed, more) => {
      const [compiled, twin] = plain(harmed(plainTexts(each)), Math.max(0, each.length + more));
      expect(twin).toEqual(compiled);
    }),
    { numRuns: 1_000 },
  );
});
