import { varintAt } from './runs';
import { DAMAGED } from './status';
import { unpack, VECTOR_WIDTH_MAX } from './unpack';

/** A block is a multiple of 128 values in a few parts; real writers use 128 in 4. */
const BLOCK_MAX: u32 = 65_536;

/** See `PageKernels.deltas`. */
export function deltas(src: usize, srcBytes: u32, count: u32, out: usize): i32 {
  return decode<i64>(src, srcBytes, count, out);
}

/** See `PageKernels.lengths`. */
export function lengths(src: usize, srcBytes: u32, count: u32, out: usize): i32 {
  return decode<i32>(src, srcBytes, count, out);
}

function decode<T>(src: usize, srcBytes: u32, count: u32, out: usize): i32 {
  const end = src + srcBytes;
  const blockSize = varintAt(src, end);
  if (blockSize == 0) return DAMAGED;
  const parts = varintAt(<usize>(blockSize >> 32), end);
  if (parts == 0) return DAMAGED;
  const declared = varintAt(<usize>(parts >> 32), end);
  if (declared == 0 || <u32>declared != count) return DAMAGED;
  const partSize = partSizeOf(<u32>blockSize, <u32>parts);
  if (partSize == 0) return DAMAGED;

  const start = <usize>(declared >> 32);
  let p = behindWide(start, end);
  if (p == 0) return DAMAGED;
  let value = zigZag(start, p);
  if (count == 0) return <i32>(p - src);
  if (sizeof<T>() == 4 && <u64>value > 0x7fffffff) return DAMAGED;
  store<T>(out, <T>value);
  out += sizeof<T>();
  let left = count - 1;
  while (left > 0) {
    const widths = behindWide(p, end);
    if (widths == 0) return DAMAGED;
    const least = zigZag(p, widths);
    p = min(widths + <u32>parts, end);
    for (let part: u32 = 0; part < <u32>parts && left > 0; part++) {
      const width: u32 = widths + part < end ? load<u8>(widths + part) : 255;
      const values = min(partSize, left);
      if (width > 64 || (values * width + 7) >> 3 > <u32>(end - p)) return DAMAGED;
      const all = addUp<T>(p, width, values, least, value, out);
      // Of lengths, none has a bit above the 31st.
      if (sizeof<T>() == 4 && all >> 31 != 0) return DAMAGED;
      out += <usize>values * sizeof<T>();
      value = sizeof<T>() == 4 ? load<u32>(out - 4) : load<i64>(out - 8);
      left -= values;
      // The last part may be cut short of its padding.
      p += min((partSize * width) >> 3, <u32>(end - p));
    }
  }
  return <i32>(p - src);
}

/** Values in a part of a block, 0 where that cannot be. */
function partSizeOf(blockSize: u32, parts: u32): u32 {
  if (blockSize > BLOCK_MAX || parts == 0 || blockSize % parts != 0) return 0;
  const size = blockSize / parts;
  return size & 7 ? 0 : size;
}

/** Adds each packed difference to the value before it. Returns the bits that any of the values has. */
function addUp<T>(p: usize, width: u32, values: u32, least: i64, value: i64, out: usize): u64 {
  return width - 1 < VECTOR_WIDTH_MAX
    ? addUpNarrow<T>(p, width, values, least, value, out)
    : addUpWide<T>(p, width, values, least, value, out);
}

/** Differences are unpacked to the end of the room for the values, where none is written over before it was read. */
function addUpNarrow<T>(p: usize, width: u32, values: u32, least: i64, value: i64, out: usize): u64 {
  let all: u64 = 0;
  let from = out + <usize>values * (sizeof<T>() - 4);
  const last = out + <usize>values * sizeof<T>();
  unpack(p, width, values, from);
  for (; out < last; out += sizeof<T>()) {
    value += least + <i64>load<u32>(from);
    all |= value;
    store<T>(out, <T>value);
    from += 4;
  }
  return all;
}

function addUpWide<T>(p: usize, width: u32, values: u32, least: i64, value: i64, out: usize): u64 {
  let all: u64 = 0;
  const last = out + <usize>values * sizeof<T>();
  const mask: u64 = width == 0 ? 0 : ~<u64>0 >> (64 - width);
  let bit: u32 = 0;
  for (; out < last; out += sizeof<T>()) {
    const at = p + (bit >> 3);
    const shift: u64 = bit & 7;
    let packed = load<u64>(at) >> shift;
    if (width > 57) packed |= (<u64>load<u8>(at, 8) << 1) << (63 - shift);
    value += least + <i64>(packed & mask);
    all |= value;
    store<T>(out, <T>value);
    bit += width;
  }
  return all;
}

/** The address behind a number of at most 64 bits in groups of 7, or 0. */
function behindWide(p: usize, end: usize): usize {
  for (let bytes = 1; bytes <= 10; bytes++) {
    if (p >= end) return 0;
    const byte: u32 = load<u8>(p++);
    if (byte < 0x80) return bytes == 10 && byte > 1 ? 0 : p;
  }
  return 0;
}

function zigZag(p: usize, behind: usize): i64 {
  let value: u64 = 0;
  for (let shift: u64 = 0; p < behind; shift += 7) value |= (<u64>(load<u8>(p++) & 0x7f)) << shift;
  return <i64>(value >> 1) ^ -(<i64>(value & 1));
}
