import type { Views } from '../heap.ts';
import { DAMAGED } from '../kernels.ts';

/** Copies from here on are faster by a call than by a loop. */
const LONG_BYTES = 64;

export function unprefix(
  { u8, i32, u32 }: Views,
  src: number,
  srcBytes: number,
  prefixes: number,
  suffixes: number,
  count: number,
  out: number,
  outBytes: number,
  starts: number,
  ends: number,
): number {
  const end = src + srcBytes;
  const outEnd = out + outBytes;
  let before = out;
  let text = out;
  for (let i = 0; i < count; i++) {
    const prefix = u32[(prefixes >> 2) + i]!;
    const suffix = u32[(suffixes >> 2) + i]!;
    if (prefix > text - before || suffix > end - src || prefix + suffix > outEnd - text) return DAMAGED;
    copy(u8, text, before, prefix);
    copy(u8, text + prefix, src, suffix);
    src += suffix;
    before = text;
    text += prefix + suffix;
    i32[(starts >> 2) + i] = before;
    i32[(ends >> 2) + i] = text;
  }
  return src === end && text === outEnd ? 0 : DAMAGED;
}

function copy(u8: Uint8Array, to: number, from: number, length: number): void {
  if (length >= LONG_BYTES) u8.copyWithin(to, from, from + length);
  else for (const last = to + length; to < last; to++) u8[to] = u8[from++]!;
}
