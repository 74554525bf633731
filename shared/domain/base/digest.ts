/**
 * 128-bit FNV-1a of a text's UTF-8 bytes as 32 hex digits: the same on every machine, and pure. For fingerprints and
 * change detection, not against an adversary.
 * http://www.isthe.com/chongo/tech/comp/fnv/ (offset basis 0x6c62272e07bb014262b821756295c58d, prime 2^88 + 0x13b)
 */
export function digestText(text: string): string {
  let hash = OFFSET_BASIS;
  const mix = (byte: number): void => {
    hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  };
  for (const character of text) eachByte(character.codePointAt(0)!, mix);
  return hash.toString(16).padStart(32, '0');
}

const OFFSET_BASIS = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = (1n << 88n) + 0x13bn;
const MASK = (1n << 128n) - 1n;

/** UTF-8; a lone surrogate is written like any other code point, so different texts stay different. */
function eachByte(point: number, mix: (byte: number) => void): void {
  if (point < 0x80) {
    mix(point);
    return;
  }
  if (point < 0x800) {
    mix(0xc0 | (point >> 6));
  } else {
    if (point < 0x10000) {
      mix(0xe0 | (point >> 12));
    } else {
      mix(0xf0 | (point >> 18));
      mix(0x80 | ((point >> 12) & 0x3f));
    }
    mix(0x80 | ((point >> 6) & 0x3f));
  }
  mix(0x80 | (point & 0x3f));
}
