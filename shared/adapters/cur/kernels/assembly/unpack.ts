import { packedAt } from './runs';

/** Widest values of which four, wherever they begin, lie in windows of 32 bits. */
export const VECTOR_WIDTH_MAX: u32 = 25;

/**
 * Packed values of 1 to 32 bits into u32, and the largest of them. May write 7 values more.
 *
 * Eight values fill `width` bytes. Of four at once, each lane takes the 4 bytes in which its value lies; there are no
 * shifts by lane, so a product moves every value to bit 7 and one shift moves them all down.
 */
export function unpack(p: usize, width: u32, values: u32, out: usize): u32 {
  let largest = i32x4.splat(0);
  let i: u32 = 0;
  if (width <= VECTOR_WIDTH_MAX) {
    const firstBits = i32x4.mul(i32x4(0, 1, 2, 3), i32x4.splat(width));
    // The fifth value begins after `width` half bytes.
    const lastBits = i32x4.add(firstBits, i32x4.splat((width & 1) << 2));
    const firstBytes = windows(firstBits);
    const lastBytes = windows(lastBits);
    const firstFactors = factors(firstBits);
    const lastFactors = factors(lastBits);
    const mask = i32x4.splat((1 << width) - 1);
    const half: usize = width >> 1;
    for (const whole = values & ~7; i < whole; i += 8) {
      const first = i32x4.mul(i8x16.swizzle(v128.load(p), firstBytes), firstFactors);
      const last = i32x4.mul(i8x16.swizzle(v128.load(p + half), lastBytes), lastFactors);
      const firstValues = v128.and(i32x4.shr_u(first, 7), mask);
      const lastValues = v128.and(i32x4.shr_u(last, 7), mask);
      v128.store(out, firstValues);
      v128.store(out, lastValues, 16);
      largest = i32x4.max_u(largest, i32x4.max_u(firstValues, lastValues));
      p += width;
      out += 32;
    }
    values -= i;
  }
  let most = max<u32>(
    max<u32>(i32x4.extract_lane(largest, 0), i32x4.extract_lane(largest, 1)),
    max<u32>(i32x4.extract_lane(largest, 2), i32x4.extract_lane(largest, 3)),
  );
  for (let i: u32 = 0; i < values; i++) {
    const value = packedAt(p, width, i);
    store<u32>(out, value);
    most = max<u32>(most, value);
    out += 4;
  }
  return most;
}

/** For each lane the 4 bytes behind the one in which its bits begin. */
// @ts-ignore: decorator
@inline
function windows(bits: v128): v128 {
  return i32x4.add(i32x4.mul(i32x4.shr_u(bits, 3), i32x4.splat(0x01010101)), i32x4.splat(0x03020100));
}

/** For each lane the power of two that moves its bits to bit 7. */
// @ts-ignore: decorator
@inline
function factors(bits: v128): v128 {
  const powers = i8x16(-128, 64, 32, 16, 8, 4, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0);
  const shifts = v128.and(bits, i32x4.splat(7));
  return v128.and(i8x16.swizzle(powers, shifts), i32x4.splat(0xff));
}
