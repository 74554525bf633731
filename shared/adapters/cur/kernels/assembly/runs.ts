import { DAMAGED } from './status';

/**
 * The pieces of the hybrid of runs and packed bits: a header is twice a count, plus one where groups of eight packed
 * values follow instead of one value to repeat.
 */

/** Most runs have at most 504 values, but a page may be a single one. A multiple of 8. */
export const PIECE_VALUES: u32 = 1_024;
/** Values that some writer packs at a time. */
const PACKED_AT_ONCE_MAX: u32 = 256;

/** Unsigned LEB128 of at most 32 bits: the number below, the address behind it in the upper half; 0 if there is none. */
// @ts-ignore: decorator
@inline
export function varintAt(p: usize, end: usize): u64 {
  if (p >= end) return 0;
  const first: u32 = load<u8>(p);
  return first < 0x80 ? (<u64>(p + 1) << 32) | first : longVarintAt(p, end);
}

function longVarintAt(p: usize, end: usize): u64 {
  let value: u64 = 0;
  for (let shift: u64 = 0; shift < 35; shift += 7) {
    if (p >= end) return 0;
    const byte: u64 = load<u8>(p++);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value >> 32 == 0 ? (<u64>p << 32) | value : 0;
  }
  return 0;
}

/**
 * Bytes of a packed run where `left` values are missing and `room` bytes are there. The last run may have values too
 * many, whose bits may be cut off: most writers pack eight at a time, DuckDB 256. DAMAGED where it goes on behind the
 * values by more, or behind the bytes.
 */
export function packedBytes(groups: u32, width: u32, left: u32, room: u32): i32 {
  if (groups > (left + PACKED_AT_ONCE_MAX - 1) >> 3) return DAMAGED;
  const values: u64 = min(left, groups << 3);
  if ((values * width + 7) >> 3 > <u64>room) return DAMAGED;
  return <i32>min(<u64>groups * width, <u64>room);
}

/** The value of a run, of 1 to 4 bytes that are there. */
// @ts-ignore: decorator
@inline
export function repeatedAt(p: usize, valueBytes: u32): u32 {
  return load<u32>(p) & (<u32>0xffffffff >> (32 - (valueBytes << 3)));
}

/** Value i of packed ones of 1 to 32 bits. */
// @ts-ignore: decorator
@inline
export function packedAt(p: usize, width: u32, i: u32): u32 {
  const bit = <u64>i * width;
  return <u32>(load<u64>(p + <usize>(bit >> 3)) >> (bit & 7)) & (<u32>0xffffffff >> (32 - width));
}
