import type { SchemaElement } from 'hyparquet';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { type Cursor, readDeltas, readHybrid, readLengths } from './parquet-encodings.ts';
import type { DataPage, DictionaryPage } from './parquet-pages.ts';
import type { TextTable } from './text-table.ts';

/** Decoders of a page's values, by what they become. All throw errors of any kind on damaged bytes: callers wrap. */

export const isDictionaryEncoded = (page: DataPage): boolean =>
  page.encoding === 'RLE_DICTIONARY' || page.encoding === 'PLAIN_DICTIONARY';

/** Dictionary indices of the page's values, each below `size`. */
export function readIndices(page: DataPage, size: number): Int32Array {
  const indices = new Int32Array(page.values);
  const width = page.body[0];
  // Of one entry there is nothing to say; some writers then leave the runs out.
  if (page.values > 0 && width !== 0) {
    const cursor: Cursor = { bytes: page.body, at: 1 };
    readHybrid(cursor, width ?? 255, indices);
    allRead(cursor);
  }
  for (let i = 0; i < indices.length; i++) {
    if (indices[i]! < 0 || indices[i]! >= size)
      throw new RangeError(`dictionary entry ${indices[i]} of ${size}`);
  }
  return indices;
}

/** Codes of a dictionary page's texts, by index. */
export function readTextDictionary(page: DictionaryPage, table: TextTable): Int32Array {
  if (!(page.count >= 0 && page.count * 4 <= page.body.length))
    throw new RangeError(`a dictionary of ${page.count}`);
  return plainTexts(page.body, page.count, table);
}

/** A code for each text; those that `wanted` marks 0 get code 0 and are not kept. */
export function readTexts(page: DataPage, table: TextTable, wanted?: Uint8Array): Int32Array {
  if (page.encoding === 'PLAIN') return plainTexts(page.body, page.values, table, wanted);
  if (page.encoding === 'DELTA_LENGTH_BYTE_ARRAY') return deltaLengthTexts(page, table, wanted);
  if (page.encoding === 'DELTA_BYTE_ARRAY') return deltaTexts(page, table, wanted);
  throw new Error(`the encoding ${page.encoding} is not supported for text`);
}

