import type { Engine } from './engine.ts';
import { createKeyedTable } from './keyed-table.ts';

/** Distinct 64-bit keys with a number each, from 0, in order of first appearance. */
export interface HeapKeys {
  /**
   * Codes (i32 at `out`) of `count` keys. Throws RangeError where there is no room, Failure `bug` for a key of more bits
   * than were said.
   */
  intern(keys: number, count: number, out: number): void;
  size(): number;
  keyOf(code: number): bigint;
  /** Bits `shift` to `shift + width` (at most 32) of every key as i32 at `out`, by code. */
  unpack(shift: number, width: number, out: number): void;
  /** Forgets the keys and keeps the memory. */
  clear(): void;
  free(): void;
}

const ENTRY_BYTES = 8;

/** Keys of few bits are found without hashing. */
export function createHeapKeys({ heap, kernels }: Engine, keyBits = 64): HeapKeys {
  const table = createKeyedTable(heap, { entryBytes: ENTRY_BYTES, keyBits, rehash: kernels.rehashKeys });
  const kernel = table.dense ? kernels.internDense : kernels.internKeys;
  return {
    intern(keys, count, out) {
      table.fill((address) => kernel(address, keys, count, out));
    },
    size: table.size,
    keyOf: (code) => heap.views.bytes.getBigUint64(table.entries() + ENTRY_BYTES * code, true),
    unpack(shift, width, out) {
      kernels.unpackKeys(table.entries(), ENTRY_BYTES, table.size(), shift, width, out);
    },
    clear: table.clear,
    free: table.free,
  };
}
