import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHeapTexts, type HeapTexts } from '../../../../shared/adapters/cur/kernels/heap-texts.ts';
import { onBoth, type Run } from './on-both.ts';

/** Many texts alike in length and beginning, so that all comparisons are needed, beside long and empty ones. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 18 }),
  fc.tuple(fc.nat(400), fc.nat(20)).map(([number, more]) => `role/${number}`.padEnd(more, 'x')),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.nat(3000).map((length) => 'é'.repeat(length)),
  fc.constantFrom('', '\u{feff}', '\u{feff}a', '\0', '\0\0'),
);
const encoder = new TextEncoder();

/** Codes of the texts by spans that lie `stride` apart, as the fields of a CSV file's rows do. */
function codesOf(
  { room, takeInts, engine, ...run }: Run,
  table: HeapTexts,
  texts: readonly string[],
  stride = 1,
) {
  const spans: number[] = [];
  const ends: number[] = [];
  let end = run.bytes(encoder.encode(texts.join('')));
  texts.forEach((each, i) => {
    spans[i * stride] = end;
    end += encoder.encode(each).length;
    ends[i * stride] = end;
  });
  const out = room(4 * texts.length);
  table.intern({ starts: run.ints(spans), ends: run.ints(ends), stride }, 0, texts.length, out);
  return takeInts(out, texts.length);
}

test('equal texts have one code, in order of first appearance, while the table grows in the middle of a call', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { maxLength: 120 }), { maxLength: 4 }),
      fc.constantFrom(1, 3),
      (calls, stride) => {
        const { codes, texts, bytes } = onBoth((run) => {
          const table = createHeapTexts(run.engine);
          const found = calls.map((each) => codesOf(run, table, each, stride));
          const all = Array.from({ length: table.size() }, (_, code) => table.textOf(code));
          const used = run.engine.heap.views.u8.slice(table.bytes(), table.bytes() + table.usedBytes());
          table.free();
          return { codes: found, texts: all, bytes: used };
        });
        const known = new Map([['', 0]]);
        for (const each of calls.flat()) if (!known.has(each)) known.set(each, known.size);
        expect(codes).toEqual(calls.map((each) => each.map((one) => known.get(one))));
        expect(texts).toEqual([...known.keys()]);
        expect(bytes).toEqual(encoder.encode(texts.join('')));
      },
    ),
  );
});

test('thousands of texts keep their codes', () => {
  const texts = Array.from({ length: 5_000 }, (_, i) => `arn:aws:iam::111122223333:role/${i % 2_500}`);
  const codes = onBoth((run) => {
    const table = createHeapTexts(run.engine);
    const found = codesOf(run, table, texts);
    table.free();
    return found;
  });
  expect(codes).toEqual(texts.map((_, i) => (i % 2_500) + 1));
});

test('different texts of the same hash have codes of their own', () => {
  // Found by trying: the first two differ in length alone, the others in bytes alone.
  const roles = ['role/206961', 'role/211724'].map((role) => `arn:aws:iam:${role}/in/the/middle/of/it`);
  const lengths = ['x'.repeat(46_238), 'x'.repeat(52_064)];
  const texts = [...lengths, 'role/128077', 'role/130074', ...roles];
  const codes = onBoth((run) => {
    const table = createHeapTexts(run.engine);
    const found = codesOf(run, table, [...texts, ...texts.toReversed()]);
    table.free();
    return found;
  });
  expect(codes).toEqual([1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1]);
});

test('only the picked spans are looked at, and a pick of -1 is no text', () => {
  const picks = [2, -1, 0, 2];
  const found = onBoth((run) => {
    const table = createHeapTexts(run.engine);
    const at = run.bytes(encoder.encode('onetwothree'));
    const out = run.room(16);
    const spans = { starts: run.ints([at, 1, at + 6]), ends: run.ints([at + 3, -1, at + 11]), stride: 1 };
    table.intern(spans, run.ints(picks), picks.length, out);
    return [run.takeInts(out, 4), table.textOf(1), table.codeOfText('one'), table.codeOfText('two')];
  });
  expect(found).toEqual([[1, 0, 2, 1], 'three', 2, 3]);
});

test('the offsets are those of Arrow: one more than there are texts, from 0 to the bytes used', () => {
  const offsets = onBoth(({ engine }) => {
    const table = createHeapTexts(engine);
    for (const each of ['é', 'abc', 'é']) table.codeOfText(each);
    const at = table.offsets() >> 2;
    return [...engine.heap.views.i32.slice(at, at + table.size() + 1)];
  });
  expect(offsets).toEqual([0, 0, 2, 5]);
});
