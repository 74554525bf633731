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

/** Bytes of a packed run where `left` values are missing and `room` bytes are there; see `assembly/runs.ts`. */
export function packedBytes(groups: number, width: number, left: number, room: number): number {
  if (groups > (left + 7) >>> 3) return DAMAGED;
  const values = Math.min(left, groups * 8);
  if (Math.ceil((values * width) / 8) > room) return DAMAGED;
  return Math.min(groups * width, room);
}

/** The value of a run, of 1 to 4 bytes that are there. */
export function repeatedAt(bytes: DataView, p: number, valueBytes: number): number {
  return (bytes.getUint32(p, true) & (-1 >>> (32 - valueBytes * 8))) >>> 0;
}

/** The packed value that begins `bit` bits behind `p`, of 1 to 32 bits. */
export function packedAt(bytes: DataView, p: number, width: number, bit: number): number {
  const at = p + Math.floor(bit / 8);
  const shift = bit % 8;
  let window = bytes.getUint32(at, true) >>> shift;
  if (shift + width > 32) window |= bytes.getUint8(at + 4) << (32 - shift);
  return (window & (-1 >>> (32 - width))) >>> 0;
}
