/** Distinct runs of integers with a number each, in order of first appearance; runs may differ in length. */
interface TupleTable {
  codeOf(values: Int32Array, start: number, end: number): number;
  size(): number;
  /** The run of a code; a view that the next new run may replace. */
  tupleOf(code: number): Int32Array;
}

export function createTupleTable(): TupleTable {
  let arena = new Int32Array(256);
  let offsets = new Int32Array(64);
  let hashes = new Int32Array(64);
  // Open addressing; a slot holds code + 1, 0 is free. Never more than half full.
  let slots = new Int32Array(128);
  let size = 0;

  function codeOf(values: Int32Array, start: number, end: number): number {
    const length = end - start;
    let hash = length;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ values[i]!, 0x9e3779b1) ^ (hash >>> 13);
    hash ^= hash >>> 16;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (let found = slots[slot]!; found !== 0; found = slots[slot]!) {
      if (hashes[found - 1] === hash && isAt(found - 1, values, start, length)) return found - 1;
      slot = (slot + 1) & mask;
    }
    slots[slot] = size + 1;
    return append(values, start, end, hash);
  }

  function isAt(code: number, values: Int32Array, start: number, length: number): boolean {
    const at = offsets[code]!;
    if (offsets[code + 1]! - at !== length) return false;
    for (let i = 0; i < length; i++) if (arena[at + i] !== values[start + i]) return false;
    return true;
  }

  function append(values: Int32Array, start: number, end: number, hash: number): number {
    const code = size++;
    const at = offsets[code]!;
    const to = at + end - start;
    if (to > arena.length) arena = grown(arena, Math.max(to, arena.length * 2));
    arena.set(values.subarray(start, end), at);
    if (size + 1 > offsets.length) offsets = grown(offsets, offsets.length * 2);
    offsets[size] = to;
    if (size > hashes.length) hashes = grown(hashes, hashes.length * 2);
    hashes[code] = hash;
    if (size * 2 > slots.length) rehash();
    return code;
  }

  function rehash(): void {
    slots = new Int32Array(slots.length * 2);
    const mask = slots.length - 1;
    for (let code = 0; code < size; code++) {
      let slot = hashes[code]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code + 1;
    }
  }

  return {
    codeOf,
    size: () => size,
    tupleOf: (code) => arena.subarray(offsets[code], offsets[code + 1]),
  };
}

function grown(from: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(length);
  to.set(from);
  return to;
}
