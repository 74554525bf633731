import type { Views } from '../heap.ts';
import { DAMAGED, FULL } from '../kernels.ts';
import { BLOCK, FAR, HASHES, hashBlock, NUMBER_MASK, TAG_SHIFT, touchBlock } from './hashes.ts';

// A table of keys: the words of its header, see `keyed-table.ts`. An entry is a key: two words.
const [SIZE, MASK, CAPACITY, SLOTS, KEYS, NEXT] = [0, 1, 2, 3, 4, 5] as const;

export function packKeys(
  views: Views,
  keys: number,
  codes: number,
  count: number,
  shift: number,
  fresh: number,
): void {
  const { i32 } = views;
  const from = codes >> 2;
  const to = keys >> 2;
  const kept = fresh === 0 ? -1 : 0;
  for (let i = 0, at = to; i < count; i++, at += 2) {
    const code = i32[from + i]!;
    const low = shift < 32 ? code << shift : 0;
    // Shifting by 32 would shift by nothing.
    const high = shift < 32 ? (code >>> 1) >>> (31 - shift) : code << (shift - 32);
    i32[at] = (i32[at]! & kept) | low;
    i32[at + 1] = (i32[at + 1]! & kept) | high;
  }
}

export function unpackKeys(
  views: Views,
  keys: number,
  stride: number,
  count: number,
  shift: number,
  width: number,
  out: number,
): void {
  const { i32 } = views;
  const to = out >> 2;
  const words = stride >> 2;
  const kept = -1 >>> (32 - width);
  for (let i = 0, at = keys >> 2; i < count; i++, at += words) {
    const high = i32[at + 1]!;
    const bits = shift < 32 ? (i32[at]! >>> shift) | ((high << 1) << (31 - shift)) : high >>> (shift - 32);
    i32[to + i] = bits & kept;
  }
}

export function internKeys(views: Views, table: number, keys: number, count: number, out: number): number {
  const { i32 } = views;
  const header = table >> 2;
  const mask = i32[header + MASK]!;
  const slots = i32[header + SLOTS]! >> 2;
  const known = i32[header + KEYS]! >> 2;
  const capacity = i32[header + CAPACITY]!;
  const to = out >> 2;
  let size = i32[header + SIZE]!;
  for (let from = i32[header + NEXT]!; from < count; from += BLOCK) {
    const rows = Math.min(BLOCK, count - from);
    const first = (keys >> 2) + 2 * from;
    hashBlock(i32, first, rows);
    if (size >= FAR) touchBlock(i32, rows, slots, mask, known, 2);
    for (let i = 0; i < rows; i++) {
      const hash = HASHES[i]!;
      const low = i32[first + 2 * i]!;
      const high = i32[first + 2 * i + 1]!;
      let slot = hash & mask;
      let found = i32[slots + slot]!;
      let code = 0;
      while (found !== 0) {
        code = (found & NUMBER_MASK) - 1;
        if (
          (found ^ hash) >>> TAG_SHIFT === 0 &&
          i32[known + 2 * code] === low &&
          i32[known + 2 * code + 1] === high
        )
          break;
        slot = (slot + 1) & mask;
        found = i32[slots + slot]!;
      }
      if (found === 0) {
        if (size === capacity) {
          i32[header + SIZE] = size;
          i32[header + NEXT] = from + i;
          return FULL;
        }
        code = size++;
        i32[slots + slot] = (hash & ~NUMBER_MASK) | size;
        i32[known + 2 * code] = low;
        i32[known + 2 * code + 1] = high;
      }
      i32[to + from + i] = code;
    }
  }
  i32[header + SIZE] = size;
  i32[header + NEXT] = count;
  return 0;
}

export function internDense(views: Views, table: number, keys: number, count: number, out: number): number {
  const { i32, u32 } = views;
  const header = table >> 2;
  const mask = i32[header + MASK]!;
  const slots = i32[header + SLOTS]! >> 2;
  const known = i32[header + KEYS]! >> 2;
  const capacity = i32[header + CAPACITY]!;
  const from = keys >> 2;
  const to = out >> 2;
  let size = i32[header + SIZE]!;
  let i = i32[header + NEXT]!;
  let status = 0;
  for (; i < count; i++) {
    const key = u32[from + 2 * i]!;
    if (key > mask || i32[from + 2 * i + 1] !== 0) {
      status = DAMAGED;
      break;
    }
    let number = i32[slots + key]!;
    if (number === 0) {
      if (size === capacity) {
        status = FULL;
        break;
      }
      i32[known + 2 * size] = key;
      i32[known + 2 * size + 1] = 0;
      number = ++size;
      i32[slots + key] = number;
    }
    i32[to + i] = number - 1;
  }
  i32[header + SIZE] = size;
  i32[header + NEXT] = i;
  return status;
}

export function rehashKeys(views: Views, table: number): void {
  const { i32 } = views;
  const header = table >> 2;
  const mask = i32[header + MASK]!;
  const slots = i32[header + SLOTS]! >> 2;
  const known = i32[header + KEYS]! >> 2;
  const size = i32[header + SIZE]!;
  i32.fill(0, slots, slots + mask + 1);
  for (let from = 0; from < size; from += BLOCK) {
    const rows = Math.min(BLOCK, size - from);
    hashBlock(i32, known + 2 * from, rows);
    for (let i = 0; i < rows; i++) {
      const hash = HASHES[i]!;
      let slot = hash & mask;
      while (i32[slots + slot] !== 0) slot = (slot + 1) & mask;
      i32[slots + slot] = (hash & ~NUMBER_MASK) | (from + i + 1);
    }
  }
}
