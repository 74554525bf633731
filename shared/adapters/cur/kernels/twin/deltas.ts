import type { Views } from '../heap.ts';
import { DAMAGED } from '../kernels.ts';
import { varintAt } from './runs.ts';

/** A block is a multiple of 128 values in a few parts; real writers use 128 in 4. */
const BLOCK_MAX = 65_536;

export const deltas = (views: Views, src: number, srcBytes: number, count: number, out: number): number =>
  decode(views, src, srcBytes, count, out, 2);

export const lengths = (views: Views, src: number, srcBytes: number, count: number, out: number): number =>
  decode(views, src, srcBytes, count, out, 1);

/** Numbers of 64 bits are two words here, added with a carry; `words` of them are written. */
function decode(
  views: Views,
  src: number,
  srcBytes: number,
  count: number,
  out: number,
  words: 1 | 2,
): number {
  const { u8, u32 } = views;
  const end = src + srcBytes;
  let p = src;
  const blockSize = varintAt(u8, p, end);
  p += blockSize & 7;
  const parts = blockSize < 0 ? DAMAGED : varintAt(u8, p, end);
  p += parts & 7;
  const declared = parts < 0 ? DAMAGED : varintAt(u8, p, end);
  p += declared & 7;
  const partCount = Math.floor(parts / 8);
  const partSize = partSizeOf(Math.floor(blockSize / 8), partCount);
  if (declared < 0 || partSize === 0 || Math.floor(declared / 8) !== count) return DAMAGED;

  const least = behindWide(u8, p, end);
  if (least === DAMAGED) return DAMAGED;
  if (count === 0) return least - src;
  let to = out >> 2;
  // The first value is a difference to 0.
  u32.fill(0, to, to + words);
  if (!addUp(views, p, 0, 1, lowOf(u8, p, least), highOf(u8, p, least), to, 0, words)) return DAMAGED;
  p = least;
  to += words;
  for (let left = count - 1; left > 0; ) {
    const widths = behindWide(u8, p, end);
    if (widths === DAMAGED) return DAMAGED;
    const low = lowOf(u8, p, widths);
    const high = highOf(u8, p, widths);
    p = Math.min(widths + partCount, end);
    for (let part = 0; part < partCount && left > 0; part++) {
      const width = widths + part < end ? u8[widths + part]! : 255;
      const values = Math.min(partSize, left);
      if (width > 64 || Math.ceil((values * width) / 8) > end - p) return DAMAGED;
      if (!addUp(views, p, width, values, low, high, to, words, words)) return DAMAGED;
      to += values * words;
      left -= values;
      // The last part may be cut short of its padding.
      p = Math.min(p + (partSize * width) / 8, end);
    }
  }
  return p - src;
}

/** Values in a part of a block, 0 where that cannot be. */
function partSizeOf(blockSize: number, parts: number): number {
  if (blockSize > BLOCK_MAX || parts < 1 || blockSize % parts !== 0) return 0;
  const size = blockSize / parts;
  return size % 8 === 0 ? size : 0;
}

/**
 * Adds each packed difference and the least one to the value `back` words before it. False where a value of one word is
 * none of 31 bits.
 */
function addUp(
  { u32, bytes }: Views,
  p: number,
  width: number,
  values: number,
  leastLow: number,
  leastHigh: number,
  to: number,
  back: number,
  words: number,
): boolean {
  const lowMask = width >= 32 ? -1 : (1 << width) - 1;
  const highMask = width <= 32 ? 0 : -1 >>> (64 - width);
  let low = u32[to - back]!;
  let high = words === 2 ? u32[to - back + 1]! | 0 : 0;
  let shift = 0;
  for (const end = to + values * words; to < end; to += words) {
    const middle = bytes.getInt32(p + 4, true);
    const lowBits = (bytes.getInt32(p, true) >>> shift) | ((middle << 1) << (31 - shift));
    const sum = low + leastLow + ((lowBits & lowMask) >>> 0);
    low = sum >>> 0;
    // Three numbers below 2^32 carry 0, 1 or 2.
    high = (high + leastHigh + (sum >= 2 ** 33 ? 2 : sum >= 2 ** 32 ? 1 : 0)) | 0;
    if (highMask !== 0) {
      const highBits = (middle >>> shift) | ((bytes.getUint8(p + 8) << 1) << (31 - shift));
      high = (high + (highBits & highMask)) | 0;
    }
    u32[to] = low;
    if (words === 2) u32[to + 1] = high;
    else if (high !== 0 || low > 0x7fff_ffff) return false;
    shift += width;
    p += shift >> 3;
    shift &= 7;
  }
  return true;
}

/** The address behind a number of at most 64 bits in groups of 7, or DAMAGED. */
function behindWide(u8: Uint8Array, p: number, end: number): number {
  for (let bytes = 1; bytes <= 10; bytes++) {
    if (p >= end) return DAMAGED;
    const byte = u8[p++]!;
    if (byte < 0x80) return bytes === 10 && byte > 1 ? DAMAGED : p;
  }
  return DAMAGED;
}

/** The lower word of the zigzag number, not negative. */
function lowOf(u8: Uint8Array, p: number, behind: number): number {
  const word = lowWord(u8, p, behind);
  return (((word >>> 1) | (highWord(u8, p, behind) << 31)) ^ -(word & 1)) >>> 0;
}

/** The upper word, signed. */
const highOf = (u8: Uint8Array, p: number, behind: number): number =>
  (highWord(u8, p, behind) >>> 1) ^ -(u8[p]! & 1);

function lowWord(u8: Uint8Array, p: number, behind: number): number {
  let word = 0;
  for (let shift = 0; p < behind && shift < 32; shift += 7) word |= (u8[p++]! & 0x7f) << shift;
  return word;
}

function highWord(u8: Uint8Array, p: number, behind: number): number {
  if (behind - p < 5) return 0;
  let word = (u8[p + 4]! & 0x7f) >>> 4;
  for (let at = p + 5, shift = 3; at < behind; at++, shift += 7) word |= (u8[at]! & 0x7f) << shift;
  return word;
}