function plainTexts(bytes: Uint8Array, count: number, table: TextTable, wanted?: Uint8Array): Int32Array {
  if (count * 4 > bytes.length) throw new RangeError('the page ends early');
  const codes = new Int32Array(count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  for (let i = 0; i < count; i++) {
    const start = at + 4;
    at = start + view.getUint32(at, true);
    if (at > bytes.length) throw new RangeError('a text is larger than its page');
    if (wanted === undefined || wanted[i] === 1) codes[i] = table.codeOf(bytes, start, at);
  }
  allRead({ bytes, at });
  return codes;
}

function deltaLengthTexts(page: DataPage, table: TextTable, wanted?: Uint8Array): Int32Array {
  const cursor: Cursor = { bytes: page.body, at: 0 };
  const codes = readLengths(cursor, page.values).map((length, i) => {
    const start = cursor.at;
    cursor.at += length;
    if (cursor.at > page.body.length) throw new RangeError('a text is larger than its page');
    return wanted === undefined || wanted[i] === 1 ? table.codeOf(page.body, start, cursor.at) : 0;
  });
  allRead(cursor);
  return codes;
}

/** Each text begins with so many bytes of the one before it. */
function deltaTexts(page: DataPage, table: TextTable, wanted?: Uint8Array): Int32Array {
  const cursor: Cursor = { bytes: page.body, at: 0 };
  const prefixes = readLengths(cursor, page.values);
  const suffixes = readLengths(cursor, page.values);
  let text = new Uint8Array(256);
  let length = 0;
  const codes = prefixes.map((prefix, i) => {
    const suffix = suffixes[i]!;
    if (prefix > length || cursor.at + suffix > page.body.length)
      throw new RangeError('a text is larger than its page');
    length = prefix + suffix;
    if (length > text.length) {
      const longer = new Uint8Array(length * 2);
      longer.set(text);
      text = longer;
    }
    text.set(page.body.subarray(cursor.at, cursor.at + suffix), prefix);
    cursor.at += suffix;
    return wanted === undefined || wanted[i] === 1 ? table.codeOf(text, 0, length) : 0;
  });
  allRead(cursor);
  return codes;
}

/** Doubles, floats and plain integers as they are. */
export function readNumbers(page: DataPage, element: SchemaElement): Float64Array {
  const { body, values } = page;
  if (page.encoding === 'BYTE_STREAM_SPLIT') {
    checkLength(body, values, WIDTH[element.type ?? ''] ?? 0);
    const reader = { view: new DataView(body.buffer, body.byteOffset, body.length), offset: 0 };
    return Float64Array.from(byteStreamSplit(reader, values, element.type!, undefined), Number);
  }
  if (page.encoding === 'DELTA_BINARY_PACKED') return Float64Array.from(readIntegers(page, element), Number);
  if (page.encoding !== 'PLAIN')
    throw new Error(`the encoding ${page.encoding} is not supported for numbers`);
  return plainNumbers(body, values, element);
}

const WIDTH: Readonly<Record<string, number>> = { DOUBLE: 8, INT64: 8, FLOAT: 4, INT32: 4, INT96: 12 };

export function plainNumbers(bytes: Uint8Array, count: number, element: SchemaElement): Float64Array {
  if (element.type === 'INT64' || element.type === 'INT32') {
    return Float64Array.from(plainIntegers(bytes, count, element), Number);
  }
  const single = element.type === 'FLOAT';
  checkLength(bytes, count, single ? 4 : 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const numbers = new Float64Array(count);
  for (let i = 0; i < count; i++)
    numbers[i] = single ? view.getFloat32(i * 4, true) : view.getFloat64(i * 8, true);
  return numbers;
}

/** INT32, INT64, and the unscaled value of a decimal in any of its four layouts. */
export function readIntegers(page: DataPage, element: SchemaElement): BigInt64Array | readonly bigint[] {
  if (page.encoding === 'PLAIN') return plainIntegers(page.body, page.values, element);
  if (page.encoding !== 'DELTA_BINARY_PACKED')
    throw new Error(`the encoding ${page.encoding} is not supported here`);
  const integers = new BigInt64Array(page.values);
  readDeltas({ bytes: page.body, at: 0 }, integers);
  // Differences of 32-bit numbers wrap at 32 bits.
  return element.type === 'INT32' ? integers.map((value) => BigInt.asIntN(32, value)) : integers;
}

export function plainIntegers(
  bytes: Uint8Array,
  count: number,
  element: SchemaElement,
): BigInt64Array | readonly bigint[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (element.type === 'FIXED_LEN_BYTE_ARRAY' || element.type === 'BYTE_ARRAY') {
    return bigEndianIntegers(
      view,
      count,
      element.type === 'BYTE_ARRAY' ? undefined : (element.type_length ?? 0),
    );
  }
  const width = WIDTH[element.type ?? ''] ?? 0;
  checkLength(bytes, count, width);
  const integers = new BigInt64Array(count);
  for (let i = 0; i < count; i++) {
    integers[i] = width === 4 ? BigInt(view.getInt32(i * 4, true)) : view.getBigInt64(i * 8, true);
  }
  return integers;
}

/** Decimals of more than 38 digits do not exist in Parquet. */
const DECIMAL_BYTES_MAX = 32;

function bigEndianIntegers(view: DataView, count: number, fixed: number | undefined): readonly bigint[] {
  if (count > view.byteLength) throw new RangeError('the page ends early');
  const integers: bigint[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    const length = fixed ?? view.getUint32(at, true);
    if (fixed === undefined) at += 4;
    if (length < 1 || length > DECIMAL_BYTES_MAX) throw new RangeError(`a decimal of ${length} bytes`);
    let value = BigInt(view.getInt8(at));
    for (let byte = 1; byte < length; byte++) value = (value << 8n) | BigInt(view.getUint8(at + byte));
    integers.push(value);
    at += length;
  }
  if (at !== view.byteLength) throw new RangeError('the page goes on behind its values');
  return integers;
}

const JULIAN_DAY_1970 = 2_440_588;
const DAY_MS = 86_400_000;

/** Milliseconds since 1970 of every time layout: INT64 in ms, µs or ns, INT96, and dates. Finer parts are cut off. */
export function readTimes(page: DataPage, element: SchemaElement): Float64Array {
  if (element.type === 'INT96') {
    if (page.encoding !== 'PLAIN')
      throw new Error(`the encoding ${page.encoding} is not supported for times`);
    return plainTimes(page.body, page.values, element);
  }
  return timesOf(readIntegers(page, element), element);
}

export function plainTimes(bytes: Uint8Array, count: number, element: SchemaElement): Float64Array {
  if (element.type !== 'INT96') return timesOf(plainIntegers(bytes, count, element), element);
  checkLength(bytes, count, 12);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float64Array.from({ length: count }, (_, i) => {
    const day = view.getInt32(i * 12 + 8, true) - JULIAN_DAY_1970;
    return day * DAY_MS + Number(view.getBigUint64(i * 12, true) / 1_000_000n);
  });
}

const timesOf = (integers: BigInt64Array | readonly bigint[], element: SchemaElement): Float64Array => {
  if (element.type === 'INT32') return Float64Array.from(integers, (days) => Number(days) * DAY_MS);
  const divisor = divisorOf(element);
  return Float64Array.from(integers, (value) => Number(value / divisor));
};

/** The same of one number that stands in the footer. */
export const millisOf = (claim: number | bigint, element: SchemaElement): number =>
  timesOf([BigInt(claim)], element)[0]!;

/** How many of the column's units are a millisecond. */
function divisorOf({ logical_type: logical, converted_type: converted }: SchemaElement): bigint {
  const unit =
    logical?.type === 'TIMESTAMP' ? logical.unit : converted === 'TIMESTAMP_MICROS' ? 'MICROS' : 'MILLIS';
  return unit === 'NANOS' ? 1_000_000n : unit === 'MICROS' ? 1000n : 1n;
}

function checkLength(bytes: Uint8Array, count: number, width: number): void {
  if (width === 0 || count * width !== bytes.length) throw new RangeError('the page has another length');
}

/** Values that were damaged in their lengths mostly end before their page does, or behind it. */
function allRead({ bytes, at }: Cursor): void {
  if (at < bytes.length) throw new RangeError('the page goes on behind its values');
}
