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
  const { i32 } = views;
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
    const hash = hashOf(views, start, length);
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
  const { i32, u8 } = views;
  const offsets = i32[header + OFFSETS]! >> 2;
  const offset = i32[offsets + code]!;
  if (i32[offsets + code + 1]! - offset !== length) return false;
  const at = i32[header + BYTES]! + offset;
  for (let i = 0; i < length; i++) if (u8[at + i] !== u8[start + i]) return false;
  return true;
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

const PRIME = 0x9e3779b1;
const OTHER_PRIME = 0x85ebca77;

/** Two lanes of four bytes a step, as in the compiled kernel. */
function hashOf(views: Views, start: number, length: number): number {
  const { u8 } = views;
  let left = length;
  let right = PRIME | 0;
  let at = start;
  const end = start + length;
  for (const whole = end - 7; at < whole; at += 8) {
    const word = u8[at]! | (u8[at + 1]! << 8) | (u8[at + 2]! << 16) | (u8[at + 3]! << 24);
    const next = u8[at + 4]! | (u8[at + 5]! << 8) | (u8[at + 6]! << 16) | (u8[at + 7]! << 24);
    left = Math.imul(left ^ word, PRIME);
    left ^= left >>> 15;
    right = Math.imul(right ^ next, OTHER_PRIME);
    right ^= right >>> 15;
  }
  if (at < end) {
    let word = 0;
    let next = 0;
    for (let shift = 0; at < end && shift < 32; shift += 8) word |= u8[at++]! << shift;
    for (let shift = 0; at < end; shift += 8) next |= u8[at++]! << shift;
    left = Math.imul(left ^ word, PRIME);
    left ^= left >>> 15;
    right = Math.imul(right ^ next, OTHER_PRIME);
    right ^= right >>> 15;
  }
  const hash = Math.imul(left ^ Math.imul(right, PRIME), OTHER_PRIME);
  return hash ^ (hash >>> 16);
}
