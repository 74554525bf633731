import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAMAGED } from '../../../../shared/adapters/cur/kernels/kernels.ts';
import { askBoth, bytesOf } from './ask-kernel.ts';

/** Texts of which some begin as the one before them. */
const texts = fc
  .array(fc.tuple(fc.nat(100), fc.oneof(fc.uint8Array({ maxLength: 9 }), fc.uint8Array({ maxLength: 90 }))), {
    maxLength: 30,
  })
  .map((parts) => {
    const all: Uint8Array[] = [];
    for (const [share, more] of parts) {
      const before = all.at(-1) ?? new Uint8Array(0);
      all.push(Uint8Array.from([...before.subarray(0, (before.length * share) / 100), ...more]));
    }
    return all;
  });

interface Page {
  readonly prefixes: readonly number[];
  readonly suffixes: readonly number[];
  readonly bytes: Uint8Array;
  readonly outBytes: number;
}

function pageOf(all: readonly Uint8Array[]): Page {
  const prefixes = all.map((text, i) => {
    const before = all[i - 1] ?? new Uint8Array(0);
    const differs = text.findIndex((byte, at) => byte !== before[at]);
    return differs < 0 ? Math.min(text.length, before.length) : differs;
  });
  return {
    prefixes,
    suffixes: all.map((text, i) => text.length - prefixes[i]!),
    bytes: Uint8Array.from(all.flatMap((text, i) => [...text.subarray(prefixes[i])])),
    outBytes: all.reduce((bytes, text) => bytes + text.length, 0),
  };
}

function joined({ prefixes, suffixes, bytes, outBytes }: Page) {
  const count = prefixes.length;
  const begins: number[] = [];
  const ins = [bytes, bytesOf(Int32Array.from(prefixes)), bytesOf(Int32Array.from(suffixes))];
  const answers = askBoth(ins, [outBytes, count * 4, count * 4], (kernels, [src, pre, suf], outs) => {
    const [out, starts, ends] = outs;
    begins.push(out!);
    return kernels.unprefix(src!, bytes.length, pre!, suf!, count, out!, outBytes, starts!, ends!);
  });
  return answers.map(({ status, outs }, i) => {
    if (outs === undefined) return { status };
    const [text, ...spans] = outs;
    return {
      status,
      text,
      spans: spans.map((at) => [...new Int32Array(at.buffer)].map((x) => x - begins[i]!)),
    };
  });
}

test('texts come out whole, one behind the other', () => {
  fc.assert(
    fc.property(texts, (all) => {
      const ends = all.map((_, i) => all.slice(0, i + 1).reduce((bytes, text) => bytes + text.length, 0));
      const starts = ends.map((end, i) => end - all[i]!.length);
      const text = Uint8Array.from(all.flatMap((one) => [...one]));
      const expected = { status: 0, text, spans: [starts, ends] };
      expect(joined(pageOf(all))).toEqual([expected, expected]);
    }),
  );
});

test('a prefix longer than its text, or bytes that are not filled, are damage', () => {
  const page = { prefixes: [0, 2], suffixes: [3, 1], bytes: Uint8Array.of(1, 2, 3, 4), outBytes: 6 };
  expect(joined(page).map(({ status }) => status)).toEqual([0, 0]);
  const refused = [{ status: DAMAGED }, { status: DAMAGED }];
  expect(joined({ ...page, prefixes: [1, 2], outBytes: 7 })).toEqual(refused);
  expect(joined({ ...page, prefixes: [0, 4], outBytes: 8 })).toEqual(refused);
  expect(joined({ ...page, prefixes: [0, -1], outBytes: 3 })).toEqual(refused);
  expect(joined({ ...page, suffixes: [3, 2], outBytes: 7 })).toEqual(refused);
  expect(joined({ ...page, suffixes: [3, 0], outBytes: 5 })).toEqual(refused);
  expect(joined({ ...page, outBytes: 5 })).toEqual(refused);
  expect(joined({ ...page, outBytes: 7 })).toEqual(refused);
  const long = { prefixes: [0], suffixes: [400], bytes: new Uint8Array(400), outBytes: 100 };
  expect(joined(long)).toEqual(refused);
});

test('damaged lengths end in a status, and both engines agree on it', () => {
  const off = fc.array(fc.tuple(fc.nat(), fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer())), {
    maxLength: 3,
  });
  fc.assert(
    fc.property(texts, off, off, fc.integer({ min: -2, max: 2 }), (all, pre, suf, more) => {
      const page = pageOf(all);
      const bent = (lengths: readonly number[], by: readonly (readonly [number, number])[]) =>
        lengths.map((length, i) => length + (by.find(([at]) => at % lengths.length === i)?.[1] ?? 0));
      const [compiled, twin] = joined({
        ...page,
        prefixes: bent(page.prefixes, pre),
        suffixes: bent(page.suffixes, suf),
        outBytes: Math.max(0, page.outBytes + more),
      });
      expect(twin).toEqual(compiled);
    }),
    { numRuns: 1_000 },
  );
});
