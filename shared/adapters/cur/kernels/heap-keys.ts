import type { Engine } from './engine.ts';
import { FULL } from './kernels.ts';
import { createKeyedTable } from './keyed-table.ts';

/** Distinct 64-bit keys with a number each, from 0, in order of first appearance. */
export interface HeapKeys {
  /** Codes (i32 at `out`) of `count` keys. Addresses of the table may change. Throws RangeError where there is no room. */
  intern(keys: number, count: number, out: number): void;
  size(): number;
  keyOf(code: number): bigint;
  /** Bits `shift` to `shift + width` (at most 32) of every key as i32 at `out`, by code. */
  unpack(shift: number, width: number, out: number): void;
  /** Forgets the keys and keeps the memory. */
  clear(): void;
  free(): void;
}

const KEY_BYTES = 8;

export function createHeapKeys({ heap, kernels }: Engine): HeapKeys {
  const table = createKeyedTable(heap, KEY_BYTES, kernels.rehashKeys);
  return {
    intern(keys, count, out) {
      table.restart();
      while (kernels.internKeys(table.address, keys, count, out) === FULL) table.grow();
    },
    size: table.size,
    keyOf: (code) => heap.views.bytes.getBigUint64(table.entries() + KEY_BYTES * code, true),
    unpack(shift, width, out) {
      kernels.unpackKeys(table.entries(), KEY_BYTES, table.size(), shift, width, out);
    },
    clear: table.clear,
    free: table.free,
  };
}
