/** A running hash of texts: 64 bits, quick, pure and the same on every machine; not against an adversary. */
export interface TextHash {
  /** Texts are kept apart: `ab`, `c` and `a`, `bc` are not the same. */
  add(text: string): void;
  /** 16 hex digits. */
  digest(): string;
}

const PRIME_A = 0x01000193;
const PRIME_B = 0x85ebca6b;
/** No UTF-16 unit has this value, so it can stand between texts. */
const END = 0x10000;

/** Two lanes of FNV-1a over UTF-16 units, with different primes and starts. */
export function createTextHash(): TextHash {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  const mix = (unit: number): void => {
    a = Math.imul(a ^ unit, PRIME_A);
    b = Math.imul(b ^ unit, PRIME_B);
    b ^= b >>> 15;
  };
  return {
    add(text) {
      for (let index = 0; index < text.length; index += 1) mix(text.charCodeAt(index));
      mix(END);
    },
    digest: () => hex(a) + hex(b),
  };
}

const hex = (lane: number): string => (lane >>> 0).toString(16).padStart(8, '0');
