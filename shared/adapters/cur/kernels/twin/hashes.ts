/** Keys a block: where a block's hashes are known first, they cost less. */
export const BLOCK = 512;

/** Hashes of the block at hand. */
export const HASHES = new Int32Array(BLOCK);

/** An index slot holds a number (its code + 1, so 0 is free) below and the upper six bits of the hash as a tag. */
export const NUMBER_MASK = 0x03ffffff;
export const TAG_SHIFT = 26;

const FIRST_PRIME = 0x9e3779b1;
const SECOND_PRIME = 0x85ebca77;

/** Hashes of up to BLOCK keys of two words, from word `from` on. */
export function hashBlock(words: Int32Array, from: number, count: number): void {
  for (let i = 0, at = from; i < count; i++, at += 2) {
    let hash = Math.imul(words[at]!, FIRST_PRIME);
    hash ^= hash >>> 15;
    hash = Math.imul(hash ^ words[at + 1]!, SECOND_PRIME);
    HASHES[i] = hash ^ (hash >>> 15);
  }
}
