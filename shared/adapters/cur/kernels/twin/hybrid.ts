import type { Views } from '../heap.ts';
import { DAMAGED } from '../kernels.ts';
import { packedAt, packedBytes, repeatedAt, varintAt, WINDOW_WIDTH_MAX } from './runs.ts';

export function expand(
  views: Views,
  src: number,
  srcBytes: number,
  width: number,
  count: number,
  dict: number,
  dictSize: number,
  out: number,
): number {
  const { u8, i32, bytes } = views;
  const entries = dict >> 2;
  let to = out >> 2;
  if (width > 32) return DAMAGED;
  if (width === 0) {
    if (count > 0 && dictSize === 0) return DAMAGED;
    i32.fill(i32[entries]!, to, to + count);
    return srcBytes;
  }
  const end = src + srcBytes;
  const valueBytes = (width + 7) >> 3;
  let p = src;
  let left = count;
  while (left > 0) {
    const header = varintAt(u8, p, end);
    if (header === DAMAGED) return DAMAGED;
    p += header & 7;
    const packed = (header & 8) !== 0;
    let values = (header / 16) | 0;
    if (packed) {
      const runBytes = packedBytes(values, width, left, end - p);
      if (runBytes < 0) return DAMAGED;
      values = Math.min(left, values * 8);
      if (!unpackRun(views, p, width, values, entries, dictSize, to)) return DAMAGED;
      p += runBytes;
    } else {
      if (values > left || end - p < valueBytes) return DAMAGED;
      if (values > 0) {
        const index = repeatedAt(bytes, p, valueBytes);
        if (index >= dictSize) return DAMAGED;
        i32.fill(i32[entries + index]!, to, to + values);
      }
      p += valueBytes;
    }
    to += values;
    left -= values;
  }
  return p - src;
}

/** Entries of packed indices; false where one is not in the dictionary. */
function unpackRun(
  { i32, bytes }: Views,
  p: number,
  width: number,
  values: number,
  entries: number,
  dictSize: number,
  to: number,
): boolean {
  if (width > WINDOW_WIDTH_MAX) {
    for (let i = 0; i < values; i++) {
      const index = packedAt(bytes, p, width, i);
      if (index < 0 || index >= dictSize) return false;
      i32[to + i] = i32[entries + index]!;
    }
    return true;
  }
  const mask = (1 << width) - 1;
  let shift = 0;
  for (const end = to + values; to < end; to++) {
    const index = (bytes.getInt32(p, true) >>> shift) & mask;
    if (index >= dictSize) return false;
    i32[to] = i32[entries + index]!;
    shift += width;
    p += shift >> 3;
    shift &= 7;
  }
  return true;
}

export function expandAt(
  views: Views,
  src: number,
  srcBytes: number,
  width: number,
  count: number,
  ordinals: number,
  picks: number,
  dict: number,
  dictSize: number,
  out: number,
): number {
  const { u8, i32, bytes } = views;
  const entries = dict >> 2;
  const last = (ordinals >> 2) + picks;
  const apart = (out >> 2) - (ordinals >> 2);
  let pick = ordinals >> 2;
  if (width > 32) return DAMAGED;
  if (width === 0) {
    if (count > 0 && dictSize === 0) return DAMAGED;
    pick = pickRepeated(i32, pick, last, 0, count, i32[entries]!, apart);
    return pick === last ? srcBytes : DAMAGED;
  }
  const end = src + srcBytes;
  const valueBytes = (width + 7) >> 3;
  let p = src;
  let seen = 0;
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
      pick = pickPacked(views, pick, last, seen, values, p, width, entries, dictSize, apart);
      if (pick === DAMAGED) return DAMAGED;
      p += runBytes;
    } else {
      if (values > count - seen || end - p < valueBytes) return DAMAGED;
      if (values > 0) {
        const index = repeatedAt(bytes, p, valueBytes);
        if (index >= dictSize) return DAMAGED;
        pick = pickRepeated(i32, pick, last, seen, values, i32[entries + index]!, apart);
      }
      p += valueBytes;
    }
    seen += values;
  }
  pick = pickRepeated(i32, pick, last, count, 0, 0, apart);
  return pick === last ? p - src : DAMAGED;
}

/** The picks among `values` values from ordinal `first` on, and absent ones; returns the first pick behind them. */
function pickRepeated(
  i32: Int32Array,
  pick: number,
  last: number,
  first: number,
  values: number,
  value: number,
  apart: number,
): number {
  for (; pick < last; pick++) {
    const ordinal = i32[pick]!;
    if (ordinal >= 0 && (ordinal < first || ordinal - first >= values)) return pick;
    i32[pick + apart] = ordinal < 0 ? 0 : value;
  }
  return pick;
}

/** The same among packed values; DAMAGED where an index is not in the dictionary. */
function pickPacked(
  views: Views,
  pick: number,
  last: number,
  first: number,
  values: number,
  p: number,
  width: number,
  entries: number,
  dictSize: number,
  apart: number,
): number {
  const { i32, bytes } = views;
  for (; pick < last; pick++) {
    const ordinal = i32[pick]!;
    if (ordinal < 0) {
      i32[pick + apart] = 0;
      continue;
    }
    if (ordinal < first || ordinal - first >= values) return pick;
    const index = packedAt(bytes, p, width, ordinal - first);
    if (index < 0 || index >= dictSize) return DAMAGED;
    i32[pick + apart] = i32[entries + index]!;
  }
  return pick;
}
