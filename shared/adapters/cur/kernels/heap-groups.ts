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
  /** A copy of all sums. */
  sums(): GroupSums;
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

/** Two i32 words of the key, two of picodollars, two of the amount, then rows and hash. */
const ENTRY_BYTES = 32;
const ENTRY_WORDS = ENTRY_BYTES / 4;

/** Keys of few bits are found without hashing. */
export function createHeapGroups({ heap, kernels }: Engine, keyBits = 64): HeapGroups {
  const table = createKeyedTable(heap, { entryBytes: ENTRY_BYTES, keyBits, rehash: kernels.rehashGroups });
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
    sums: () => sumsOf(heap.views.i32, table.entries() >> 2, table.size()),
    clear: table.clear,
    free: table.free,
  };
}

/** By halves: a bigint a group would cost more than reading its rows. */
function sumsOf(words: Int32Array, entries: number, size: number): GroupSums {
  const pico = new Int32Array(2 * size);
  const amounts = new Int32Array(2 * size);
  const rows = new Uint32Array(size);
  for (let i = 0, from = entries; i < size; i++, from += ENTRY_WORDS) {
    pico[2 * i] = words[from + 2]!;
    pico[2 * i + 1] = words[from + 3]!;
    amounts[2 * i] = words[from + 4]!;
    amounts[2 * i + 1] = words[from + 5]!;
    rows[i] = words[from + 6]!;
  }
  return { pico: new BigInt64Array(pico.buffer), amounts: new Float64Array(amounts.buffer), rows };
}
