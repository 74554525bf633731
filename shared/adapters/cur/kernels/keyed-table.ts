import { bug } from '../../../domain/base/failure.ts';
import type { Heap } from './heap.ts';
import { DAMAGED, FULL } from './kernels.ts';

/** A table of 64-bit keys, or of groups by them, in the heap. */
export interface KeyedTable {
  /** Whether the index has a slot for every key there can be, so that nothing is hashed. */
  readonly dense: boolean;
  size(): number;
  /** Address of the entries, one behind the other. It may change when the table grows. */
  entries(): number;
  /** Runs a kernel over rows, again where the table had to grow. Throws RangeError where there is no room. */
  fill(kernel: (table: number) => number): void;
  /** Forgets the entries and keeps the memory. */
  clear(): void;
  free(): void;
}

export interface KeyedTableShape {
  readonly entryBytes: number;
  /** No key is 2^keyBits or larger. */
  readonly keyBits: number;
  /** Entries that there will be, as far as one knows: what is not written costs nothing. */
  readonly expected?: number;
  /** The kernel that fills the index from the entries. */
  readonly rehash: (table: number) => void;
}

/**
 * The i32 words of the header. SLOTS is an index of MASK + 1 words, 0 is free. In a dense table the slot of a key holds
 * its number (its code + 1). Otherwise addressing is open, at most half of the slots are taken, and the number is in
 * the lower 26 bits, six bits of the key's hash above them.
 */
const [SIZE, MASK, CAPACITY, SLOTS, ENTRIES, NEXT] = [0, 1, 2, 3, 4, 5] as const;
const HEADER_BYTES = 24;
const FIRST_CAPACITY = 64;
const CAPACITY_MAX = 2 ** 25;
/** Below it, room is quadrupled: what is not written costs nothing, what is copied does. */
const SMALL_MAX = 2 ** 20;
/** Four megabytes of index, and three times as fast as hashing. */
const DENSE_BITS_MAX = 20;

export function createKeyedTable(
  heap: Heap,
  { entryBytes, keyBits, expected = 0, rehash }: KeyedTableShape,
): KeyedTable {
  const dense = keyBits <= DENSE_BITS_MAX;
  const wanted = Math.min(expected, CAPACITY_MAX - 1) + 1;
  const first = Math.max(FIRST_CAPACITY, 2 ** Math.ceil(Math.log2(wanted)));
  const table = heap.alloc(HEADER_BYTES);
  const word = (at: number): number => heap.views.i32[(table >> 2) + at]!;
  const setWord = (at: number, value: number): void => {
    heap.views.i32[(table >> 2) + at] = value;
  };
  heap.views.i32.fill(0, table >> 2, (table + HEADER_BYTES) >> 2);
  setWord(ENTRIES, heap.alloc(entryBytes * first));
  setWord(CAPACITY, first);
  reslot(dense ? 2 ** keyBits : 2 * first);

  function reslot(slots: number): void {
    const fresh = heap.alloc(4 * slots);
    heap.free(word(SLOTS));
    setWord(SLOTS, fresh);
    setWord(MASK, slots - 1);
    rehash(table);
  }

  function grow(): void {
    const capacity = word(CAPACITY) * (word(CAPACITY) < SMALL_MAX ? 4 : 2);
    if (capacity > CAPACITY_MAX) throw new RangeError(`a table has more than ${CAPACITY_MAX} keys`);
    setWord(ENTRIES, heap.regrow(word(ENTRIES), entryBytes * capacity, entryBytes * word(SIZE)));
    if (!dense) reslot(2 * capacity);
    setWord(CAPACITY, capacity);
  }

  return {
    dense,
    size: () => word(SIZE),
    entries: () => word(ENTRIES),
    fill(kernel) {
      setWord(NEXT, 0);
      let status = kernel(table);
      for (; status === FULL; status = kernel(table)) grow();
      if (status === DAMAGED) throw bug(`a key has more than the ${keyBits} bits that were said`);
    },
    clear() {
      setWord(SIZE, 0);
      rehash(table);
    },
    free() {
      for (const part of [SLOTS, ENTRIES]) heap.free(word(part));
      heap.free(table);
    },
  };
}
