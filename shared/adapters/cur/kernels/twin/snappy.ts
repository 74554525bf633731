import type { Views } from '../heap.ts';
import { DAMAGED } from '../kernels.ts';
import { copyBytes } from './copy-bytes.ts';

export function unsnap(views: Views, src: number, srcBytes: number, out: number, outBytes: number): number {
  const { u8 } = views;
  const end = src + srcBytes;
  const outEnd = out + outBytes;
  let s = src;
  let said = 0;
  let byte = 0x80;
  for (let scale = 1; byte >= 0x80; scale *= 128) {
    if (s >= end || scale > 2 ** 28) return DAMAGED;
    byte = u8[s++]!;
    said += (byte & 0x7f) * scale;
  }
  if (said !== outBytes) return DAMAGED;
  let d = out;
  while (s < end) {
    const tag = u8[s++]!;
    const kind = tag & 3;
    let length = (tag >> 2) + 1;
    if (kind === 0) {
      if (length > 60) {
        const extra = length - 60;
        if (s + extra > end) return DAMAGED;
        length = 1;
        for (let i = 0, scale = 1; i < extra; i++, scale *= 256) length += u8[s++]! * scale;
      }
      if (length > end - s || length > outEnd - d) return DAMAGED;
      copyBytes(views, d, s, length);
      s += length;
      d += length;
      continue;
    }
    let offset: number;
    if (kind === 1) {
      if (s >= end) return DAMAGED;
      length = ((tag >> 2) & 7) + 4;
      offset = ((tag >> 5) << 8) | u8[s++]!;
    } else {
      const width = kind === 2 ? 2 : 4;
      if (s + width > end) return DAMAGED;
      offset = u8[s]! | (u8[s + 1]! << 8);
      if (width === 4) offset += (u8[s + 2]! | (u8[s + 3]! << 8)) * 65_536;
      s += width;
    }
    if (offset === 0 || offset > d - out || length > outEnd - d) return DAMAGED;
    if (offset >= 8) {
      copyBytes(views, d, d - offset, length);
      d += length;
      // Byte by byte: what was just written is read again.
    } else for (const last = d + length; d < last; d++) u8[d] = u8[d - offset]!;
  }
  return d === outEnd ? 0 : DAMAGED;
}
