import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CsvPlan } from '../../../../shared/adapters/cur/csv/plan.ts';
import { createRecordSplitter } from '../../../../shared/adapters/cur/csv/records.ts';
import { createWindow, fill } from '../../../../shared/adapters/cur/csv/text-window.ts';
import { CSV_PLAN_END } from '../../../../shared/adapters/cur/kernels/csv-kernels.ts';
import type { Engine } from '../../../../shared/adapters/cur/kernels/engine.ts';
import { Failure } from '../../../../shared/domain/base/failure.ts';
import { utf8 } from '../../../builders/cur-file.ts';
import { bothEngines, put } from '../kernels/both-engines.ts';
import { anyText, csvStyle, csvText, csvValue } from '../kernels/csv-text.ts';

const COLUMNS = 3;
const RECORD_BYTES_MAX = 2_000;

const engines = bothEngines().map((engine) => {
  const words = [COLUMNS, 2, 0, 0, 2, 0, CSV_PLAN_END];
  const at = put(engine, new Uint8Array(Int32Array.from(words).buffer));
  const fields = [0, 2].map((column) => ({ column, keepsDoubled: false }));
  const plan: CsvPlan = { file: 'x', columns: COLUMNS, fields, fieldOf: new Map(), at };
  return { engine, plan };
});

/** First and last value of all records, the text arriving in slices; undefined where it is refused. */
function split(
  engine: Engine,
  plan: CsvPlan,
  text: string,
  sliceBytes: number,
): readonly string[][] | undefined {
  const { heap } = engine;
  const bytes = utf8(text);
  const window = createWindow(heap, 3 * RECORD_BYTES_MAX);
  const splitter = createRecordSplitter(engine, plan, window, RECORD_BYTES_MAX);
  const { records } = splitter;
  const rows: string[][] = [];
  const textAt = (span: number): string => {
    const [start, end] = heap.views.i32.subarray(span, span + 2);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(heap.views.u8.slice(start, end));
  };
  function take(last: boolean): void {
    do {
      splitter.split(last);
      if (!splitter.isFull() && !last) return;
      for (let row = 0; row < records.rows; row++) {
        const span = (records.spans >> 2) + 4 * row;
        rows.push([textAt(span), textAt(span + 2)]);
      }
      splitter.next();
    } while (window.from < window.to);
  }
  try {
    for (let from = 0; from < bytes.length; ) {
      from += fill(heap, window, bytes.subarray(from, from + sliceBytes));
      take(false);
    }
    take(true);
    return rows;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return undefined;
  } finally {
    splitter.free();
    heap.free(window.at);
  }
}

const onEach = (text: string, sliceBytes: number) =>
  engines.map(({ engine, plan }) => split(engine, plan, text, sliceBytes));

test('records come back as they were written, wherever the slices and windows end', () => {
  const rows = fc.array(fc.tuple(csvValue, csvValue, csvValue), { maxLength: 60 });
  fc.assert(
    fc.property(rows, csvStyle, fc.integer({ min: 1, max: 900 }), (written, style, sliceBytes) => {
      const expected = written.map(([first, , last]) => [first, last]);
      expect(onEach(csvText(written, style), sliceBytes)).toEqual([expected, expected]);
    }),
    { numRuns: 300 },
  );
});

test('any text gives the rows that csv-parse gives, or both refuse', () => {
  // Where a carriage return stands alone, readers may differ.
  const text = anyText(40).map((one) => one.replaceAll('\r', 'a'));
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 24 }), (content, sliceBytes) => {
      let expected: string[][] | undefined;
      try {
        const rows = parse(content, { skip_empty_lines: true, record_delimiter: '\n' }) as string[][];
        if (rows.every((row) => row.length === COLUMNS)) expected = rows.map((row) => [row[0]!, row[2]!]);
      } catch {}
      expect(onEach(content, sliceBytes)).toEqual([expected, expected]);
    }),
    { numRuns: 4_000 },
  );
});

test('a record without an end is refused before it fills the window', () => {
  const endless = `a,b,c\n"${'x'.repeat(2 * RECORD_BYTES_MAX)}`;
  expect(onEach(endless, 100)).toEqual([undefined, undefined]);
  const [longest] = onEach(`a,b,${'c'.repeat(RECORD_BYTES_MAX - 5)}\n`, 100);
  expect(longest).toHaveLength(1);
});
