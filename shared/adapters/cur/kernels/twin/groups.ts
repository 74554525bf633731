import type { Views } from '../heap.ts';
import { DAMAGED, FULL } from '../kernels.ts';
import { BLOCK, FAR, HASHES, hashBlock, hashOf, NUMBER_MASK, TAG_SHIFT, touchBlock } from './hashes.ts';

// A table of groups: the words of its header, see `keyed-table.ts`.
const [SIZE, MASK, CAPACITY, SLOTS, ENTRIES, NEXT] = [0, 1, 2, 3, 4, 5] as const;

// An entry is seven words, so that every second one is not aligned: two of the key first, then these.
const [PICO, AMOUNT, ROWS, ENTRY_WORDS] = [2, 4, 6, 7] as const;

const WORD = 2 ** 32;

export function group(
  views: Views,
  table: number,
  keys: number,
  pico: number,
  amounts: number,
  count: number,
): number {
  const { i32, f64 } = views;
  const header = table >> 2;
  const mask = i32[header + MASK]!;
  const slots = i32[header + SLOTS]! >> 2;
  const entries = i32[header + ENTRIES]! >> 2;
  const capacity = i32[header + CAPACITY]!;
  const costs = pico >> 3;
  const used = amounts >> 3;
  let size = i32[header + SIZE]!;
  for (let from = i32[header + NEXT]!; from < count; from += BLOCK) {
    const rows = Math.min(BLOCK, count - from);
    const first = (keys >> 2) + 2 * from;
    hashBlock(i32, first, rows);
    if (size >= FAR) touchBlock(i32, rows, slots, mask, entries, ENTRY_WORDS);
    for (let i = 0; i < rows; i++) {
      const hash = HASHES[i]!;
      const low = i32[first + 2 * i]!;
      const high = i32[first + 2 * i + 1]!;
      let slot = hash & mask;
      let found = i32[slots + slot]!;
      let entry = 0;
      while (found !== 0) {
        entry = entries + ENTRY_WORDS * ((found & NUMBER_MASK) - 1);
        if ((found ^ hash) >>> TAG_SHIFT === 0 && i32[entry] === low && i32[entry + 1] === high) break;
        slot = (slot + 1) & mask;
        found = i32[slots + slot]!;
      }
      if (found === 0) {
        if (size === capacity) {
          i32[header + SIZE] = size;
          i32[header + NEXT] = from + i;
          return FULL;
        }
        entry = entries + ENTRY_WORDS * size++;
        i32[slots + slot] = (hash & ~NUMBER_MASK) | size;
        begin(views, entry, low, high, f64[used + from + i]!);
      } else {
        addAmount(views, entry, f64[used + from + i]!);
      }
      addPico(i32, entry + PICO, f64[costs + from + i]!);
    }
  }
  i32[header + SIZE] = size;
  i32[header + NEXT] = count;
  return 0;
}

export function groupDense(
  views: Views,
  table: number,
  keys: number,
  pico: number,
  amounts: number,
  count: number,
): number {
  const { i32, u32, f64 } = views;
  const header = table >> 2;
  const mask = i32[header + MASK]!;
  const slots = i32[header + SLOTS]! >> 2;
  // Numbers count from 1.
  const entries = (i32[header + ENTRIES]! >> 2) - ENTRY_WORDS;
  const capacity = i32[header + CAPACITY]!;
  const [from, costs, used] = [keys >> 2, pico >> 3, amounts >> 3];
  let size = i32[header + SIZE]!;
  let i = i32[header + NEXT]!;
  let status = 0;
  for (; i < count; i++) {
    const key = u32[from + 2 * i]!;
    if (key > mask || i32[from + 2 * i + 1] !== 0) {
      status = DAMAGED;
      break;
    }
    const number = i32[slots + key]!;
    if (number === 0) {
      if (size === capacity) {
        status = FULL;
        break;
      }
      i32[slots + key] = ++size;
      begin(views, entries + ENTRY_WORDS * size, key, 0, f64[used + i]!);
      addPico(i32, entries + ENTRY_WORDS * size + PICO, f64[costs + i]!);
    } else {
      const entry = entries + ENTRY_WORDS * number;
      addAmount(views, entry, f64[used + i]!);
      addPico(i32, entry + PICO, f64[costs + i]!);
    }
  }
  i32[header + SIZE] = size;
  i32[header + NEXT] = i;
  return status;
}

/** An entry of one row, without its cost. */
function begin(views: Views, entry: number, low: number, high: number, amount: number): void {
  const { i32, bytes } = views;
  i32[entry] = low;
  i32[entry + 1] = high;
  i32[entry + PICO] = 0;
  i32[entry + PICO + 1] = 0;
  bytes.setFloat64((entry + AMOUNT) << 2, amount, true);
  i32[entry + ROWS] = 1;
}

/** Another row of an entry, without its cost. */
function addAmount({ i32, bytes }: Views, entry: number, amount: number): void {
  const at = (entry + AMOUNT) << 2;
  bytes.setFloat64(at, bytes.getFloat64(at, true) + amount, true);
  i32[entry + ROWS]!++;
}

/** Adds a whole double to 64 bits in two words, the lower one with its carry. NaN adds nothing. */
function addPico(i32: Int32Array, at: number, pico: number): void {
  if (Number.isNaN(pico)) return;
  const high = Math.floor(pico / WORD);
  const low = (i32[at]! >>> 0) + (pico - high * WORD);
  i32[at] = low | 0;
  i32[at + 1]! += high + (low >= WORD ? 1 : 0);
}

export function rehashGroups(views: Views, table: number): void {
  const { i32 } = views;
  const header = table >> 2;
  const mask = i32[header + MASK]!;
  const slots = i32[header + SLOTS]! >> 2;
  const size = i32[header + SIZE]!;
  i32.fill(0, slots, slots + mask + 1);
  for (let number = 1, entry = i32[header + ENTRIES]! >> 2; number <= size; number++, entry += ENTRY_WORDS) {
    const hash = hashOf(i32[entry]!, i32[entry + 1]!);
    let slot = hash & mask;
    while (i32[slots + slot] !== 0) slot = (slot + 1) & mask;
    i32[slots + slot] = (hash & ~NUMBER_MASK) | number;
  }
}
