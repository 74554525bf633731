import type { Views } from '../heap.ts';
import { DAMAGED } from '../kernels.ts';

export function spread(views: Views, bits: number, count: number, values: number, out: number): void {
  const { i32 } = views;
  const words = bits >> 2;
  const to = out >> 2;
  let v = values >> 2;
  let word = 0;
  for (let i = 0; i < count; i++) {
    if ((i & 31) === 0) word = i32[words + (i >> 5)]!;
    if (word & 1) i32[to + i] = i32[v++]!;
    else i32[to + i] = 0;
    word >>>= 1;
  }
}

export function spreadDoubles(
  views: Views,
  bits: number,
  count: number,
  values: number,
  filler: number,
  out: number,
): void {
  const { i32, f64 } = views;
  const words = bits >> 2;
  const to = out >> 3;
  let v = values >> 3;
  let word = 0;
  for (let i = 0; i < count; i++) {
    if ((i & 31) === 0) word = i32[words + (i >> 5)]!;
    if (word & 1) f64[to + i] = f64[v++]!;
    else f64[to + i] = filler;
    word >>>= 1;
  }
}

export function rank(
  views: Views,
  bits: number,
  positions: number,
  picks: number,
  base: number,
  out: number,
): void {
  const { i32 } = views;
  const words = bits >> 2;
  const from = positions >> 2;
  const to = out >> 2;
  let at = 0;
  let before = 0;
  for (let j = 0; j < picks; j++) {
    const position = i32[from + j]! - base;
    for (const last = position >> 5; at < last; at++) before += ones(i32[words + at]!);
    const shifted = i32[words + at]! << (31 - (position & 31));
    i32[to + j] = shifted < 0 ? before + ones(shifted) - 1 : -1;
  }
}

export function positionsOf(
  views: Views,
  bits: number,
  count: number,
  ordinals: number,
  picks: number,
  out: number,
): number {
  const { i32, u32 } = views;
  const words = (count + 31) >> 5;
  const base = bits >> 2;
  const from = ordinals >> 2;
  const to = out >> 2;
  let at = 0;
  // The word's bits from ordinal `before` on.
  let word = words > 0 ? i32[base]! : 0;
  let before = 0;
  for (let j = 0; j < picks; j++) {
    const wanted = u32[from + j]!;
    if (wanted < before) return DAMAGED;
    let here = ones(word);
    while (wanted - before >= here) {
      before += here;
      if (++at >= words) return DAMAGED;
      word = i32[base + at]!;
      here = ones(word);
    }
    for (; before < wanted; before++) word &= word - 1;
    i32[to + j] = (at << 5) + 31 - Math.clz32(word & -word);
  }
  return 0;
}

export function rowsOf(
  views: Views,
  continues: number,
  positions: number,
  picks: number,
  base: number,
  out: number,
): void {
  const { i32 } = views;
  const words = continues >> 2;
  const from = positions >> 2;
  const to = out >> 2;
  let at = 0;
  // Slots before the word that begin a row.
  let begun = 0;
  for (let j = 0; j < picks; j++) {
    const position = i32[from + j]!;
    for (const last = position >> 5; at < last; at++) begun += ones(~i32[words + at]!);
    i32[to + j] = base + begun + ones(~i32[words + at]! << (31 - (position & 31)));
  }
}

/** How many bits of a word are set: sums of neighbours in ever wider fields. */
function ones(word: number): number {
  let sums = word - ((word >>> 1) & 0x55555555);
  sums = (sums & 0x33333333) + ((sums >>> 2) & 0x33333333);
  return Math.imul((sums + (sums >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
