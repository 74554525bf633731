import type { Views } from '../heap.ts';
import { FULL } from '../kernels.ts';

// A table of texts: the words of its header, see `heap-texts.ts`.
const [SIZE, MASK, USED, ROOM, CAPACITY, SLOTS, OFFSETS, HASHES, BYTES, NEXT] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
];

export function internTexts(
  views: Views,
  table: number,
  starts: number,
  ends: number,
  stride: number,
  picks: number,
  count: number,
  out: number,
): number {
  const { i32, bytes } = views;
  const header = table >> 2;
  const mask = i32[header + MASK]!;
  const slots = i32[header + SLOTS]! >> 2;
  const hashes = i32[header + HASHES]! >> 2;
  const from = starts >> 2;
  const until = ends >> 2;
  const picked = picks >> 2;
  const to = out >> 2;
  for (let j = i32[header + NEXT]!; j < count; j++) {
    const k = picks === 0 ? j : i32[picked + j]!;
    const start = k < 0 ? 0 : i32[from + k * stride]!;
    const length = k < 0 ? 0 : i32[until + k * stride]! - start;
    if (length <= 0) {
      i32[to + j] = 0;
      continue;
    }
    const hash = hashOf(bytes, start, length);
    let slot = hash & mask;
    let code = i32[slots + slot]!;
    while (code !== 0 && !(i32[hashes + code] === hash && isAt(views, header, code, start, length))) {
      slot = (slot + 1) & mask;
      code = i32[slots + slot]!;
    }
    if (code === 0) {
      code = append(views, header, start, length, hash);
      if (code === 0) {
        i32[header + NEXT] = j;
        return FULL;
      }
      i32[slots + slot] = code;
    }
    i32[to + j] = code;
  }
  i32[header + NEXT] = count;
  return 0;
}

function isAt(views: Views, header: number, code: number, start: number, length: number): boolean {
  const { i32, bytes } = views;
  const offsets = i32[header + OFFSETS]! >> 2;
  const offset = i32[offsets + code]!;
  if (i32[offsets + code + 1]! - offset !== length) return false;
  const at = i32[header + BYTES]! + offset;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    if (bytes.getInt32(at + i, true) !== bytes.getInt32(start + i, true)) return false;
  }
  return wordAt(bytes, at + i, length - i) === wordAt(bytes, start + i, length - i);
}

/** The code of a new text, 0 where there is no room. */
function append(views: Views, header: number, start: number, length: number, hash: number): number {
  const { i32, u8 } = views;
  const code = i32[header + SIZE]!;
  const used = i32[header + USED]!;
  if (code === i32[header + CAPACITY] || length > i32[header + ROOM]! - used) return 0;
  u8.copyWithin(i32[header + BYTES]! + used, start, start + length);
  i32[(i32[header + OFFSETS]! >> 2) + code + 1] = used + length;
  i32[(i32[header + HASHES]! >> 2) + code] = hash;
  i32[header + USED] = used + length;
  i32[header + SIZE] = code + 1;
  return code;
}

export function rehashTexts(views: Views, table: number): void {
  const { i32 } = views;
  const header = table >> 2;
  const mask = i32[header + MASK]!;
  const slots = i32[header + SLOTS]! >> 2;
  const hashes = i32[header + HASHES]! >> 2;
  const size = i32[header + SIZE]!;
  i32.fill(0, slots, slots + mask + 1);
  for (let code = 1; code < size; code++) {
    let slot = i32[hashes + code]! & mask;
    while (i32[slots + slot] !== 0) slot = (slot + 1) & mask;
    i32[slots + slot] = code;
  }
}

/** Four lanes of four bytes a step, as in the compiled kernel. */
function hashOf(bytes: DataView, start: number, length: number): number {
  let [a, b, c, d] = [length, length, length, length];
  let at = start;
  let rest = length;
  for (; rest > 16; rest -= 16, at += 16) {
    a = mixed(a ^ bytes.getInt32(at, true), 0x9e3779b1);
    b = mixed(b ^ bytes.getInt32(at + 4, true), 0x85ebca77);
    c = mixed(c ^ bytes.getInt32(at + 8, true), 0xc2b2ae3d);
    d = mixed(d ^ bytes.getInt32(at + 12, true), 0x27d4eb2f);
  }
  a = mixed(a ^ wordAt(bytes, at, rest), 0x9e3779b1);
  b = mixed(b ^ wordAt(bytes, at + 4, rest - 4), 0x85ebca77);
  c = mixed(c ^ wordAt(bytes, at + 8, rest - 8), 0xc2b2ae3d);
  d = mixed(d ^ wordAt(bytes, at + 12, rest - 12), 0x27d4eb2f);
  const hash = Math.imul(a ^ b ^ c ^ d, 0x9e3779b1);
  return hash ^ (hash >>> 16);
}

function mixed(word: number, prime: number): number {
  const product = Math.imul(word, prime);
  return product ^ (product >>> 15);
}

/** The first `rest` of four bytes, zeros behind them. */
function wordAt(bytes: DataView, at: number, rest: number): number {
  if (rest <= 0) return 0;
  const word = bytes.getInt32(at, true);
  return rest < 4 ? word & (-1 >>> (32 - 8 * rest)) : word;
}
