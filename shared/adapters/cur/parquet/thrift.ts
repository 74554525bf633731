import { skimStruct, skimValue } from './thrift-skim.ts';

/**
 * Reads Thrift's compact protocol field by field: whoever asks takes the fields that it knows, and skips all others
 * without building anything. Bounded by the bytes: every step consumes some or throws RangeError.
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export interface ThriftReader {
  /** Number of the struct's next field behind field `last`, 0 before the first; undefined at the struct's end. */
  next(last: number): number | undefined;
  /** Passes over the value of the field that `next` came to. */
  passOver(): void;
  /** How many elements follow. */
  list(): number;
  skipStruct(): void;
  int(): number;
  binary(): Uint8Array;
  text(): string;
  /** The value of a boolean field stands in its type. */
  bool(): boolean;
  isBool(): boolean;
  at(): number;
  /** To a place where it has been. */
  back(to: number): void;
}

const [STOP, TRUE, FALSE] = [0, 1, 2];

export function createThriftReader(bytes: Uint8Array, from = 0): ThriftReader {
  let at = from;
  let type = STOP;
  let buffer: Buffer | undefined;

  const byte = (): number => {
    const value = bytes[at++];
    if (value === undefined) throw new RangeError('a struct without end');
    return value;
  };
  const unsigned = (): number => {
    const first = bytes[at]!;
    if (first < 0x80) {
      at += 1;
      return first;
    }
    let value = 0;
    for (let scale = 1, count = 0; count < 10; scale *= 128, count++) {
      const next = byte();
      value += (next & 0x7f) * scale;
      if (next < 0x80) return value;
    }
    throw new RangeError('an endless number');
  };
  const int = (): number => {
    const value = unsigned();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  };
  const binary = (): Uint8Array => {
    const length = unsigned();
    if (length > bytes.length - at) throw new RangeError('a value larger than the bytes that hold it');
    at += length;
    return bytes.subarray(at - length, at);
  };

  return {
    next(last) {
      const head = byte();
      type = head & 15;
      if (type === STOP) return undefined;
      return head >> 4 === 0 ? int() : last + (head >> 4);
    },
    passOver() {
      if (type !== TRUE && type !== FALSE) at = skimValue(bytes, at, type);
    },
    list() {
      const head = byte();
      const count = head >> 4 === 15 ? unsigned() : head >> 4;
      if (count > bytes.length - at) throw new RangeError(`a list of ${count} in ${bytes.length} bytes`);
      return count;
    },
    skipStruct: () => {
      at = skimStruct(bytes, at);
    },
    int,
    binary,
    text() {
      const length = unsigned();
      if (length > bytes.length - at) throw new RangeError('a value larger than the bytes that hold it');
      at += length;
      buffer ??= Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      return buffer.toString(undefined, at - length, at);
    },
    bool: () => type === TRUE,
    isBool: () => type === TRUE || type === FALSE,
    at: () => at,
    back: (to) => {
      at = to;
    },
  };
}
