export const COMMA: u8 = 0x2c;
export const QUOTE: u8 = 0x22;
export const CR: u8 = 0x0d;
export const LF: u8 = 0x0a;

/** Which of the 64 bytes are this one. */
// @ts-ignore: decorator
@inline
export function bytesLike(at: usize, byte: u8): u64 {
  const pattern = i8x16.splat(byte);
  return (
    maskOf(i8x16.eq(v128.load(at), pattern)) |
    (maskOf(i8x16.eq(v128.load(at, 16), pattern)) << 16) |
    (maskOf(i8x16.eq(v128.load(at, 32), pattern)) << 32) |
    (maskOf(i8x16.eq(v128.load(at, 48), pattern)) << 48)
  );
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
