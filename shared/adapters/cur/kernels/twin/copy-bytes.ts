import type { Views } from '../heap.ts';

/** Copies from here on are faster by a call than by a loop. */
const LONG_BYTES = 128;

/**
 * Copies forward in steps of 8 bytes and may write 7 more: the source begins 8 or `length` bytes before the target, and
 * does not overlap it where it is long.
 */
export function copyBytes({ u8, bytes }: Views, to: number, from: number, length: number): void {
  if (length >= LONG_BYTES) {
    u8.copyWithin(to, from, from + length);
    return;
  }
  // As integers, for a double may lose the bits of a NaN.
  for (const last = to + length; to < last; to += 8, from += 8) {
    bytes.setBigInt64(to, bytes.getBigInt64(from, true), true);
  }
}
