import { type Failure, poison } from '../../domain/base/failure.ts';
import { parseInstant } from '../../domain/base/instant.ts';
import type { Place } from './cost.ts';
import type { TextTable } from './text-table.ts';

/** Texts by row as codes of a table; 0 is '' and null. */
export interface TextColumn {
  readonly codes: Int32Array;
  readonly table: TextTable;
}

export const notOf = (expected: string, place: Place, found: string, cause?: unknown): Failure =>
  poison(
    'the value cannot be read',
    { ...place, expected, found: JSON.stringify(found.slice(0, 60)) },
    cause,
  );

/** Times of text codes, each distinct text parsed once; '' is left alone. */
export function parseTimes(
  codes: Int32Array,
  table: TextTable,
  millis: Float64Array,
  place: (row: number) => Place,
): void {
  const known = new Float64Array(table.size()).fill(Number.NaN);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code === 0) continue;
    if (Number.isNaN(known[code])) known[code] = instantOf(table.textOf(code), place(row));
    millis[row] = known[code]!;
  }
}

function instantOf(text: string, place: Place): number {
  try {
    return parseInstant(text);
  } catch (cause) {
    throw notOf('a UTC time such as 2026-11-18T13:00:00Z', place, text, cause);
  }
}

/** Plain decimal texts only: Number() would take blanks, hexadecimal and `Infinity` too. */
export const numberOf = (text: string): number =>
  /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i.test(text) ? Number(text) : Number.NaN;
