import type { Heap } from './heap.ts';

/** A table of 64-bit keys, or of groups by them, in the heap. */
export interface KeyedTable {
  /** Address of the header. */
  readonly address: number;
  size(): number;
  /** Address of the entries, one behind the other. It may change when the table grows. */
  entries(): number;
  /** Twice the room. Throws RangeError where the heap has no more, or a number has no more bits. */
  grow(): void;
  /** From the first row again: for a call that broke off. */
  restart(): void;
  /** Forgets the entries and keeps the memory. */
  clear(): void;
  free(): void;
}

/**
 * The i32 words of the header. SLOTS is an open-addressing index, at most half full: an entry's number (its code + 1, 0
 * is free) in the lower 26 bits, six bits of the key's hash above them.
 */
const [SIZE, MASK, CAPACITY, SLOTS, ENTRIES, NEXT] = [0, 1, 2, 3, 4, 5] as const;
const HEADER_BYTES = 24;
const FIRST_CAPACITY = 64;
const CAPACITY_MAX = 2 ** 25;

/** `rehash` is the kernel that fills the index from the entries, each of `entryBytes`. */
export function createKeyedTable(
  heap: Heap,
  entryBytes: number,
  rehash: (table: number) => void,
): KeyedTable {
  const address = heap.alloc(HEADER_BYTES);
  const word = (at: number): number => heap.views.i32[(address >> 2) + at]!;
  const setWord = (at: number, value: number): void => {
    heap.views.i32[(address >> 2) + at] = value;
  };
  heap.views.i32.fill(0, address >> 2, (address + HEADER_BYTES) >> 2);
  setWord(ENTRIES, heap.alloc(entryBytes * FIRST_CAPACITY));
  reslot(FIRST_CAPACITY);

  function reslot(capacity: number): void {
    const slots = heap.alloc(4 * 2 * capacity);
    heap.free(word(SLOTS));
    setWord(SLOTS, slots);
    setWord(MASK, 2 * capacity - 1);
    setWord(CAPACITY, capacity);
    rehash(address);
  }

  return {
    address,
    size: () => word(SIZE),
    entries: () => word(ENTRIES),
    grow() {
      const capacity = 2 * word(CAPACITY);
      if (capacity > CAPACITY_MAX) throw new RangeError(`a table has more than ${CAPACITY_MAX} keys`);
      setWord(ENTRIES, heap.regrow(word(ENTRIES), entryBytes * capacity, entryBytes * word(SIZE)));
      reslot(capacity);
    },
    restart: () => setWord(NEXT, 0),
    clear() {
      setWord(SIZE, 0);
      rehash(address);
    },
    free() {
      for (const part of [SLOTS, ENTRIES]) heap.free(word(part));
      heap.free(address);
    },
  };
}
