import { packedAt, packedBytes, repeatedAt, varintAt } from './runs';
import { DAMAGED } from './status';

/** See `PageKernels.levelsAtLeast`. */
export function levelsAtLeast(
  src: usize,
  srcBytes: u32,
  width: u32,
  count: u32,
  max: u32,
  level: u32,
  bits: usize,
): i32 {
  if (width < 1 || width > 32) return DAMAGED;
  memory.fill(bits, 0, ((count + 63) >> 6) << 3);
  const end = src + srcBytes;
  const valueBytes = (width + 7) >> 3;
  let p = src;
  let seen: u32 = 0;
  let reached: u32 = 0;
  while (seen < count) {
    const header = varintAt(p, end);
    if (header == 0) return DAMAGED;
    p = <usize>(header >> 32);
    let values = <u32>header >> 1;
    if (header & 1) {
      const bytes = packedBytes(values, width, count - seen, <u32>(end - p));
      if (bytes < 0) return DAMAGED;
      values = min(count - seen, values << 3);
      const more = packedAtLeast(p, width, values, max, level, bits, seen);
      if (more < 0) return DAMAGED;
      reached += more;
      p += bytes;
    } else {
      if (values > count - seen || <u32>(end - p) < valueBytes) return DAMAGED;
      if (values > 0) {
        const value = repeatedAt(p, valueBytes);
        if (value > max) return DAMAGED;
        if (value >= level) {
          setBits(bits, seen, values);
          reached += values;
        }
      }
      p += valueBytes;
    }
    seen += values;
  }
  return reached;
}

function packedAtLeast(p: usize, width: u32, values: u32, max: u32, level: u32, bits: usize, at: u32): i32 {
  let reached: u32 = 0;
  // 32 values a step: of 1 bit they are half a word, of 2 bits a whole one.
  for (let i: u32 = 0; i < values; i += 32) {
    const step = min(values - i, 32);
    const inside: u64 = ~<u64>0 >> (64 - step);
    let word: u64;
    let above: u64;
    if (width == 1) {
      const ones: u64 = load<u32>(p + (i >> 3));
      word = level == 0 ? inside : level == 1 ? ones : 0;
      above = max == 0 ? ones : 0;
    } else if (width == 2) {
      const pairs = load<u64>(p + (i >> 2));
      word = level == 0 ? inside : evenBits(pairsAtLeast(pairs, level));
      above = max < 3 ? evenBits(pairsAtLeast(pairs, max + 1)) : 0;
    } else {
      word = 0;
      above = 0;
      for (let k: u32 = 0; k < step; k++) {
        const value = packedAt(p, width, i + k);
        word |= <u64>(value >= level) << k;
        above |= <u64>(value > max) << k;
      }
    }
    if (above & inside) return DAMAGED;
    word &= inside;
    orBits(bits, at + i, word, step);
    reached += <u32>popcnt(word);
  }
  return reached;
}

/** The lower bit of each pair tells whether the pair is at least `level`, which is not 0. */
// @ts-ignore: decorator
@inline
function pairsAtLeast(pairs: u64, level: u32): u64 {
  const high = pairs >> 1;
  return level == 1 ? pairs | high : level == 2 ? high : level == 3 ? pairs & high : 0;
}

/** The lower bits of the 32 pairs, side by side. */
// @ts-ignore: decorator
@inline
function evenBits(pairs: u64): u64 {
  let x = pairs & 0x5555555555555555;
  x = (x | (x >> 1)) & 0x3333333333333333;
  x = (x | (x >> 2)) & 0x0f0f0f0f0f0f0f0f;
  x = (x | (x >> 4)) & 0x00ff00ff00ff00ff;
  x = (x | (x >> 8)) & 0x0000ffff0000ffff;
  return (x | (x >> 16)) & 0xffffffff;
}

/** Writes `length` of at most 64 bits where only zeros are. */
// @ts-ignore: decorator
@inline
function orBits(bits: usize, at: u32, word: u64, length: u32): void {
  const to = bits + (<usize>(at >> 6) << 3);
  const shift = at & 63;
  store<u64>(to, load<u64>(to) | (word << shift));
  if (shift + length > 64) store<u64>(to, load<u64>(to, 8) | (word >> (64 - shift)), 8);
}

/** Sets `length` bits, at least one, where only zeros are. */
function setBits(bits: usize, at: u32, length: u32): void {
  const first = min(64 - (at & 63), length);
  orBits(bits, at, ~<u64>0 >> (64 - first), first);
  at += first;
  length -= first;
  let to = bits + (<usize>(at >> 6) << 3);
  for (; length >= 64; length -= 64) {
    store<u64>(to, ~<u64>0);
    to += 8;
  }
  if (length > 0) store<u64>(to, ~<u64>0 >> (64 - length));
}
