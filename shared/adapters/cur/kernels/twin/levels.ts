import type { Views } from '../heap.ts';
import { DAMAGED } from '../kernels.ts';
import { packedAt, packedBytes, repeatedAt, varintAt } from './runs.ts';

export function levelsAtLeast(
  views: Views,
  src: number,
  srcBytes: number,
  width: number,
  count: number,
  max: number,
  level: number,
  bits: number,
): number {
  const { u8, i32, bytes } = views;
  if (width < 1 || width > 32) return DAMAGED;
  const words = bits >> 2;
  i32.fill(0, words, words + ((count + 63) >>> 6) * 2);
  const end = src + srcBytes;
  const valueBytes = (width + 7) >> 3;
  let p = src;
  let seen = 0;
  let reached = 0;
  while (seen < count) {
    const header = varintAt(u8, p, end);
    if (header === DAMAGED) return DAMAGED;
    p += header & 7;
    const packed = (header & 8) !== 0;
    let values = (header / 16) | 0;
    if (packed) {
      const runBytes = packedBytes(values, width, count - seen, end - p);
      if (runBytes < 0) return DAMAGED;
      values = Math.min(count - seen, values * 8);
      const more = packedAtLeast(views, p, width, values, max, level, words, seen);
      if (more === DAMAGED) return DAMAGED;
      reached += more;
      p += runBytes;
    } else {
      if (values > count - seen || end - p < valueBytes) return DAMAGED;
      if (values > 0) {
        const value = repeatedAt(bytes, p, valueBytes);
        if (value > max) return DAMAGED;
        if (value >= level) {
          setBits(i32, words, seen, values);
          reached += values;
        }
      }
      p += valueBytes;
    }
    seen += values;
  }
  return reached;
}

function packedAtLeast(
  { i32, bytes }: Views,
  p: number,
  width: number,
  values: number,
  max: number,
  level: number,
  words: number,
  at: number,
): number {
  let reached = 0;
  // 32 values a step: of 1 bit they are a word, of 2 bits two.
  for (let i = 0; i < values; i += 32) {
    const step = Math.min(values - i, 32);
    const inside = -1 >>> (32 - step);
    let word = 0;
    let above = 0;
    if (width === 1) {
      const ones = bytes.getInt32(p + (i >> 3), true);
      word = level === 0 ? -1 : level === 1 ? ones : 0;
      above = max === 0 ? ones : 0;
    } else if (width === 2) {
      const low = bytes.getInt32(p + (i >> 2), true);
      const high = bytes.getInt32(p + (i >> 2) + 4, true);
      word = level === 0 ? -1 : pairsAtLeast(low, level) | (pairsAtLeast(high, level) << 16);
      above = max < 3 ? pairsAtLeast(low, max + 1) | (pairsAtLeast(high, max + 1) << 16) : 0;
    } else {
      for (let k = 0; k < step; k++) {
        const value = packedAt(bytes, p, width, i + k) >>> 0;
        if (value >= level) word |= 1 << k;
        if (value > max) above |= 1 << k;
      }
    }
    if ((above & inside) !== 0) return DAMAGED;
    word &= inside;
    orBits(i32, words, at + i, word);
    reached += bitsOf(word);
  }
  return reached;
}

/** One bit for each of 16 pairs: whether it is at least `level`, which is not 0. */
function pairsAtLeast(pairs: number, level: number): number {
  const high = pairs >>> 1;
  let x = (level === 1 ? pairs | high : level === 2 ? high : level === 3 ? pairs & high : 0) & 0x5555_5555;
  x = (x | (x >> 1)) & 0x3333_3333;
  x = (x | (x >> 2)) & 0x0f0f_0f0f;
  x = (x | (x >> 4)) & 0x00ff_00ff;
  return (x | (x >> 8)) & 0xffff;
}

function bitsOf(word: number): number {
  let x = word - ((word >>> 1) & 0x5555_5555);
  x = (x & 0x3333_3333) + ((x >>> 2) & 0x3333_3333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

/** Writes up to 32 bits where only zeros are. */
function orBits(i32: Int32Array, words: number, at: number, word: number): void {
  const to = words + (at >>> 5);
  const shift = at & 31;
  i32[to] = i32[to]! | (word << shift);
  if (shift > 0) i32[to + 1] = i32[to + 1]! | (word >>> (32 - shift));
}

/** Sets `length` bits, at least one, where only zeros are. */
function setBits(i32: Int32Array, words: number, at: number, length: number): void {
  const first = Math.min(32 - (at & 31), length);
  orBits(i32, words, at, -1 >>> (32 - first));
  const from = words + ((at + first) >>> 5);
  const whole = (length - first) >>> 5;
  i32.fill(-1, from, from + whole);
  const rest = (length - first) & 31;
  if (rest > 0) i32[from + whole] = -1 >>> (32 - rest);
}
