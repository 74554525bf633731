import { FULL } from './status';

// A table of texts: the words of its header, see `heap-texts.ts`.
const SIZE: usize = 0;
const MASK: usize = 4;
const USED: usize = 8;
const ROOM: usize = 12;
const CAPACITY: usize = 16;
const SLOTS: usize = 20;
const OFFSETS: usize = 24;
const HASHES: usize = 28;
const BYTES: usize = 32;
const NEXT: usize = 36;

/** See `TableKernels.internTexts`. */
export function internTexts(
  table: usize, starts: usize, ends: usize, stride: u32, picks: usize, count: u32, out: usize,
): i32 {
  const mask = load<u32>(table, MASK);
  const slots = load<usize>(table, SLOTS);
  const offsets = load<usize>(table, OFFSETS);
  const hashes = load<usize>(table, HASHES);
  const bytes = load<usize>(table, BYTES);
  for (let j = load<u32>(table, NEXT); j < count; j++) {
    const k = picks ? load<i32>(picks + (<usize>j << 2)) : <i32>j;
    const span = (<usize>k * stride) << 2;
    const start: usize = k < 0 ? 0 : load<u32>(starts + span);
    const length = k < 0 ? 0 : <i32>(load<u32>(ends + span) - <u32>start);
    if (length <= 0) {
      store<u32>(out + (<usize>j << 2), 0);
      continue;
    }
    const hash = hashOf(start, length);
    let slot = hash & mask;
    let code: u32;
    while (code = load<u32>(slots + (<usize>slot << 2))) {
      if (load<u32>(hashes + (<usize>code << 2)) == hash) {
        const at = load<usize>(offsets + (<usize>code << 2));
        const end = load<usize>(offsets + (<usize>code << 2), 4);
        if (end - at == <usize>length && same(bytes + at, start, length)) break;
      }
      slot = (slot + 1) & mask;
    }
    if (code == 0) {
      code = append(table, start, length, hash);
      if (code == 0) {
        store<u32>(table, j, NEXT);
        return FULL;
      }
      store<u32>(slots + (<usize>slot << 2), code);
    }
    store<u32>(out + (<usize>j << 2), code);
  }
  store<u32>(table, count, NEXT);
  return 0;
}

/** The code of a new text, 0 where there is no room. */
function append(table: usize, start: usize, length: u32, hash: u32): u32 {
  const code = load<u32>(table, SIZE);
  const used = load<u32>(table, USED);
  if (code == load<u32>(table, CAPACITY) || length > load<u32>(table, ROOM) - used) return 0;
  const to = load<usize>(table, BYTES) + used;
  for (let i: usize = 0; i < <usize>length; i += 16) v128.store(to + i, v128.load(start + i));
  store<u32>(load<usize>(table, OFFSETS) + (<usize>code << 2), used + length, 4);
  store<u32>(load<usize>(table, HASHES) + (<usize>code << 2), hash);
  store<u32>(table, used + length, USED);
  store<u32>(table, code + 1, SIZE);
  return code;
}

/** See `TableKernels.rehashTexts`. */
export function rehashTexts(table: usize): void {
  const mask = load<u32>(table, MASK);
  const slots = load<usize>(table, SLOTS);
  const hashes = load<usize>(table, HASHES);
  memory.fill(slots, 0, (<usize>mask + 1) << 2);
  for (let code: u32 = 1, size = load<u32>(table, SIZE); code < size; code++) {
    let slot = load<u32>(hashes + (<usize>code << 2)) & mask;
    while (load<u32>(slots + (<usize>slot << 2))) slot = (slot + 1) & mask;
    store<u32>(slots + (<usize>slot << 2), code);
  }
}

/** Ones, then zeros: what keeps the first n of 16 bytes begins n bytes before the zeros. */
const ONES = memory.data<u64>([-1, -1, 0, 0], 16);

/** The last 1 to 16 bytes of a text, with zeros behind them. */
// @ts-ignore: decorator
@inline
function lastAt(at: usize, rest: u32): v128 {
  return v128.and(v128.load(at), v128.load(ONES + 16 - rest));
}

// @ts-ignore: decorator
@inline
function same(a: usize, b: usize, length: u32): bool {
  let at: usize = 0;
  let rest = length;
  for (; rest > 16; rest -= 16, at += 16) {
    if (v128.any_true(v128.xor(v128.load(a + at), v128.load(b + at)))) return false;
  }
  return !v128.any_true(v128.xor(lastAt(a + at, rest), lastAt(b + at, rest)));
}

/** Four lanes of four bytes a step, so that one multiplication need not wait for another. */
// @ts-ignore: decorator
@inline
function hashOf(start: usize, length: u32): u32 {
  let lanes = i32x4.splat(length);
  let at = start;
  let rest = length;
  for (; rest > 16; rest -= 16, at += 16) lanes = mixed(lanes, v128.load(at));
  lanes = mixed(lanes, lastAt(at, rest));
  lanes = v128.xor(lanes, v128.shuffle<i32>(lanes, lanes, 2, 3, 0, 1));
  const hash = <u32>(i32x4.extract_lane(lanes, 0) ^ i32x4.extract_lane(lanes, 1)) * 0x9e3779b1;
  return hash ^ (hash >> 16);
}

// @ts-ignore: decorator
@inline
function mixed(lanes: v128, words: v128): v128 {
  const product = i32x4.mul(v128.xor(lanes, words), i32x4(0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f));
  return v128.xor(product, i32x4.shr_u(product, 15));
}
