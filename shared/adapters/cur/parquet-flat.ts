import { type Failure, poison } from '../../domain/base/failure.ts';
import type { Place } from './cost.ts';
import { boundsOf, checkTexts, outside } from './parquet-claims.ts';
import { type DataPage, type DictionaryPage, readPages } from './parquet-pages.ts';
import type { Chunk } from './parquet-ranges.ts';
import * as decode from './parquet-values.ts';
import { asPoison } from './refusal.ts';
import { parseTimes, type TextColumn } from './text-column.ts';
import { createTextTable } from './text-table.ts';

/** One column of one row group, its bytes fetched. */
export interface ColumnBytes {
  readonly file: string;
  readonly column: string;
  /** 1-based row of the file at index 0 of the group. */
  readonly firstRow: number;
  readonly rows: number;
  readonly chunk: Chunk;
  readonly bytes: Uint8Array;
}

export const placeOf = (column: ColumnBytes, row: number): Place => ({
  file: column.file,
  row: column.firstRow + row,
  column: column.column,
});

/** Walks the pages of a column; what goes wrong in them becomes Failure `poison` with file and column. */
export function walkPages(
  column: ColumnBytes,
  dictionary: (page: DictionaryPage) => void,
  data: (page: DataPage) => void,
): void {
  try {
    readPages(column.bytes, column.chunk.leaf, column.chunk.meta, { dictionary, data });
  } catch (error) {
    const { message, detail } = asPoison(column.file, 'the column', error);
    throw poison(message, { column: column.column, ...detail }, error);
  }
}

export interface ValueDecoder<T> {
  readonly dictionary: (page: DictionaryPage) => ArrayLike<T>;
  readonly values: (page: DataPage, firstRow: number) => ArrayLike<T>;
}

/**
 * Reads a column that is not inside a map: `put` gets each value that is there with its row in the group. Dictionary
 * entries are decoded once. Throws Failure `poison` unless the pages hold exactly the rows of the group.
 */
export function readEach<T>(
  column: ColumnBytes,
  decoder: ValueDecoder<T>,
  put: (value: T, row: number) => void,
): void {
  const { leaf, meta } = column.chunk;
  if (Number(meta.num_values) !== column.rows) throw rowsDiffer(column, Number(meta.num_values));
  let entries: ArrayLike<T> = [];
  let row = 0;
  walkPages(
    column,
    (page) => {
      entries = decoder.dictionary(page);
    },
    (page) => {
      const indices = decode.isDictionaryEncoded(page) ? decode.readIndices(page, entries.length) : undefined;
      const values = indices === undefined ? decoder.values(page, row) : entries;
      let index = 0;
      for (let slot = 0; slot < page.slots; slot++, row++) {
        if (page.def !== undefined && page.def[slot] !== leaf.maxDef) continue;
        put(values[indices === undefined ? index : indices[index]!]!, row);
        index++;
      }
    },
  );
}

export const rowsDiffer = (column: ColumnBytes, found: number): Failure =>
  poison('the column does not have the rows of its row group', {
    file: column.file,
    column: column.column,
    expected: `${column.rows} rows`,
    found: `${found} rows`,
  });

/** Rows that `wanted` marks 0 may be left blank: their texts need not be kept. */
export function readTextColumn(column: ColumnBytes, wanted?: Uint8Array): TextColumn {
  const table = createTextTable();
  const codes = new Int32Array(column.rows);
  const decoder: ValueDecoder<number> = {
    dictionary: (page) => decode.readTextDictionary(page, table),
    values: (page, firstRow) => decode.readTexts(page, table, wantedValues(column, page, firstRow, wanted)),
  };
  readEach(column, decoder, (code, row) => {
    codes[row] = code;
  });
  checkTexts(column, codes, table);
  return { codes, table };
}

/** For each value of a page whether its row is wanted. */
function wantedValues(
  column: ColumnBytes,
  page: DataPage,
  firstRow: number,
  wanted: Uint8Array | undefined,
): Uint8Array | undefined {
  if (wanted === undefined || page.def === undefined)
    return wanted?.subarray(firstRow, firstRow + page.slots);
  const marks = new Uint8Array(page.values);
  let index = 0;
  for (let slot = 0; slot < page.slots; slot++) {
    if (page.def[slot] === column.chunk.leaf.maxDef) marks[index++] = wanted[firstRow + slot]!;
  }
  return marks;
}

/** Milliseconds since 1970 by row, NaN for null or blank. Throws Failure `poison` on texts that are no time. */
export function readTimeColumn(column: ColumnBytes): Float64Array {
  const { element } = column.chunk.leaf;
  const millis = new Float64Array(column.rows).fill(Number.NaN);
  if (element.type === 'BYTE_ARRAY') {
    const { codes, table } = readTextColumn(column);
    parseTimes(codes, table, millis, (row) => placeOf(column, row));
    return millis;
  }
  const decoder: ValueDecoder<number> = {
    dictionary: (page) => decode.plainTimes(page.body, page.count, element),
    values: (page) => decode.readTimes(page, element),
  };
  // Times of the legacy type have no order, and no claims.
  const { low, high } = boundsOf(column, (claim) => decode.millisOf(claim, element));
  readEach(column, decoder, (value, row) => {
    if (value < low || value > high) throw outside(column, row, `${value} ms since 1970`);
    millis[row] = value;
  });
  return millis;
}
