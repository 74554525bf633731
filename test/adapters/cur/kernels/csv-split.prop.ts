import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CSV_PLAN_END, CSV_STOPS } from '../../../../shared/adapters/cur/kernels/csv-kernels.ts';
import { utf8 } from '../../../builders/cur-file.ts';
import { anyText, csvStyle, csvText, csvValue } from './csv-text.ts';
import { onBoth, type Run } from './on-both.ts';

interface Wanted {
  readonly columns: number;
  /** Ascending numbers; the last of them keeps its doubled quotes. */
  readonly wanted: readonly number[];
}

/** The wanted texts of the records, where the scan ended, and why. */
function split(
  { kernels, engine, ...run }: Run,
  text: Uint8Array,
  { columns, wanted }: Wanted,
  rowsMax: number,
) {
  const width = wanted.length;
  const plan = run.ints([
    columns,
    width,
    ...wanted.flatMap((column, field) => [column, Number(field === width - 1)]),
    CSV_PLAN_END,
  ]);
  // Bytes behind the text are stale in a reader's window: they must not be looked at.
  const at = run.bytes(Uint8Array.from([...text, ...utf8('","\n"')]));
  const spans = run.room(rowsMax * width * 8);
  const report = run.room(8);
  const rows = kernels.splitCsv(at, text.length, plan, spans, rowsMax, report);
  const [next, why] = run.takeInts(report, 2);
  const places = run.takeInts(spans, 2 * rowsMax * width);
  const texts = Array.from({ length: rows }, (_, row) =>
    wanted.map((_, field) => {
      const span = 2 * (row * width + field);
      return Buffer.from(engine.heap.views.u8.slice(places[span]!, places[span + 1]!)).toString();
    }),
  );
  return { texts, next: next! - at, why };
}

const table = fc.integer({ min: 2, max: 150 }).chain((columns) =>
  fc.record({
    columns: fc.constant(columns),
    wanted: fc.subarray([...Array(columns).keys()], { minLength: 1 }),
    rows: fc.array(fc.array(csvValue, { minLength: columns, maxLength: columns }), { maxLength: 6 }),
  }),
);

test('the wanted values of what was written come out, whatever stands between them', () => {
  fc.assert(
    fc.property(table, csvStyle, ({ columns, wanted, rows }, style) => {
      const text = csvText(rows, style);
      const found = onBoth((run) => split(run, utf8(text), { columns, wanted }, rows.length + 1));
      const last = wanted.at(-1)!;
      const expected = rows.map((values) =>
        wanted.map((column) => (column === last ? values[column]!.replaceAll('"', '""') : values[column]!)),
      );
      expect(found).toEqual({ texts: expected, next: utf8(text).length, why: CSV_STOPS.text });
    }),
    { numRuns: 600 },
  );
});

test('any text ends in the same records and reason on both engines', () => {
  const plan = { columns: 3, wanted: [0, 2] };
  fc.assert(
    fc.property(anyText(200), fc.integer({ min: 1, max: 20 }), (text, rowsMax) => {
      const { texts, next, why } = onBoth((run) => split(run, utf8(text), plan, rowsMax));
      expect(next).toBeLessThanOrEqual(text.length);
      if (why === CSV_STOPS.rows) expect(texts).toHaveLength(rowsMax);
      else expect(texts.length).toBeLessThan(rowsMax);
    }),
    { numRuns: 5_000 },
  );
});

test.each([
  ['a record of fewer columns', 'a,b,c\na,b\n'],
  ['a record of more columns', 'a,b,c\na,b,c,d\n'],
  ['a quote within a value', 'a,b,c\na,b"b,c\n'],
  ['text behind a closing quote', 'a,b,c\na,"b"b,c\n'],
  ['a carriage return behind a closing quote', 'a,b,c\na,"b"\r,c\n'],
])('%s stops it before that record', (_what, text) => {
  const found = onBoth((run) => split(run, utf8(text), { columns: 3, wanted: [1] }, 9));
  expect(found).toEqual({ texts: [['b']], next: 6, why: CSV_STOPS.record });
});
