import type { Engine } from '../kernels/engine.ts';
import type { HeapTexts } from '../kernels/heap-texts.ts';
import type { SchemaElement } from './metadata.ts';

/** What the bytes of a number column's value mean, where the column is not one of doubles. */

/** Bytes of a code's value; a view that the next new value may move. */
export function bytesOf({ heap }: Engine, table: HeapTexts, code: number): DataView {
  const { u8, i32 } = heap.views;
  const offsets = table.offsets() >> 2;
  const start = table.bytes() + i32[offsets + code]!;
  return new DataView(u8.buffer, start, table.bytes() + i32[offsets + code + 1]! - start);
}

export const isDecimal = ({ converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  converted === 'DECIMAL' || logical?.type === 'DECIMAL';

/** Decimals of more than 38 digits do not exist in Parquet. */
const DECIMAL_BYTES_MAX = 32;

/** INT32, INT64, and the unscaled value of a decimal in any of its four layouts. Throws RangeError. */
export function integerOf(value: DataView, { type }: SchemaElement): bigint {
  if (type === 'INT32' || type === 'INT64') {
    // What was a delta has 64 bits; differences of 32-bit numbers wrap at 32.
    const wide = value.byteLength === 8 ? value.getBigInt64(0, true) : BigInt(value.getInt32(0, true));
    return type === 'INT32' ? BigInt.asIntN(32, wide) : wide;
  }
  const length = value.byteLength;
  if (length < 1 || length > DECIMAL_BYTES_MAX) throw new RangeError(`a decimal of ${length} bytes`);
  let integer = BigInt(value.getInt8(0));
  for (let at = 1; at < length; at++) integer = (integer << 8n) | BigInt(value.getUint8(at));
  return integer;
}
