import { isUtf8 } from 'node:buffer';
import { type Failure, poison } from '../../domain/base/failure.ts';
import type { ColumnBytes } from './parquet-flat.ts';
import type { TextTable } from './text-table.ts';

// What the footer says of a column's values, held against the values: damage that still decodes is often outside.

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Smallest and largest value of a column of numbers; without a claim, all numbers. Decimals have none: their claims were
 * scaled to doubles, and a last digit apart is no damage.
 */
export function boundsOf(column: ColumnBytes, toNumber: (claim: number | bigint) => number): Bounds {
  const { statistics } = column.chunk.meta;
  const claim = (value: unknown, none: number): number =>
    typeof value === 'number' || typeof value === 'bigint' ? toNumber(value) : none;
  return {
    low: claim(statistics?.min_value ?? statistics?.min, Number.NEGATIVE_INFINITY),
    high: claim(statistics?.max_value ?? statistics?.max, Number.POSITIVE_INFINITY),
  };
}

export const outside = (column: ColumnBytes, row: number, found: string): Failure =>
  poison('the value contradicts what the file says of its column: the file is damaged', {
    file: column.file,
    row: column.firstRow + row,
    column: column.column,
    found,
  });

/**
 * Throws Failure `poison` where a text that a row has is not UTF-8 or lies outside the smallest and largest text that the
 * footer names. Only `min_value` and `max_value` count: the older pair was compared by signed bytes.
 */
export function checkTexts(
  column: ColumnBytes,
  codes: Int32Array,
  table: TextTable,
  rowOf = (index: number): number => index,
): void {
  const { min_value: low, max_value: high } = column.chunk.meta.statistics ?? {};
  const offsets = table.offsets();
  const bytes = table.bytes();
  const allUtf8 = isUtf8(bytes);
  const bad = new Set<number>();
  for (let code = 1; code < table.size(); code++) {
    const text = bytes.subarray(offsets[code], offsets[code + 1]);
    const under = low instanceof Uint8Array && Buffer.compare(text, low) < 0;
    const over = high instanceof Uint8Array && Buffer.compare(text, high) > 0;
    if (under || over || (!allUtf8 && !isUtf8(text))) bad.add(code);
  }
  if (bad.size === 0) return;
  // A dictionary may hold what no row has.
  const index = codes.findIndex((code) => bad.has(code));
  if (index === -1) return;
  const text = table.textOf(codes[index]!).slice(0, 60);
  throw outside(column, rowOf(index), JSON.stringify(text));
}
