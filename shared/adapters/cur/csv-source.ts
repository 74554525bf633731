import type { FileFormat } from '../../domain/delivery/delivery.ts';
import { gunzipped, storedBytes } from './byte-stream.ts';
import type { CurWord } from './columns.ts';
import { csvBlock } from './csv-block.ts';
import { type CsvFields, type CsvPlan, readHeader, scanRecords } from './csv-scan.ts';
import { CSV_RECORD_BYTES_MAX } from './limits.ts';
import { locateColumns } from './refusal.ts';
import type { RowBlock, SourceFile } from './row-block.ts';

/** Text that is scanned at a time; more than two of the longest records, so that one always ends in it. */
const WINDOW_BYTES = 2 * CSV_RECORD_BYTES_MAX + 64 * 1024;
/** Most chunks of young months are small; more than the longest header. */
const FIRST_WINDOW_BYTES = 512 * 1024;

interface Table {
  readonly plan: CsvPlan;
  readonly fieldOf: ReadonlyMap<CurWord, number>;
}

/** Blocks of a CSV or CSV.gz file as it streams in; memory holds one window of text. */
export async function* csvBlocks(
  source: SourceFile,
  format: Exclude<FileFormat, 'parquet'>,
  cost: 'unblended' | 'net',
): AsyncGenerator<RowBlock> {
  const { file, bytes, read } = source;
  // A byte more than the file: a window that is full is never the whole file.
  let window = new Uint8Array(format === 'csv' ? Math.min(WINDOW_BYTES, bytes + 1) : FIRST_WINDOW_BYTES);
  let filled = 0;
  let table: Table | undefined;
  let firstRow = 1;

  /** Blocks of the whole records in the window; what is left moves to its front. */
  function* drain(last: boolean): Generator<RowBlock> {
    let at = 0;
    if (table === undefined) {
      const header = readHeader(file, window.subarray(0, filled), last);
      if (header === undefined) return;
      table = tableOf(file, header.names);
      at = header.next;
    }
    while (at < filled) {
      const fields = emptyFields(window, table.plan.width);
      const next = scanRecords(table.plan, fields, { from: at, to: filled, last, firstRow });
      if (fields.rows > 0) yield csvBlock({ file, firstRow, fields, fieldOf: table.fieldOf }, cost);
      firstRow += fields.rows;
      if (next === at) break;
      at = next;
    }
    window.copyWithin(0, at, filled);
    filled -= at;
  }

  for await (const chunk of format === 'csv' ? storedBytes(bytes, read) : gunzipped(file, bytes, read)) {
    for (let from = 0; from < chunk.length; ) {
      const some = chunk.subarray(from, from + window.length - filled);
      window.set(some, filled);
      filled += some.length;
      from += some.length;
      if (filled < window.length) continue;
      yield* drain(false);
      if (window.length < WINDOW_BYTES) window = widened(window, filled);
    }
  }
  yield* drain(true);
}

function tableOf(file: string, names: readonly string[]): Table {
  const places = locateColumns(file, names);
  const fieldOf = new Map<CurWord, number>();
  const plan = {
    file,
    columns: names.length,
    fieldOf: new Int16Array(names.length).fill(-1),
    width: places.size,
  };
  for (const [word, column] of places) {
    plan.fieldOf[column] = fieldOf.size;
    fieldOf.set(word, fieldOf.size);
  }
  return { plan, fieldOf };
}

function widened(window: Uint8Array, filled: number): Uint8Array<ArrayBuffer> {
  const wider = new Uint8Array(Math.min(2 * window.length, WINDOW_BYTES));
  wider.set(window.subarray(0, filled));
  return wider;
}

const emptyFields = (bytes: Uint8Array, width: number): CsvFields => ({
  bytes,
  width,
  rows: 0,
  starts: new Int32Array(4096 * width),
  ends: new Int32Array(4096 * width),
});
