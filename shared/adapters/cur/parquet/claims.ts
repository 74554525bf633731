import { type Failure, poison } from '../../../domain/base/failure.ts';
import type { Engine } from '../kernels/engine.ts';
import type { HeapTexts } from '../kernels/heap-texts.ts';
import type { ColumnBytes } from './column.ts';

const { isUtf8 } = process.getBuiltinModule('node:buffer');

// What the footer says of a column's values, held against the values: damage that still decodes is often outside.

/** Smallest and largest value of a column of doubles or floats; without a claim, all numbers. */
export function boundsOf({ chunk }: ColumnBytes): { readonly low: number; readonly high: number } {
  const { min, max, min_value, max_value } = chunk.meta.statistics;
  const claim = (bytes: Uint8Array | undefined, none: number): number => {
    const view = bytes && new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (view === undefined) return none;
    if (bytes?.length === 8) return orNone(view.getFloat64(0, true), none);
    return bytes?.length === 4 ? orNone(view.getFloat32(0, true), none) : none;
  };
  return {
    low: claim(min_value ?? min, Number.NEGATIVE_INFINITY),
    high: claim(max_value ?? max, Number.POSITIVE_INFINITY),
  };
}

/** Some writers name NaN where there is nothing to name. */
const orNone = (value: number, none: number): number => (Number.isNaN(value) ? none : value);

/** `row` is undefined where it is not known. */
export const outside = (column: ColumnBytes, row: number | undefined, found: string): Failure =>
  poison('the value contradicts what the file says of its column: the file is damaged', {
    file: column.file,
    ...(row === undefined ? {} : { row: column.firstRow + row }),
    column: column.column,
    found,
  });

/**
 * Throws Failure `poison` where a text that came with this column, and that one of its rows has, is not UTF-8 or lies
 * outside the smallest and largest text that the footer names. Only `min_value` and `max_value` count: the older pair
 * was compared by signed bytes. `known` is the size of the table before the column was read; `rowOf` tells a row that has
 * one of the codes: -1 if none does, undefined where that is not known.
 */
export function checkTexts(
  engine: Engine,
  column: ColumnBytes,
  table: HeapTexts,
  known: number,
  rowOf: (codes: ReadonlySet<number>) => number | undefined,
): void {
  if (table.size() === known) return;
  const { min_value: low, max_value: high } = column.chunk.meta.statistics;
  const { u8, i32 } = engine.heap.views;
  const offsets = table.offsets() >> 2;
  const base = table.bytes();
  const textOf = (code: number) => u8.subarray(base + i32[offsets + code]!, base + i32[offsets + code + 1]!);
  const fresh = u8.subarray(base + i32[offsets + known]!, base + i32[offsets + table.size()]!);
  const allUtf8 = isUtf8(fresh);
  const bad = new Set<number>();
  for (let code = known; code < table.size(); code++) {
    const text = textOf(code);
    const under = low !== undefined && Buffer.compare(text, low) < 0;
    const over = high !== undefined && Buffer.compare(text, high) > 0;
    // Whole texts side by side are UTF-8 together only if none begins inside of a character.
    const isText = allUtf8 ? (text[0]! & 0xc0) !== 0x80 : isUtf8(text);
    if (under || over || !isText) bad.add(code);
  }
  if (bad.size === 0) return;
  // A dictionary may hold what no row has.
  const row = rowOf(bad);
  if (row === -1) return;
  const text = table.textOf([...bad][0]!).slice(0, 60);
  throw outside(column, row, JSON.stringify(text));
}
