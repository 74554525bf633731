import { DAMAGED } from './status';

/** See `PageKernels.plainSpans`. */
export function plainSpans(src: usize, srcBytes: u32, count: u32, starts: usize, ends: usize): i32 {
  const end = src + srcBytes;
  const last = starts + (<usize>count << 2);
  let p = src;
  for (; starts < last; starts += 4) {
    if (end - p < 4) return DAMAGED;
    const length: usize = load<u32>(p);
    p += 4;
    if (length > end - p) return DAMAGED;
    store<usize>(starts, p);
    p += length;
    store<usize>(ends, p);
    ends += 4;
  }
  return p == end ? 0 : DAMAGED;
}

/** See `PageKernels.lengthSpans`. */
export function lengthSpans(
  src: usize,
  srcBytes: u32,
  lengths: usize,
  count: u32,
  starts: usize,
  ends: usize,
): i32 {
  const end = src + srcBytes;
  const last = starts + (<usize>count << 2);
  let p = src;
  for (; starts < last; starts += 4) {
    const length: usize = load<u32>(lengths);
    if (length > end - p) return DAMAGED;
    store<usize>(starts, p);
    p += length;
    store<usize>(ends, p);
    lengths += 4;
    ends += 4;
  }
  return p == end ? 0 : DAMAGED;
}

/** See `PageKernels.fixedSpans`. */
export function fixedSpans(
  src: usize,
  srcBytes: u32,
  width: u32,
  count: u32,
  starts: usize,
  ends: usize,
): i32 {
  if (<u64>width * count != <u64>srcBytes) return DAMAGED;
  const last = starts + (<usize>count << 2);
  for (let p = src; starts < last; starts += 4) {
    store<usize>(starts, p);
    p += width;
    store<usize>(ends, p);
    ends += 4;
  }
  return 0;
}
