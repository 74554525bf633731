// Bitmaps are whole words of 64 bits, bit i for slot i, zeros behind the last slot.
import { DAMAGED } from './status';

/**
 * For four bits the byte places that put the next i32 values under those that are set (80: a zero), for swizzle.
 * A value is 03020100, the next one 07060504 and so on.
 */
const PLACES = memory.data<u32>([
  0x80808080, 0x80808080, 0x80808080, 0x80808080, 0x03020100, 0x80808080, 0x80808080, 0x80808080,
  0x80808080, 0x03020100, 0x80808080, 0x80808080, 0x03020100, 0x07060504, 0x80808080, 0x80808080,
  0x80808080, 0x80808080, 0x03020100, 0x80808080, 0x03020100, 0x80808080, 0x07060504, 0x80808080,
  0x80808080, 0x03020100, 0x07060504, 0x80808080, 0x03020100, 0x07060504, 0x0b0a0908, 0x80808080,
  0x80808080, 0x80808080, 0x80808080, 0x03020100, 0x03020100, 0x80808080, 0x80808080, 0x07060504,
  0x80808080, 0x03020100, 0x80808080, 0x07060504, 0x03020100, 0x07060504, 0x80808080, 0x0b0a0908,
  0x80808080, 0x80808080, 0x03020100, 0x07060504, 0x03020100, 0x80808080, 0x07060504, 0x0b0a0908,
  0x80808080, 0x03020100, 0x07060504, 0x0b0a0908, 0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c,
], 16);

/** See `TableKernels.spread`. Four slots a step. */
export function spread(bits: usize, count: u32, values: usize, out: usize): void {
  const whole = count & ~63;
  let v = values;
  let to = out;
  for (let i: u32 = 0; i < whole; i += 64) {
    let word = load<u64>(bits + (i >> 3));
    if (word == <u64>-1) {
      memory.copy(to, v, 256);
      to += 256;
      v += 256;
      continue;
    }
    for (let end = to + 256; to < end; to += 16) {
      const four = <usize>word & 15;
      v128.store(to, i8x16.swizzle(v128.load(v), v128.load(PLACES + (four << 4))));
      v += <usize>popcnt(four) << 2;
      word >>= 4;
    }
  }
  if (whole == count) return;
  let word = load<u64>(bits + (whole >> 3));
  for (let i = whole; i < count; i++) {
    const bit = <usize>word & 1;
    store<i32>(to, load<i32>(v) & -(<i32>bit));
    v += bit << 2;
    to += 4;
    word >>= 1;
  }
}

/** See `TableKernels.spreadDoubles`. */
export function spreadDoubles(bits: usize, count: u32, values: usize, filler: f64, out: usize): void {
  const other = reinterpret<u64>(filler);
  let v = values;
  let to = out;
  for (let i: u32 = 0; i < count; i += 64) {
    let word = load<u64>(bits + (i >> 3));
    const slots = min<u32>(64, count - i);
    const end = to + (<usize>slots << 3);
    if (word == <u64>-1 && slots == 64) {
      memory.copy(to, v, 512);
      to = end;
      v += 512;
      continue;
    }
    for (; to < end; to += 8) {
      // Without a branch: of mixed bits every other guess would be wrong.
      const bit = word & 1;
      store<u64>(to, other ^ ((other ^ load<u64>(v)) & -bit));
      v += <usize>bit << 3;
      word >>= 1;
    }
  }
}

/** See `TableKernels.rank`. */
export function rank(bits: usize, positions: usize, picks: u32, base: i32, out: usize): void {
  let at: u32 = 0;
  let before: u32 = 0;
  for (let k: usize = 0, end = <usize>picks << 2; k < end; k += 4) {
    const position = <u32>(load<i32>(positions + k) - base);
    for (const last = position >> 6; at < last; at++) {
      before += <u32>popcnt(load<u64>(bits + (<usize>at << 3)));
    }
    const shifted = load<u64>(bits + (<usize>at << 3)) << (63 - (position & 63));
    const number = before + <u32>popcnt(shifted) - 1;
    store<i32>(out + k, <i64>shifted < 0 ? number : -1);
  }
}

/** See `TableKernels.positionsOf`. */
export function positionsOf(bits: usize, count: u32, ordinals: usize, picks: u32, out: usize): i32 {
  const words = (count + 63) >> 6;
  let at: u32 = 0;
  // The word's bits from ordinal `before` on.
  let word: u64 = words > 0 ? load<u64>(bits) : 0;
  let before: u32 = 0;
  for (let k: usize = 0, end = <usize>picks << 2; k < end; k += 4) {
    const wanted = load<u32>(ordinals + k);
    if (wanted < before) return DAMAGED;
    let here = <u32>popcnt(word);
    while (wanted - before >= here) {
      before += here;
      if (++at >= words) return DAMAGED;
      word = load<u64>(bits + (<usize>at << 3));
      here = <u32>popcnt(word);
    }
    for (; before < wanted; before++) word &= word - 1;
    store<u32>(out + k, (at << 6) + <u32>ctz(word));
  }
  return 0;
}

/** See `TableKernels.rowsOf`. */
export function rowsOf(continues: usize, positions: usize, picks: u32, base: i32, out: usize): void {
  let at: u32 = 0;
  // Slots before the word that begin a row.
  let begun: u32 = 0;
  for (let k: usize = 0, end = <usize>picks << 2; k < end; k += 4) {
    const position = load<u32>(positions + k);
    for (const last = position >> 6; at < last; at++) {
      begun += <u32>popcnt(~load<u64>(continues + (<usize>at << 3)));
    }
    const shifted = ~load<u64>(continues + (<usize>at << 3)) << (63 - (position & 63));
    store<i32>(out + k, base + <i32>(begun + <u32>popcnt(shifted)));
  }
}
