import { DAMAGED } from './status';

/** See `PageKernels.unprefix`. */
export function unprefix(
  src: usize,
  srcBytes: u32,
  prefixes: usize,
  suffixes: usize,
  count: u32,
  out: usize,
  outBytes: u32,
  starts: usize,
  ends: usize,
): i32 {
  const end = src + srcBytes;
  const outEnd = out + outBytes;
  let before = out;
  let text = out;
  for (let i: usize = 0, last = <usize>count << 2; i < last; i += 4) {
    const prefix: usize = load<u32>(prefixes + i);
    const suffix: usize = load<u32>(suffixes + i);
    if (prefix > text - before || suffix > end - src || prefix + suffix > outEnd - text) return DAMAGED;
    copy(text, before, prefix);
    copy(text + prefix, src, suffix);
    src += suffix;
    before = text;
    text += prefix + suffix;
    store<usize>(starts + i, before);
    store<usize>(ends + i, text);
  }
  return src == end && text == outEnd ? 0 : DAMAGED;
}

/** In whole words, so that it may write 15 bytes more; they are written over. */
// @ts-ignore: decorator
@inline
function copy(to: usize, from: usize, length: usize): void {
  for (const last = to + length; to < last; to += 16) {
    v128.store(to, v128.load(from));
    from += 16;
  }
}
