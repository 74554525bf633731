import type { Views } from '../heap.ts';
import { DAMAGED } from '../kernels.ts';

export function plainSpans(
  { i32, bytes }: Views,
  src: number,
  srcBytes: number,
  count: number,
  starts: number,
  ends: number,
): number {
  const end = src + srcBytes;
  const apart = (ends >> 2) - (starts >> 2);
  const last = (starts >> 2) + count;
  let p = src;
  for (let to = starts >> 2; to < last; to++) {
    if (end - p < 4) return DAMAGED;
    // A length of 32 bits is negative here.
    const length = bytes.getInt32(p, true);
    p += 4;
    if (length < 0 || length > end - p) return DAMAGED;
    i32[to] = p;
    p += length;
    i32[to + apart] = p;
  }
  return p === end ? 0 : DAMAGED;
}

export function lengthSpans(
  { i32 }: Views,
  src: number,
  srcBytes: number,
  lengths: number,
  count: number,
  starts: number,
  ends: number,
): number {
  const end = src + srcBytes;
  const from = lengths >> 2;
  let p = src;
  for (let i = 0; i < count; i++) {
    const length = i32[from + i]!;
    if (length < 0 || length > end - p) return DAMAGED;
    i32[(starts >> 2) + i] = p;
    p += length;
    i32[(ends >> 2) + i] = p;
  }
  return p === end ? 0 : DAMAGED;
}

export function fixedSpans(
  { i32 }: Views,
  src: number,
  srcBytes: number,
  width: number,
  count: number,
  starts: number,
  ends: number,
): number {
  if (width * count !== srcBytes) return DAMAGED;
  for (let i = 0, p = src; i < count; i++) {
    i32[(starts >> 2) + i] = p;
    p += width;
    i32[(ends >> 2) + i] = p;
  }
  return 0;
}
