/**
 * Walks over one value of Thrift's compact protocol without building anything: the reader behind it makes lists as long
 * as the bytes say and numbers as long as they go on, so both are bounded here first.
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */

/** Metadata of Parquet nests six structs deep. */
const DEPTH_MAX = 32;
/** A 64-bit number has ten bytes of seven bits. */
const VARINT_BYTES_MAX = 10;
const [STOP, TRUE, FALSE, BYTE, DOUBLE, BINARY, LIST, STRUCT] = [0, 1, 2, 3, 7, 8, 9, 12];
const IN_STRUCT = -1;

/** Where the struct that begins at `at` ends. Throws RangeError where it claims more than the bytes can hold. */
export const skimStruct = (bytes: Uint8Array, at: number): number => skimValue(bytes, at, STRUCT);

// Most of a footer is walked over once, before the engine has compiled any of this: one loop, hardly any calls.

/** Where the value that begins at `from` ends. Reading behind the end of the bytes looks like the end of a struct. */
export function skimValue(bytes: Uint8Array, from: number, ofType: number): number {
  const size = bytes.length;
  /** Of what is open around: how many elements are left, or that it is a struct, and their type, in turn. */
  const open: number[] = [];
  let [at, elements, element] = [from, 1, ofType];
  while (true) {
    let type = STOP;
    if (elements === IN_STRUCT) {
      const head = bytes[at++]!;
      type = head & 15;
      // Without a step from the last field's number the number itself follows.
      if (head < 16 && type !== STOP) at = skimVarint(bytes, at);
      // A field's truth value stands in its type.
      if (type === TRUE || type === FALSE) continue;
    } else if (elements > 0) {
      elements -= 1;
      type = element;
    }
    if (type > BYTE && type < DOUBLE) {
      const start = at;
      while (bytes[at++]! > 0x7f);
      if (at > start + VARINT_BYTES_MAX) throw new RangeError('an endless number');
    } else if (type === STOP) {
      if (at > size) throw new RangeError('a struct without end');
      if (open.length === 0) return at;
      element = open.pop()!;
      elements = open.pop()!;
    } else if (type === BINARY) {
      const end = bytes[at]! < 0x80 ? at + 1 : skimVarint(bytes, at);
      at = end + numberIn(bytes, at, end);
      if (at > size) throw new RangeError('a value larger than the bytes that hold it');
    } else if (type === STRUCT || type === LIST) {
      if (open.push(elements, element) > 2 * DEPTH_MAX)
        throw new RangeError('structs in structs without end');
      elements = IN_STRUCT;
      if (type === STRUCT) continue;
      const head = bytes[at++]!;
      element = head & 15;
      const end = head >> 4 === 15 ? skimVarint(bytes, at) : at;
      elements = end === at ? head >> 4 : numberIn(bytes, at, end);
      at = end;
      // Each element has a byte at least.
      if (elements > size - at) throw new RangeError(`a list of ${elements} in ${size} bytes`);
      if (element === STOP && elements > 0) throw new RangeError('a list of nothing');
    } else if (type === DOUBLE) at += 8;
    // In a list also the truth values have a byte of their own.
    else if (type <= BYTE) at += 1;
    else throw new RangeError(`a value of type ${type}`);
  }
}

function skimVarint(bytes: Uint8Array, at: number): number {
  for (let next = at; next < at + VARINT_BYTES_MAX; next++) {
    const byte = bytes[next];
    if (byte === undefined) throw new RangeError('a struct without end');
    if (byte < 0x80) return next + 1;
  }
  throw new RangeError('an endless number');
}

/** The number in bytes that `skimVarint` went over. */
function numberIn(bytes: Uint8Array, start: number, end: number): number {
  let number = 0;
  for (let at = end - 1; at >= start; at--) number = number * 128 + (bytes[at]! & 0x7f);
  return number;
}
