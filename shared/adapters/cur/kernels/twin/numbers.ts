import type { Views } from '../heap.ts';
import { DAMAGED } from '../kernels.ts';

export function doubles({ u8 }: Views, src: number, srcBytes: number, count: number, out: number): number {
  if (count * 8 !== srcBytes) return DAMAGED;
  u8.copyWithin(out, src, src + srcBytes);
  return 0;
}

export function floats(
  { f64, i32, bytes }: Views,
  src: number,
  srcBytes: number,
  count: number,
  out: number,
): number {
  if (count * 4 !== srcBytes) return DAMAGED;
  const to = out >> 3;
  for (let i = 0; i < count; i++) {
    const value = bytes.getFloat32(src + i * 4, true);
    f64[to + i] = value;
    // Which NaN an engine writes is its own choice.
    if (Number.isNaN(value)) {
      i32[(to + i) * 2] = 0;
      i32[(to + i) * 2 + 1] = 0x7ff8_0000;
    }
  }
  return 0;
}

export function unsplit(
  { u8 }: Views,
  src: number,
  srcBytes: number,
  width: number,
  count: number,
  out: number,
): number {
  if (width * count !== srcBytes) return DAMAGED;
  for (let i = 0; i < count; i++) {
    for (let part = 0, p = src + i; part < width; part++, p += count) u8[out++] = u8[p]!;
  }
  return 0;
}
