/** Keys a block: where a block's hashes are known first, they cost less. */
export const BLOCK = 512;

/** Hashes of the block at hand. */
export const HASHES = new Int32Array(BLOCK);

/** From so many entries on it pays to bring them near first; fewer are near anyway. */
export const FAR = 65_536;

/** What a pass over memory read only to have it near. It is kept here, or the pass would be thrown away. */
const TOUCHED = new Int32Array(1);

/** An index slot holds a number (its code + 1, so 0 is free) below and the upper six bits of the hash as a tag. */
export const NUMBER_MASK = 0x03ffffff;
export const TAG_SHIFT = 26;

const FIRST_PRIME = 0x9e3779b1;
const SECOND_PRIME = 0x85ebca77;

/** Hashes of up to BLOCK keys of two words, from word `from` on. */
export function hashBlock(words: Int32Array, from: number, count: number): void {
  for (let i = 0, at = from; i < count; i++, at += 2) HASHES[i] = hashOf(words[at]!, words[at + 1]!);
}

/** The hash of one key by its words. */
export function hashOf(low: number, high: number): number {
  const first = Math.imul(low, FIRST_PRIME);
  const second = Math.imul(first ^ (first >>> 15) ^ high, SECOND_PRIME);
  return second ^ (second >>> 15);
}

/** Brings near what the index says of the block, and then the entries of `entryWords` words that it names. */
export function touchBlock(
  words: Int32Array,
  count: number,
  slots: number,
  mask: number,
  entries: number,
  entryWords: number,
): void {
  let touched = 0;
  for (let i = 0; i < count; i++) touched += words[slots + (HASHES[i]! & mask)]!;
  for (let i = 0; i < count; i++) {
    const hash = HASHES[i]!;
    const found = words[slots + (hash & mask)]!;
    if (found !== 0 && (found ^ hash) >>> TAG_SHIFT === 0) {
      touched += words[entries + entryWords * ((found & NUMBER_MASK) - 1)]!;
    }
  }
  TOUCHED[0] = touched;
}
