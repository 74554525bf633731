/**
 * Distinct texts with a number each, kept as UTF-8 bytes in Arrow's layout: no text becomes a JavaScript string before
 * somebody asks for it. Code 0 is the empty text, which stands for null as well.
 */
export interface TextTable {
  codeOf(bytes: Uint8Array, start: number, end: number): number;
  codeOfText(text: string): number;
  size(): number;
  textOf(code: number): string;
  /** Arrow's two Utf8 buffers; views that the next new text may replace. */
  offsets(): Int32Array;
  bytes(): Uint8Array;
}

const encoder = new TextEncoder();
// A decoder drops a leading byte-order mark unless told not to: two names would become one.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** The texts of Arrow's two Utf8 buffers by index, as this file keeps them; Arrow's own `get` drops a byte-order mark. */
export const textsOf =
  ({
    values,
    valueOffsets,
  }: {
    readonly values: Uint8Array;
    readonly valueOffsets: Int32Array;
  }): ((index: number) => string) =>
  (index) =>
    decoder.decode(values.subarray(valueOffsets[index], valueOffsets[index + 1]));

export function createTextTable(): TextTable {
  let arena = new Uint8Array(1024);
  let offsets = new Int32Array(64);
  let hashes = new Int32Array(64);
  // Open addressing; a slot holds code + 1, 0 is free. Never more than half full.
  let slots = new Int32Array(128);
  let size = 1;

  function codeOf(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length === 0) return 0;
    const hash = hashOf(bytes, start, end);
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let found = slots[slot]!; found !== 0; found = slots[slot]!) {
      const code = found - 1;
      if (hashes[code] === hash && isAt(code, bytes, start, length)) return code;
      slot = (slot + 1) & mask;
    }
    slots[slot] = size + 1;
    return append(bytes, start, end, hash);
  }

  function isAt(code: number, bytes: Uint8Array, start: number, length: number): boolean {
    const at = offsets[code]!;
    if (offsets[code + 1]! - at !== length) return false;
    for (let i = 0; i < length; i++) if (arena[at + i] !== bytes[start + i]) return false;
    return true;
  }

  function append(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const code = size++;
    const at = offsets[code]!;
    const to = at + end - start;
    if (to > arena.length) arena = grown(arena, new Uint8Array(Math.max(to, arena.length * 2)));
    arena.set(bytes.subarray(start, end), at);
    if (size + 1 > offsets.length) offsets = grown(offsets, new Int32Array(offsets.length * 2));
    offsets[size] = to;
    if (size > hashes.length) hashes = grown(hashes, new Int32Array(hashes.length * 2));
    hashes[code] = hash;
    if (size * 2 > slots.length) rehash();
    return code;
  }

  function rehash(): void {
    slots = new Int32Array(slots.length * 2);
    const mask = slots.length - 1;
    for (let code = 1; code < size; code++) {
      let slot = hashes[code]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code + 1;
    }
  }

  return {
    codeOf,
    codeOfText: (text) => {
      const bytes = encoder.encode(text);
      return codeOf(bytes, 0, bytes.length);
    },
    size: () => size,
    textOf: (code) => textsOf({ values: arena, valueOffsets: offsets })(code),
    offsets: () => offsets.subarray(0, size + 1),
    bytes: () => arena.subarray(0, offsets[size]),
  };
}

const PRIME = 0x9e3779b1;

/** Four bytes a step: byte by byte, hashing would be half the time of reading a CSV file. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  let i = start;
  for (const whole = end - 3; i < whole; i += 4) {
    const word = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    hash = Math.imul(hash ^ word, PRIME);
    hash ^= hash >>> 15;
  }
  for (; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, PRIME);
  return hash ^ (hash >>> 16);
}

function grown<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
