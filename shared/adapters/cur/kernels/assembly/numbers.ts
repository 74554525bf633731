import { DAMAGED } from './status';

/** See `PageKernels.doubles`. */
export function doubles(src: usize, srcBytes: u32, count: u32, out: usize): i32 {
  if (<u64>count << 3 != <u64>srcBytes) return DAMAGED;
  memory.copy(out, src, srcBytes);
  return 0;
}

/** See `PageKernels.floats`. Two at a time; every NaN becomes the same one. */
export function floats(src: usize, srcBytes: u32, count: u32, out: usize): i32 {
  if (<u64>count << 2 != <u64>srcBytes) return DAMAGED;
  const notNumber = i64x2.splat(0x7ff8000000000000);
  for (const end = src + srcBytes; src < end; src += 8) {
    const pair = f64x2.promote_low_f32x4(v128.load64_zero(src));
    v128.store(out, v128.bitselect(pair, notNumber, f64x2.eq(pair, pair)));
    out += 16;
  }
  return 0;
}

/** See `PageKernels.unsplit`. */
export function unsplit(src: usize, srcBytes: u32, width: u32, count: u32, out: usize): i32 {
  if (<u64>width * count != <u64>srcBytes) return DAMAGED;
  for (const behindFirst = src + count; src < behindFirst; src++) {
    let p = src;
    for (const next = out + width; out < next; out++) {
      store<u8>(out, load<u8>(p));
      p += count;
    }
  }
  return 0;
}
