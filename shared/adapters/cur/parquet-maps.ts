import { poison } from '../../domain/base/failure.ts';
import { MAP_ENTRIES_MAX } from './limits.ts';
import { mapText } from './map-text.ts';
import { checkTexts } from './parquet-claims.ts';
import { type ColumnBytes, rowsDiffer, walkPages } from './parquet-flat.ts';
import * as decode from './parquet-values.ts';
import type { TextColumn } from './text-column.ts';
import { createTextTable, type TextTable } from './text-table.ts';
import { createTupleTable } from './tuple-table.ts';

/** A map column of one row group: the entries of row i are those from starts[i] to starts[i + 1]. */
interface MapColumn {
  readonly starts: Int32Array;
  readonly keys: Int32Array;
  readonly values: Int32Array;
  readonly keyTable: TextTable;
  readonly valueTable: TextTable;
}

/** Throws Failure `poison` where keys and values do not match. A null map and a null value are empty. */
export function readMapColumn(key: ColumnBytes, value: ColumnBytes): MapColumn {
  const keys = readEntries(key);
  const values = readEntries(value);
  if (
    keys.codes.length !== values.codes.length ||
    keys.starts.some((start, i) => start !== values.starts[i])
  ) {
    throw poison('the map has more keys than values, or fewer', {
      file: key.file,
      column: key.column,
      expected: `${keys.codes.length} values`,
      found: `${values.codes.length}`,
    });
  }
  return {
    starts: keys.starts,
    keys: keys.codes,
    values: values.codes,
    keyTable: keys.table,
    valueTable: values.table,
  };
}

/** One half of the map. A slot with repetition level 0 begins a row; it is an entry from a certain definition level. */
function readEntries(column: ColumnBytes): TextColumn & { readonly starts: Int32Array } {
  const { leaf, meta } = column.chunk;
  const table = createTextTable();
  const codes = new Int32Array(Math.min(Number(meta.num_values), MAP_ENTRIES_MAX));
  const starts = new Int32Array(column.rows + 1);
  let entries: Int32Array = new Int32Array(0);
  let row = 0;
  let filled = 0;
  walkPages(
    column,
    (page) => {
      entries = decode.readTextDictionary(page, table);
    },
    (page) => {
      const indices = decode.isDictionaryEncoded(page) ? decode.readIndices(page, entries.length) : undefined;
      const values = indices === undefined ? decode.readTexts(page, table) : entries;
      let index = 0;
      for (let slot = 0; slot < page.slots; slot++) {
        if (page.rep?.[slot] === 0 || page.rep === undefined) {
          if (row >= column.rows) throw rowsDiffer(column, row + 1);
          starts[row++] = filled;
        }
        const def = page.def === undefined ? leaf.maxDef : page.def[slot]!;
        if (def < leaf.entryDef) continue;
        if (def === leaf.maxDef) {
          codes[filled] = values[indices === undefined ? index : indices[index]!]!;
          index++;
        }
        filled++;
      }
    },
  );
  if (row !== column.rows) throw rowsDiffer(column, row);
  starts[row] = filled;
  const filledCodes = codes.subarray(0, filled);
  checkTexts(column, filledCodes, table, (entry) => starts.findIndex((start) => start > entry) - 1);
  return { codes: filledCodes, starts, table };
}

/** The values of one key by row, '' where a row lacks it. */
export function pickKey(map: MapColumn, key: string): TextColumn {
  const rows = map.starts.length - 1;
  const codes = new Int32Array(rows);
  const wanted = map.keyTable.codeOfText(key);
  for (let row = 0; row < rows; row++) {
    const end = map.starts[row + 1]!;
    for (let at = map.starts[row]!; at < end; at++) {
      if (map.keys[at] === wanted) codes[row] = map.values[at]!;
    }
  }
  return { codes, table: map.valueTable };
}

/** Whole maps of the given rows as JSON text: each distinct run of entries makes its text once. */
export function mapTexts(map: MapColumn, rows: Int32Array): TextColumn {
  const runs = createTupleTable();
  const table = createTextTable();
  const texts: number[] = [];
  let run = new Int32Array(64);
  const codes = rows.map((row) => {
    const start = map.starts[row]!;
    const entries = map.starts[row + 1]! - start;
    if (entries * 2 > run.length) run = new Int32Array(entries * 4);
    for (let i = 0; i < entries; i++) {
      run[2 * i] = map.keys[start + i]!;
      run[2 * i + 1] = map.values[start + i]!;
    }
    const code = runs.codeOf(run, 0, entries * 2);
    if (code === texts.length) texts.push(table.codeOfText(mapText(toMap(map, start, entries))));
    return texts[code]!;
  });
  return { codes, table };
}

function toMap(map: MapColumn, start: number, entries: number): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (let at = start; at < start + entries; at++) {
    result.set(map.keyTable.textOf(map.keys[at]!), map.valueTable.textOf(map.values[at]!));
  }
  return result;
}
