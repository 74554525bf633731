/**
 * Walks over one struct of Thrift's compact protocol without building anything: the reader behind it makes lists as long
 * as the bytes say and numbers as long as they go on, so both are bounded here first.
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */

// Most of a footer is walked over once, before any of this code was compiled by the engine: what is met most often, short
// numbers and texts, takes no call of its own.

/** Metadata of Parquet nests six structs deep. */
const DEPTH_MAX = 32;
/** A 64-bit number has ten bytes of seven bits. */
const VARINT_BYTES_MAX = 10;
const [STOP, TRUE, FALSE, BYTE, DOUBLE, BINARY, LIST, STRUCT] = [0, 1, 2, 3, 7, 8, 9, 12];
/** The types from 4 to 6 are integers. */
const isInteger = (type: number): boolean => type > BYTE && type < DOUBLE;

/** Where the struct that begins at `at` ends. Throws RangeError where it claims more than the bytes can hold. */
export function skimStruct(bytes: Uint8Array, at: number, depth = 0): number {
  if (depth > DEPTH_MAX) throw new RangeError('structs in structs without end');
  let next = at;
  while (true) {
    const head = bytes[next++];
    if (head === undefined) throw new RangeError('a struct without end');
    const type = head & 15;
    if (type === STOP) return next;
    // Without a step from the last field's number the number itself follows.
    if (head >> 4 === 0) next = skimVarint(bytes, next);
    if (type > FALSE) next = skimValue(bytes, next, type, depth);
  }
}

export function skimValue(bytes: Uint8Array, at: number, type: number, depth: number): number {
  const first = bytes[at]!;
  if (first < 0x80) {
    if (isInteger(type)) return at + 1;
    if (type === BINARY) return within(bytes, at + 1 + first);
  }
  // In a list also the truth values have a byte of their own.
  if (type === BYTE || type === TRUE || type === FALSE) return within(bytes, at + 1);
  if (isInteger(type)) return skimVarint(bytes, at);
  if (type === DOUBLE) return within(bytes, at + 8);
  if (type === STRUCT) return skimStruct(bytes, at, depth + 1);
  if (type === LIST) return skimList(bytes, at, depth);
  if (type !== BINARY) throw new RangeError(`a value of type ${type}`);
  const end = skimVarint(bytes, at);
  return within(bytes, end + numberIn(bytes, at, end));
}

function skimList(bytes: Uint8Array, at: number, depth: number): number {
  if (depth > DEPTH_MAX) throw new RangeError('lists in lists without end');
  const head = byteAt(bytes, at);
  let next = at + 1;
  let count = head >> 4;
  if (count === 15) {
    next = skimVarint(bytes, next);
    count = numberIn(bytes, at + 1, next);
  }
  // Each element has a byte at least.
  if (count > bytes.length - next) throw new RangeError(`a list of ${count} in ${bytes.length} bytes`);
  for (let i = 0; i < count; i++) next = skimValue(bytes, next, head & 15, depth + 1);
  return next;
}

function skimVarint(bytes: Uint8Array, at: number): number {
  for (let next = at; next < at + VARINT_BYTES_MAX; next++) {
    if (byteAt(bytes, next) < 0x80) return next + 1;
  }
  throw new RangeError('an endless number');
}

/** The number in bytes that `skimVarint` went over. */
function numberIn(bytes: Uint8Array, start: number, end: number): number {
  let number = 0;
  for (let at = end - 1; at >= start; at--) number = number * 128 + (bytes[at]! & 0x7f);
  return number;
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new RangeError('a struct without end');
  return byte;
}

function within(bytes: Uint8Array, end: number): number {
  if (end > bytes.length) throw new RangeError('a value larger than the bytes that hold it');
  return end;
}
