import { DAMAGED } from './status';

/** See `PageKernels.unsnap`. Copies whole words where the room allows; the slack behind `out` takes what is too much. */
export function unsnap(src: usize, srcBytes: u32, out: usize, outBytes: u32): i32 {
  const end = src + srcBytes;
  const outEnd = out + outBytes;
  let s = behindSize(src, end, outBytes);
  if (s == 0) return DAMAGED;
  let d = out;
  while (s < end) {
    const tag: u32 = load<u8>(s++);
    if ((tag & 3) == 0) {
      let length = (tag >> 2) + 1;
      if (length > 60) {
        const extra = length - 60;
        if (s + extra > end) return DAMAGED;
        length = (load<u32>(s) & (<u32>0xffffffff >> (32 - 8 * extra))) + 1;
        s += extra;
        // 2^32 wrapped to nothing.
        if (length == 0) return DAMAGED;
      }
      if (<usize>length > end - s || <usize>length > outEnd - d) return DAMAGED;
      v128.store(d, v128.load(s));
      if (length > 16) {
        if (length <= 64) {
          v128.store(d, v128.load(s, 16), 16);
          v128.store(d, v128.load(s, 32), 32);
          v128.store(d, v128.load(s, 48), 48);
        } else {
          memory.copy(d, s, length);
        }
      }
      s += length;
      d += length;
      continue;
    }
    let length = (tag >> 2) + 1;
    let offset: u32;
    if ((tag & 3) == 3) {
      if (end - s < 4) return DAMAGED;
      offset = load<u32>(s);
      s += 4;
    } else {
      // Near and far copies come in no order: chosen without a branch, as a wrong guess costs more than both.
      const far = (tag & 2) != 0;
      const bytes: usize = select<usize>(2, 1, far);
      if (end - s < bytes) return DAMAGED;
      length = select<u32>(length, ((tag >> 2) & 7) + 4, far);
      offset = select<u32>(load<u16>(s), ((tag >> 5) << 8) | load<u8>(s), far);
      s += bytes;
    }
    if (offset == 0 || <usize>offset > d - out || <usize>length > outEnd - d) return DAMAGED;
    copyWithin(d, d - offset, offset, length);
    d += length;
  }
  return d == outEnd ? 0 : DAMAGED;
}

/** Where the packed bytes begin behind their size, 0 unless that is `outBytes`. */
function behindSize(src: usize, end: usize, outBytes: u32): usize {
  let said: u64 = 0;
  let shift: u32 = 0;
  let s = src;
  let byte: u32 = 0x80;
  while (byte & 0x80) {
    if (s >= end || shift > 28) return 0;
    byte = load<u8>(s++);
    said |= (<u64>(byte & 0x7f)) << shift;
    shift += 7;
  }
  return said == <u64>outBytes ? s : 0;
}

/** At most 64 bytes from behind; where source and target overlap, what was just written is read again. */
// @ts-ignore: decorator
@inline
function copyWithin(to: usize, from: usize, offset: u32, length: u32): void {
  if (offset >= 16) {
    v128.store(to, v128.load(from));
    if (length > 16) {
      v128.store(to, v128.load(from, 16), 16);
      v128.store(to, v128.load(from, 32), 32);
      v128.store(to, v128.load(from, 48), 48);
    }
    return;
  }
  const end = to + length;
  let d = to;
  let s = from;
  if (offset >= 8) {
    while (d < end) {
      store<u64>(d, load<u64>(s));
      d += 8;
      s += 8;
    }
    return;
  }
  // The few bytes are repeated within a word, which is then written in steps of whole repetitions.
  const word = i8x16.swizzle(v128.load(from), v128.load(REPEATED + (offset << 4)));
  for (const step: usize = 16 - (16 % offset); d < end; d += step) v128.store(d, word);
}

/** For each offset below 8 the byte that comes to each place of a word. */
const REPEATED = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1,
  0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0,
  0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0,
  0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6, 0, 1,
]);
