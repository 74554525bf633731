import type { Views } from '../heap.ts';
import { DAMAGED } from '../kernels.ts';
import { copyBytes } from './copy-bytes.ts';

export function unprefix(
  views: Views,
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
  const { i32, u32 } = views;
  const end = src + srcBytes;
  const outEnd = out + outBytes;
  let before = out;
  let text = out;
  for (let i = 0; i < count; i++) {
    const prefix = u32[(prefixes >> 2) + i]!;
    const suffix = u32[(suffixes >> 2) + i]!;
    if (prefix > text - before || suffix > end - src || prefix + suffix > outEnd - text) return DAMAGED;
    copyBytes(views, text, before, prefix);
    copyBytes(views, text + prefix, src, suffix);
    src += suffix;
    before = text;
    text += prefix + suffix;
    i32[(starts >> 2) + i] = before;
    i32[(ends >> 2) + i] = text;
  }
  return src === end && text === outEnd ? 0 : DAMAGED;
}
