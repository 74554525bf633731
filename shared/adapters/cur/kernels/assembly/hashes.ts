// Hashes of 64-bit keys, block by block: where a block's hashes are known first, its cache misses overlap.

/** Keys a block. */
export const BLOCK: u32 = 512;

const HASHES = memory.data(<i32>BLOCK * 4, 16);
/** What a pass over memory read only to have it near. It is kept here, or the pass would be thrown away. */
const TOUCHED = memory.data(8, 8);

const FIRST_PRIME: u32 = 0x9e3779b1;
const SECOND_PRIME: u32 = 0x85ebca77;

/**
 * An index slot holds a number (its code + 1, so 0 is free) in its lower bits and the upper bits of the hash as a tag:
 * few other keys are looked at in vain.
 */
export const NUMBER_MASK: u32 = 0x03ffffff;
export const TAG_MASK: u32 = ~NUMBER_MASK;

// @ts-ignore: decorator
@inline
export function hashAt(i: u32): u32 {
  return load<u32>(HASHES + (<usize>i << 2));
}

/** Hashes of up to BLOCK keys, four a step; up to three keys behind them are read as well. */
export function hashBlock(keys: usize, count: u32): void {
  const first = i32x4.splat(FIRST_PRIME);
  const second = i32x4.splat(SECOND_PRIME);
  let to = HASHES;
  for (let from = keys, end = keys + (<usize>count << 3); from < end; from += 32) {
    const two = v128.load(from);
    const more = v128.load(from, 16);
    const low = v128.shuffle<i32>(two, more, 0, 2, 4, 6);
    const high = v128.shuffle<i32>(two, more, 1, 3, 5, 7);
    let hash = i32x4.mul(low, first);
    hash = v128.xor(hash, i32x4.shr_u(hash, 15));
    hash = i32x4.mul(v128.xor(hash, high), second);
    v128.store(to, v128.xor(hash, i32x4.shr_u(hash, 15)));
    to += 16;
  }
}

/** The hash of one key by its words. */
// @ts-ignore: decorator
@inline
export function hashOf(low: u32, high: u32): u32 {
  let hash = low * FIRST_PRIME;
  hash = ((hash ^ (hash >>> 15)) ^ high) * SECOND_PRIME;
  return hash ^ (hash >>> 15);
}

/** From so many entries on it pays to bring them near first; fewer are near anyway. */
export const FAR: u32 = 65_536;

/** Brings near what the index says of the block, and then the entries of `size` bytes that it names. */
export function touchBlock(count: u32, slots: usize, mask: u32, entries: usize, size: usize): void {
  let touched: u32 = 0;
  for (let i: u32 = 0; i < count; i++) touched += load<u32>(slots + (<usize>(hashAt(i) & mask) << 2));
  for (let i: u32 = 0; i < count; i++) {
    const hash = hashAt(i);
    const found = load<u32>(slots + (<usize>(hash & mask) << 2));
    if (found && ((found ^ hash) & TAG_MASK) == 0) {
      touched += load<u32>(entries + <usize>((found & NUMBER_MASK) - 1) * size);
    }
  }
  store<u32>(TOUCHED, touched);
}
