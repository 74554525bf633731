/**
 * Noise without state: every draw is a hash of what it is for (seed, series, hour), so a row has the same value in every
 * delivery and adding a series changes no other.
 */

/** FNV-1a over UTF-16 code units, 32 bits. */
export function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** 32 well-mixed bits of three integers (finaliser of MurmurHash3 after each). */
export function mix(a: number, b: number, c = 0): number {
  let hash = 0x9e3779b9;
  for (const part of [a, b, c]) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** Uniform in [0, 1). */
export const unit = (a: number, b: number, c = 0): number => mix(a, b, c) / 0x1_0000_0000;

/** Nearly normal (sum of four bytes), mean 0, deviation 1, within ±3.5: no tails that nobody planned. */
export function bell(a: number, b: number, c = 0): number {
  const bits = mix(a, b, c);
  const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  return (sum - 510) / 147.8;
}

/** Multiplicative noise with median 1. */
export const jitter = (sigma: number, a: number, b: number, c = 0): number => Math.exp(sigma * bell(a, b, c));
