export const COMMA: u8 = 0x2c;
export const QUOTE: u8 = 0x22;
export const CR: u8 = 0x0d;
export const LF: u8 = 0x0a;

const BYTES = memory.data<u8>([COMMA, QUOTE, LF]);

// From memory: as constants, they would be put together anew for each block.
// @ts-ignore: decorator
@inline
export function commas(): v128 {
  return v128.load_splat<u8>(BYTES);
}
// @ts-ignore: decorator
@inline
export function quoteMarks(): v128 {
  return v128.load_splat<u8>(BYTES, 1);
}
// @ts-ignore: decorator
@inline
export function lineFeeds(): v128 {
  return v128.load_splat<u8>(BYTES, 2);
}

/** Which of 4 × 16 bytes are that of the pattern. */
// @ts-ignore: decorator
@inline
export function bytesLike(pattern: v128, first: v128, second: v128, third: v128, fourth: v128): u64 {
  return (
    maskOf(i8x16.eq(first, pattern)) |
    (maskOf(i8x16.eq(second, pattern)) << 16) |
    (maskOf(i8x16.eq(third, pattern)) << 32) |
    (maskOf(i8x16.eq(fourth, pattern)) << 48)
  );
}

/** The same of a byte that most blocks do not have. */
// @ts-ignore: decorator
@inline
export function rareBytesLike(pattern: v128, first: v128, second: v128, third: v128, fourth: v128): u64 {
  const some = v128.or(i8x16.eq(first, pattern), i8x16.eq(second, pattern));
  const others = v128.or(i8x16.eq(third, pattern), i8x16.eq(fourth, pattern));
  return v128.any_true(v128.or(some, others)) ? bytesLike(pattern, first, second, third, fourth) : 0;
}

// @ts-ignore: decorator
@inline
function maskOf(lanes: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(lanes));
}

/** Where a carriage return before the line end at `end` is no part of the value. */
// @ts-ignore: decorator
@inline
export function withoutCr(from: usize, end: usize): usize {
  return end > from && load<u8>(end - 1) == CR ? end - 1 : end;
}

/** Doubled quotes of a record's values become single ones, in place, but for columns that keep them. */
export function undouble(slot: usize, width: i32, wanted: usize): void {
  for (let field = 0; field < width; field++, slot += 8, wanted += 8) {
    if (load<i32>(wanted, 4) != 0) continue;
    const end = load<u32>(slot, 4);
    let to = load<u32>(slot);
    for (let at = to; at < end; at++) {
      const byte = load<u8>(at);
      store<u8>(to++, byte);
      // A quoted value has quotes in pairs only, any other none.
      if (byte == QUOTE) at++;
    }
    store<u32>(slot, to, 4);
  }
}
