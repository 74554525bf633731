import { parseInstant } from '../../../domain/base/instant.ts';
import type { Place } from '../cost.ts';
import type { HeapTexts } from '../kernels/heap-texts.ts';
import { notOf } from '../refusal.ts';
import type { Blocks } from '../scratch.ts';
import type { Selection, TimeColumn } from '../source-block.ts';
import { outside } from './claims.ts';
import { readCodes } from './codes.ts';
import { type ColumnBytes, type Decoder, placeOf } from './column.ts';
import type { SchemaElement } from './metadata.ts';
import { bytesOf, integerOf } from './numbers.ts';

/** Distinct times of one column of a file: what each code means is worked out once. */
export interface TimeTable {
  readonly table: HeapTexts;
  /** Milliseconds since 1970 by code; NaN for null and blank. Grows with the table. */
  readonly millis: number[];
}

export const createTimeTable = (table: HeapTexts): TimeTable => ({ table, millis: [Number.NaN] });

/** Every time layout: INT64 in ms, µs or ns, INT96, dates and texts. Finer parts than milliseconds are cut off. */
export function readTimes(
  decoder: Decoder,
  column: ColumnBytes,
  times: TimeTable,
  blocks: Blocks,
  selection?: Selection,
): TimeColumn {
  const { engine } = decoder;
  const { element } = column.chunk.leaf;
  const codes = readCodes(decoder, column, times.table, blocks, selection);
  const known = times.millis.length;
  const bad: number[] = [];
  const { low, high } = boundsOf(column, element);
  for (let code = known; code < times.table.size(); code++) {
    const millis = millisOf(decoder, times.table, code, element);
    times.millis.push(millis);
    if (Number.isNaN(millis) || millis < low || millis > high) bad.push(code);
  }
  if (bad.length > 0) {
    const count = selection?.count ?? column.rows;
    const rows = engine.heap.views.i32.subarray(codes >> 2, (codes >> 2) + count);
    const index = rows.findIndex((code) => bad.includes(code));
    if (index !== -1) {
      const row = selection === undefined ? index : engine.heap.views.i32[(selection.rows >> 2) + index]!;
      throw refusal(column, times, rows[index]!, row);
    }
  }
  return { codes, millis: Float64Array.from(times.millis) };
}

function refusal(column: ColumnBytes, { table, millis }: TimeTable, code: number, row: number) {
  const time = millis[code]!;
  if (!Number.isNaN(time)) return outside(column, row, `${time} ms since 1970`);
  return notATime(table.textOf(code), placeOf(column, row));
}

export const notATime = (text: string, place: Place) =>
  notOf('a UTC time such as 2026-11-18T13:00:00Z', place, text);

const JULIAN_DAY_1970 = 2_440_588;
const DAY_MS = 86_400_000;

function millisOf({ engine }: Decoder, table: HeapTexts, code: number, element: SchemaElement): number {
  if (element.type === 'BYTE_ARRAY') return instantOrNaN(table.textOf(code));
  return fromBytes(bytesOf(engine, table, code), element);
}

function instantOrNaN(text: string): number {
  try {
    return parseInstant(text);
  } catch {
    return Number.NaN;
  }
}

function fromBytes(value: DataView, element: SchemaElement): number {
  if (element.type === 'INT96') {
    const day = value.getInt32(8, true) - JULIAN_DAY_1970;
    return day * DAY_MS + Number(value.getBigUint64(0, true) / 1_000_000n);
  }
  const integer = integerOf(value, element);
  return element.type === 'INT32' ? Number(integer) * DAY_MS : Number(integer / divisorOf(element));
}

/** How many of the column's units are a millisecond. */
function divisorOf({ logical_type: logical, converted_type: converted }: SchemaElement): bigint {
  const unit =
    logical?.type === 'TIMESTAMP' ? logical.unit : converted === 'TIMESTAMP_MICROS' ? 'MICROS' : 'MILLIS';
  return unit === 'NANOS' ? 1_000_000n : unit === 'MICROS' ? 1000n : 1n;
}

/** Smallest and largest time that the footer names; texts and times of the legacy type have no claims of use. */
function boundsOf({ chunk }: ColumnBytes, element: SchemaElement): { low: number; high: number } {
  const { min, max, min_value, max_value } = chunk.meta.statistics;
  const width = element.type === 'INT64' ? 8 : element.type === 'INT32' ? 4 : 0;
  const claim = (bytes: Uint8Array | undefined, none: number): number =>
    bytes === undefined || width === 0 || bytes.length !== width
      ? none
      : fromBytes(new DataView(bytes.buffer, bytes.byteOffset, bytes.length), element);
  return {
    low: claim(min_value ?? min, Number.NEGATIVE_INFINITY),
    high: claim(max_value ?? max, Number.POSITIVE_INFINITY),
  };
}
