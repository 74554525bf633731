import type { Engine } from './engine.ts';
import { FULL } from './kernels.ts';
import { createKeyedTable } from './keyed-table.ts';

/** Sums by 64-bit key, in order of the keys' first appearance. */
export interface HeapGroups {
  /**
   * Adds `count` rows: u64 keys, whole picodollars (f64; NaN adds a row and no cost) and amounts (f64). Throws RangeError
   * where there is no room.
   */
  add(keys: number, pico: number, amounts: number, count: number): void;
  size(): number;
  /** Bits `shift` to `shift + width` (at most 32) of every group's key as i32 at `out`. */
  unpack(shift: number, width: number, out: number): void;
  /** A copy of all groups. */
  columns(): GroupColumns;
  /** Forgets the groups and keeps the memory. */
  clear(): void;
  free(): void;
}

/** A value a group. Sums of picodollars are exact as long as they fit 63 bits: nine million dollars. */
export interface GroupColumns {
  readonly keys: BigUint64Array;
  readonly pico: BigInt64Array;
  readonly amounts: Float64Array;
  readonly rows: Uint32Array;
}

/** Two i32 words of key, two of picodollars, two of amount, then rows and hash. */
const ENTRY_BYTES = 32;
const ENTRY_WORDS = ENTRY_BYTES / 4;

export function createHeapGroups({ heap, kernels }: Engine): HeapGroups {
  const table = createKeyedTable(heap, ENTRY_BYTES, kernels.rehashGroups);
  return {
    add(keys, pico, amounts, count) {
      table.restart();
      while (kernels.group(table.address, keys, pico, amounts, count) === FULL) table.grow();
    },
    size: table.size,
    unpack(shift, width, out) {
      kernels.unpackKeys(table.entries(), ENTRY_BYTES, table.size(), shift, width, out);
    },
    columns: () => columnsOf(heap.views.i32, table.entries() >> 2, table.size()),
    clear: table.clear,
    free: table.free,
  };
}

/** By halves: a bigint a group would cost more than reading its rows. */
function columnsOf(words: Int32Array, entries: number, size: number): GroupColumns {
  const keys = new Int32Array(2 * size);
  const pico = new Int32Array(2 * size);
  const amounts = new Int32Array(2 * size);
  const rows = new Uint32Array(size);
  for (let i = 0, from = entries; i < size; i++, from += ENTRY_WORDS) {
    keys[2 * i] = words[from]!;
    keys[2 * i + 1] = words[from + 1]!;
    pico[2 * i] = words[from + 2]!;
    pico[2 * i + 1] = words[from + 3]!;
    amounts[2 * i] = words[from + 4]!;
    amounts[2 * i + 1] = words[from + 5]!;
    rows[i] = words[from + 6]!;
  }
  return {
    keys: new BigUint64Array(keys.buffer),
    pico: new BigInt64Array(pico.buffer),
    amounts: new Float64Array(amounts.buffer),
    rows,
  };
}
