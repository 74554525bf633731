import type { Engine } from './engine.ts';
import { createKeyedTable } from './keyed-table.ts';

/** Sums by 64-bit key, in order of the keys' first appearance. */
export interface HeapGroups {
  /**
   * Adds `count` rows: u64 keys, whole picodollars (f64; NaN adds a row and no cost) and amounts (f64). Throws RangeError
   * where there is no room, Failure `bug` for a key of more bits than were said.
   */
  add(keys: number, pico: number, amounts: number, count: number): void;
  size(): number;
  /** Bits `shift` to `shift + width` (at most 32) of every group's key as i32 at `out`. */
  unpack(shift: number, width: number, out: number): void;
  keyOf(group: number): bigint;
  /** Copies the sums of groups from one on into arrays that may be larger. Returns how many there were. */
  readSums(from: number, into: GroupSums): number;
  /** Forgets the groups and keeps the memory. */
  clear(): void;
  free(): void;
}

/** A value a group. Sums of picodollars are exact as long as they fit 63 bits: nine million dollars. */
export interface GroupSums {
  readonly pico: BigInt64Array;
  readonly amounts: Float64Array;
  readonly rows: Uint32Array;
}

/** Two i32 words of the key, two of picodollars, two of the amount, then rows: half of all memory is a million groups. */
const ENTRY_BYTES = 28;
const ENTRY_WORDS = ENTRY_BYTES / 4;

/** Keys of few bits are found without hashing; a table that gets its room at once is never copied. */
export function createHeapGroups(
  { heap, kernels }: Engine,
  { keyBits = 64, expected = 0 }: { readonly keyBits?: number; readonly expected?: number } = {},
): HeapGroups {
  const shape = { entryBytes: ENTRY_BYTES, keyBits, expected, rehash: kernels.rehashGroups };
  const table = createKeyedTable(heap, shape);
  const kernel = table.dense ? kernels.groupDense : kernels.group;
  return {
    add(keys, pico, amounts, count) {
      table.fill((address) => kernel(address, keys, pico, amounts, count));
    },
    size: table.size,
    unpack(shift, width, out) {
      kernels.unpackKeys(table.entries(), ENTRY_BYTES, table.size(), shift, width, out);
    },
    keyOf: (group) => heap.views.bytes.getBigUint64(table.entries() + ENTRY_BYTES * group, true),
    readSums(from, into) {
      const count = Math.min(into.rows.length, table.size() - from);
      copySums(heap.views.i32, (table.entries() + ENTRY_BYTES * from) >> 2, count, into);
      return count;
    },
    clear: table.clear,
    free: table.free,
  };
}

export const newGroupSums = (groups: number): GroupSums => ({
  pico: new BigInt64Array(groups),
  amounts: new Float64Array(groups),
  rows: new Uint32Array(groups),
});

/** By halves: a bigint a group would cost more than reading its rows. */
function copySums(words: Int32Array, entries: number, count: number, into: GroupSums): void {
  const pico = new Int32Array(into.pico.buffer);
  const amounts = new Int32Array(into.amounts.buffer);
  for (let i = 0, from = entries; i < count; i++, from += ENTRY_WORDS) {
    pico[2 * i] = words[from + 2]!;
    pico[2 * i + 1] = words[from + 3]!;
    amounts[2 * i] = words[from + 4]!;
    amounts[2 * i + 1] = words[from + 5]!;
    into.rows[i] = words[from + 6]!;
  }
}
