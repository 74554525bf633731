import { packedAt, packedBytes, PIECE_VALUES, repeatedAt, varintAt } from './runs';
import { DAMAGED } from './status';
import { unpack } from './unpack';

/** See `PageKernels.expand`. */
export function expand(
  src: usize,
  srcBytes: u32,
  width: u32,
  count: u32,
  dict: usize,
  dictSize: u32,
  out: usize,
): i32 {
  if (width > 32) return DAMAGED;
  if (width == 0) {
    if (count == 0) return srcBytes;
    if (dictSize == 0) return DAMAGED;
    repeat(load<u32>(dict), count, out);
    return srcBytes;
  }
  const end = src + srcBytes;
  const valueBytes = (width + 7) >> 3;
  let p = src;
  let left = count;
  while (left > 0) {
    const header = varintAt(p, end);
    if (header == 0) return DAMAGED;
    p = <usize>(header >> 32);
    let values = <u32>header >> 1;
    if (header & 1) {
      const bytes = packedBytes(values, width, left, <u32>(end - p));
      if (bytes < 0) return DAMAGED;
      values = min(left, values << 3);
      if (!expandPacked(p, width, values, dict, dictSize, out)) return DAMAGED;
      p += bytes;
    } else {
      if (values > left || <u32>(end - p) < valueBytes) return DAMAGED;
      if (values > 0) {
        const index = repeatedAt(p, valueBytes);
        if (index >= dictSize) return DAMAGED;
        repeat(load<u32>(dict + (<usize>index << 2)), values, out);
      }
      p += valueBytes;
    }
    out += <usize>values << 2;
    left -= values;
  }
  return <i32>(p - src);
}

/** May write 3 values more. */
// @ts-ignore: decorator
@inline
function repeat(value: u32, values: u32, out: usize): void {
  const lanes = i32x4.splat(value);
  for (const last = out + (<usize>values << 2); out < last; out += 16) v128.store(out, lanes);
}

/** In pieces that stay in the cache between both steps. False where an index is not in the dictionary. */
function expandPacked(p: usize, width: u32, values: u32, dict: usize, dictSize: u32, out: usize): bool {
  for (let left = values; left > 0; ) {
    const piece = min(left, PIECE_VALUES);
    if (unpack(p, width, piece, out) >= dictSize) return false;
    lookUp(dict, piece, out);
    p += (piece * width) >> 3;
    out += <usize>piece << 2;
    left -= piece;
  }
  return true;
}

/** Entries in place of their indices, which were checked. */
function lookUp(dict: usize, values: u32, out: usize): void {
  const last = out + (<usize>values << 2);
  for (const whole = out + (<usize>(values & ~3) << 2); out < whole; out += 16) {
    store<u32>(out, load<u32>(dict + (<usize>load<u32>(out) << 2)));
    store<u32>(out, load<u32>(dict + (<usize>load<u32>(out, 4) << 2)), 4);
    store<u32>(out, load<u32>(dict + (<usize>load<u32>(out, 8) << 2)), 8);
    store<u32>(out, load<u32>(dict + (<usize>load<u32>(out, 12) << 2)), 12);
  }
  for (; out < last; out += 4) store<u32>(out, load<u32>(dict + (<usize>load<u32>(out) << 2)));
}

/** See `PageKernels.expandAt`. */
export function expandAt(
  src: usize,
  srcBytes: u32,
  width: u32,
  count: u32,
  ordinals: usize,
  picks: u32,
  dict: usize,
  dictSize: u32,
  out: usize,
): i32 {
  if (width > 32) return DAMAGED;
  const lastPick = ordinals + (<usize>picks << 2);
  if (width == 0) {
    if (count > 0 && dictSize == 0) return DAMAGED;
    return pickRepeated(ordinals, lastPick, 0, count, count > 0 ? load<u32>(dict) : 0, out) == lastPick
      ? <i32>srcBytes
      : DAMAGED;
  }
  const end = src + srcBytes;
  const valueBytes = (width + 7) >> 3;
  let pick = ordinals;
  let p = src;
  let seen: u32 = 0;
  while (seen < count) {
    const header = varintAt(p, end);
    if (header == 0) return DAMAGED;
    p = <usize>(header >> 32);
    let values = <u32>header >> 1;
    const target = out + (pick - ordinals);
    if (header & 1) {
      const bytes = packedBytes(values, width, count - seen, <u32>(end - p));
      if (bytes < 0) return DAMAGED;
      values = min(count - seen, values << 3);
      pick = pickPacked(pick, lastPick, seen, values, p, width, dict, dictSize, target);
      if (pick == 0) return DAMAGED;
      p += bytes;
    } else {
      if (values > count - seen || <u32>(end - p) < valueBytes) return DAMAGED;
      if (values > 0) {
        const index = repeatedAt(p, valueBytes);
        if (index >= dictSize) return DAMAGED;
        pick = pickRepeated(pick, lastPick, seen, values, load<u32>(dict + (<usize>index << 2)), target);
      }
      p += valueBytes;
    }
    seen += values;
  }
  pick = pickRepeated(pick, lastPick, count, 0, 0, out + (pick - ordinals));
  return pick == lastPick ? <i32>(p - src) : DAMAGED;
}

/** The picks among `values` values from ordinal `first` on, and absent ones; returns the first pick behind them. */
function pickRepeated(pick: usize, lastPick: usize, first: u32, values: u32, value: u32, out: usize): usize {
  for (; pick < lastPick; pick += 4) {
    const ordinal = load<i32>(pick);
    if (ordinal < 0) {
      store<u32>(out, 0);
    } else {
      if (<u32>ordinal - first >= values) return pick;
      store<u32>(out, value);
    }
    out += 4;
  }
  return pick;
}

/** The same among packed values; 0 where an index is not in the dictionary. */
function pickPacked(
  pick: usize,
  lastPick: usize,
  first: u32,
  values: u32,
  p: usize,
  width: u32,
  dict: usize,
  dictSize: u32,
  out: usize,
): usize {
  for (; pick < lastPick; pick += 4) {
    const ordinal = load<i32>(pick);
    if (ordinal < 0) {
      store<u32>(out, 0);
    } else {
      if (<u32>ordinal - first >= values) return pick;
      const index = packedAt(p, width, <u32>ordinal - first);
      if (index >= dictSize) return 0;
      store<u32>(out, load<u32>(dict + (<usize>index << 2)));
    }
    out += 4;
  }
  return pick;
}
