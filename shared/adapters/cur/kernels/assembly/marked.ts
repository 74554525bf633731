import { packedBytes, repeatedAt, varintAt } from './runs';
import { DAMAGED } from './status';
import { unpack } from './unpack';

/** See `PageKernels.findMarked`. */
export function findMarked(
  src: usize,
  srcBytes: u32,
  width: u32,
  count: u32,
  marks: usize,
  dictSize: u32,
  base: u32,
  places: usize,
  found: usize,
): i32 {
  if (width > 32) return DAMAGED;
  if (width == 0) {
    if (count == 0) return 0;
    if (dictSize == 0) return DAMAGED;
    return load<u8>(marks) == 0 ? 0 : addAll(0, count, base, places, found);
  }
  const end = src + srcBytes;
  const valueBytes = (width + 7) >> 3;
  let p = src;
  let seen: u32 = 0;
  let hits: u32 = 0;
  while (seen < count) {
    const header = varintAt(p, end);
    if (header == 0) return DAMAGED;
    p = <usize>(header >> 32);
    let values = <u32>header >> 1;
    const at: usize = hits << 2;
    if (header & 1) {
      const bytes = packedBytes(values, width, count - seen, <u32>(end - p));
      if (bytes < 0) return DAMAGED;
      values = min(count - seen, values << 3);
      if (values > 0) {
        // Hits are never more than values seen, so there is room for the indices behind them.
        if (unpack(p, width, values, found + at) >= dictSize) return DAMAGED;
        hits += keepMarked(values, marks, base + seen, places + at, found + at);
      }
      p += bytes;
    } else {
      if (values > count - seen || <u32>(end - p) < valueBytes) return DAMAGED;
      if (values > 0) {
        const index = repeatedAt(p, valueBytes);
        if (index >= dictSize) return DAMAGED;
        if (load<u8>(marks + index)) hits += addAll(index, values, base + seen, places + at, found + at);
      }
      p += valueBytes;
    }
    seen += values;
  }
  return hits;
}

/** All of `values` places; may write 3 more. */
function addAll(index: u32, values: u32, place: u32, places: usize, found: usize): u32 {
  let lanes = i32x4.add(i32x4.splat(place), i32x4(0, 1, 2, 3));
  for (let i: u32 = 0; i < values; i += 4) {
    v128.store(places, lanes);
    v128.store(found, i32x4.splat(index));
    lanes = i32x4.add(lanes, i32x4.splat(4));
    places += 16;
    found += 16;
  }
  return values;
}

/** Of the indices at `found` the marked ones, moved together. Each is written, and the next over it if it is not. */
function keepMarked(values: u32, marks: usize, place: u32, places: usize, found: usize): u32 {
  const first = found;
  let from = found;
  for (const last = from + (<usize>values << 2); from < last; from += 4) {
    const index: usize = load<u32>(from);
    store<u32>(places, place++);
    store<u32>(found, index);
    const step = <usize>(load<u8>(marks + index) != 0) << 2;
    places += step;
    found += step;
  }
  return <u32>(found - first) >> 2;
}
