import { skimStruct, skimValue } from './thrift-skim.ts';

/**
 * Reads Thrift's compact protocol field by field: whoever asks says which fields it takes, and all others are skipped
 * without building anything. Bounded by the bytes: every step consumes some or throws RangeError.
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export interface ThriftReader {
  /** Calls `take` with the number of each field; it reads the value and returns true, or returns false to skip it. */
  struct(take: (field: number) => boolean): void;
  /** Calls `take` once for each element, with its index. */
  list(take: (index: number) => void): void;
  skipStruct(): void;
  int(): number;
  binary(): Uint8Array;
  text(): string;
  /** The value of a boolean field stands in its type. */
  bool(): boolean;
  isBool(): boolean;
  at(): number;
}

const [STOP, TRUE, FALSE] = [0, 1, 2];
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export function createThriftReader(bytes: Uint8Array, from = 0): ThriftReader {
  let at = from;
  let type = STOP;

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
    struct(take) {
      let field = 0;
      while (true) {
        const head = byte();
        const kind = head & 15;
        if (kind === STOP) return;
        field = head >> 4 === 0 ? int() : field + (head >> 4);
        type = kind;
        if (!take(field) && kind !== TRUE && kind !== FALSE) at = skimValue(bytes, at, kind, 0);
      }
    },
    list(take) {
      const head = byte();
      const count = head >> 4 === 15 ? unsigned() : head >> 4;
      if (count > bytes.length - at) throw new RangeError(`a list of ${count} in ${bytes.length} bytes`);
      for (let index = 0; index < count; index++) take(index);
    },
    skipStruct: () => {
      at = skimStruct(bytes, at);
    },
    int,
    binary,
    text: () => decoder.decode(binary()),
    bool: () => type === TRUE,
    isBool: () => type === TRUE || type === FALSE,
    at: () => at,
  };
}
