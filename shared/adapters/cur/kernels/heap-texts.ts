import type { Engine } from './engine.ts';
import { FULL } from './kernels.ts';

/**
 * Distinct texts with a number each, kept as UTF-8 in Arrow's layout (offsets and bytes) in the heap. Code 0 is the empty
 * text, which stands for null as well.
 */
export interface HeapTexts {
  /** Codes (i32 at `out`) of `count` texts: see `TableKernels.internTexts`. Addresses of the table may change. */
  intern(
    spans: { readonly starts: number; readonly ends: number; readonly stride: number },
    picks: number,
    count: number,
    out: number,
  ): void;
  codeOfText(text: string): number;
  size(): number;
  textOf(code: number): string;
  /** Address of size + 1 offsets (i32) into the bytes. */
  offsets(): number;
  /** Address of the texts' bytes, and how many there are. */
  bytes(): number;
  usedBytes(): number;
  free(): void;
}

/**
 * The i32 words of the table's header. SLOTS is an open-addressing index of codes (0: free), at most half full; HASHES
 * holds a hash a code, so that neither growing nor a different text looks at bytes.
 */
const [SIZE, MASK, USED, ROOM, CAPACITY, SLOTS, OFFSETS, HASHES, BYTES, NEXT] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
];
const HEADER_BYTES = 40;
const FIRST_CAPACITY = 32;
const FIRST_ROOM = 960;

const encoder = new TextEncoder();
// A decoder drops a leading byte-order mark unless told not to: two names would become one.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Throws RangeError where the heap has no more room for the texts of a call; those before it are kept. */
export function createHeapTexts({ heap, kernels }: Engine): HeapTexts {
  const table = heap.alloc(HEADER_BYTES);
  const word = (at: number): number => heap.views.i32[(table >> 2) + at]!;
  const setWord = (at: number, value: number): void => {
    heap.views.i32[(table >> 2) + at] = value;
  };
  heap.views.i32.fill(0, table >> 2, (table + HEADER_BYTES) >> 2);
  setWord(BYTES, heap.alloc(FIRST_ROOM));
  setWord(ROOM, FIRST_ROOM);
  setWord(OFFSETS, heap.alloc(4 * (FIRST_CAPACITY + 1)));
  setWord(HASHES, heap.alloc(4 * FIRST_CAPACITY));
  // The empty text: from 0 to 0.
  heap.views.i32.fill(0, word(OFFSETS) >> 2, (word(OFFSETS) >> 2) + 2);
  heap.views.i32[word(HASHES) >> 2] = 0;
  setWord(SIZE, 1);
  setWord(CAPACITY, FIRST_CAPACITY);
  reslot(2 * FIRST_CAPACITY);

  function reslot(slots: number): void {
    const fresh = heap.alloc(4 * slots);
    heap.free(word(SLOTS));
    setWord(SLOTS, fresh);
    setWord(MASK, slots - 1);
    kernels.rehashTexts(table);
  }

  /** What is short is doubled; a long text takes several rounds. */
  function grow(): void {
    const [size, used] = [word(SIZE), word(USED)];
    if (size < word(CAPACITY)) {
      const room = 2 * word(ROOM);
      setWord(BYTES, heap.regrow(word(BYTES), room, used));
      setWord(ROOM, room);
      return;
    }
    const capacity = 2 * size;
    setWord(OFFSETS, heap.regrow(word(OFFSETS), 4 * (capacity + 1), 4 * (size + 1)));
    setWord(HASHES, heap.regrow(word(HASHES), 4 * capacity, 4 * size));
    reslot(2 * capacity);
    setWord(CAPACITY, capacity);
  }

  const intern: HeapTexts['intern'] = ({ starts, ends, stride }, picks, count, out) => {
    setWord(NEXT, 0);
    while (kernels.internTexts(table, starts, ends, stride, picks, count, out) === FULL) grow();
  };

  /** Start, end and code of the text lie before its bytes. */
  function codeOfText(text: string): number {
    const bytes = encoder.encode(text);
    const at = heap.alloc(12 + bytes.length);
    heap.views.u8.set(bytes, at + 12);
    heap.views.i32.set([at + 12, at + 12 + bytes.length], at >> 2);
    intern({ starts: at, ends: at + 4, stride: 1 }, 0, 1, at + 8);
    const code = heap.views.i32[(at >> 2) + 2]!;
    heap.free(at);
    return code;
  }

  return {
    intern,
    codeOfText,
    size: () => word(SIZE),
    textOf(code) {
      const offsets = word(OFFSETS) >> 2;
      const [start, end] = [heap.views.i32[offsets + code]!, heap.views.i32[offsets + code + 1]!];
      return decoder.decode(heap.views.u8.subarray(word(BYTES) + start, word(BYTES) + end));
    },
    offsets: () => word(OFFSETS),
    bytes: () => word(BYTES),
    usedBytes: () => word(USED),
    free() {
      for (const part of [SLOTS, OFFSETS, HASHES, BYTES]) heap.free(word(part));
      heap.free(table);
    },
  };
}
