import type { Views } from '../heap.ts';
import { DAMAGED } from '../kernels.ts';
import { packedAt, packedBytes, repeatedAt, varintAt, WINDOW_WIDTH_MAX } from './runs.ts';

export function findMarked(
  views: Views,
  src: number,
  srcBytes: number,
  width: number,
  count: number,
  marks: number,
  dictSize: number,
  base: number,
  places: number,
  found: number,
): number {
  const { u8, i32, bytes } = views;
  const apart = (found >> 2) - (places >> 2);
  const first = places >> 2;
  if (width > 32) return DAMAGED;
  if (width === 0) {
    if (count > 0 && dictSize === 0) return DAMAGED;
    return count > 0 && u8[marks] !== 0 ? addAll(i32, 0, count, base, first, apart) - first : 0;
  }
  const end = src + srcBytes;
  const valueBytes = (width + 7) >> 3;
  let p = src;
  let seen = 0;
  let to = first;
  while (seen < count) {
    const header = varintAt(u8, p, end);
    if (header === DAMAGED) return DAMAGED;
    p += header & 7;
    const packed = (header & 8) !== 0;
    let values = (header / 16) | 0;
    if (packed) {
      const runBytes = packedBytes(values, width, count - seen, end - p);
      if (runBytes < 0) return DAMAGED;
      values = Math.min(count - seen, values * 8);
      to = addMarked(views, p, width, values, marks, dictSize, base + seen, to, apart);
      if (to === DAMAGED) return DAMAGED;
      p += runBytes;
    } else {
      if (values > count - seen || end - p < valueBytes) return DAMAGED;
      if (values > 0) {
        const index = repeatedAt(bytes, p, valueBytes);
        if (index >= dictSize) return DAMAGED;
        if (u8[marks + index] !== 0) to = addAll(i32, index, values, base + seen, to, apart);
      }
      p += valueBytes;
    }
    seen += values;
  }
  return to - first;
}

/** All of `values` places; returns where the next one goes. */
function addAll(
  i32: Int32Array,
  index: number,
  values: number,
  place: number,
  to: number,
  apart: number,
): number {
  i32.fill(index, to + apart, to + apart + values);
  for (const end = to + values; to < end; to++) i32[to] = place++;
  return to;
}

/** The marked ones among packed indices; DAMAGED where one is not in the dictionary. */
function addMarked(
  { u8, i32, bytes }: Views,
  p: number,
  width: number,
  values: number,
  marks: number,
  dictSize: number,
  place: number,
  to: number,
  apart: number,
): number {
  if (width > WINDOW_WIDTH_MAX) {
    for (let i = 0; i < values; i++) {
      const index = packedAt(bytes, p, width, i);
      if (index < 0 || index >= dictSize) return DAMAGED;
      i32[to] = place + i;
      i32[to + apart] = index;
      if (u8[marks + index] !== 0) to++;
    }
    return to;
  }
  const mask = (1 << width) - 1;
  let shift = 0;
  for (const last = place + values; place < last; place++) {
    const index = (bytes.getInt32(p, true) >>> shift) & mask;
    if (index >= dictSize) return DAMAGED;
    // Written in any case and counted without a branch, which would often be guessed wrong.
    i32[to] = place;
    i32[to + apart] = index;
    to += (u8[marks + index]! + 255) >> 8;
    shift += width;
    p += shift >> 3;
    shift &= 7;
  }
  return to;
}
