import { DAMAGED } from '../kernels.ts';

/** The pieces of the hybrid of runs and packed bits; see `assembly/runs.ts`. */

/** Unsigned LEB128 of at most 32 bits: eight times the number plus the bytes it takes, or DAMAGED. */
export function varintAt(u8: Uint8Array, p: number, end: number): number {
  let value = 0;
  for (let bytes = 1, scale = 1; bytes <= 5; bytes++, scale *= 128) {
    if (p >= end) return DAMAGED;
    const byte = u8[p++]!;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value < 2 ** 32 ? value * 8 + bytes : DAMAGED;
  }
  return DAMAGED;
}

/** Values that some writer packs at a time. */
const PACKED_AT_ONCE_MAX = 256;

/** Bytes of a packed run where `left` values are missing and `room` bytes are there; see `assembly/runs.ts`. */
export function packedBytes(groups: number, width: number, left: number, room: number): number {
  if (groups > (left + PACKED_AT_ONCE_MAX - 1) >>> 3) return DAMAGED;
  const values = Math.min(left, groups * 8);
  if (Math.ceil((values * width) / 8) > room) return DAMAGED;
  return Math.min(groups * width, room);
}

/** The value of a run, of 1 to 4 bytes that are there. */
export function repeatedAt(bytes: DataView, p: number, valueBytes: number): number {
  return (bytes.getUint32(p, true) & (-1 >>> (32 - valueBytes * 8))) >>> 0;
}

/** Widest values that lie in a window of 32 bits wherever they begin. */
export const WINDOW_WIDTH_MAX = 25;

/** Value i of packed ones of 1 to 32 bits; negative where bit 31 is set, so that it stays a small integer. */
export function packedAt(bytes: DataView, p: number, width: number, i: number): number {
  const bit = (i & 7) * width;
  const at = p + Math.imul(i >>> 3, width) + (bit >> 3);
  const shift = bit & 7;
  const low = bytes.getInt32(at, true) >>> shift;
  const window = shift + width <= 32 ? low : low | (bytes.getUint8(at + 4) << (32 - shift));
  return window & (-1 >>> (32 - width));
}
