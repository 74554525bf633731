/**
 * 128-bit FNV-1a of a text's UTF-8 bytes as 32 hex digits: the same on every machine, and pure. For fingerprints and
 * change detection, not against an adversary.
 * http://www.isthe.com/chongo/tech/comp/fnv/ (offset basis 0x6c62272e07bb014262b821756295c58d, prime 2^88 + 0x13b)
 */
export function digestText(text: string): string {
  // Four 32-bit limbs, lowest first: a BigInt a byte would be ten times slower.
  let [h0, h1, h2, h3] = [0x6295c58d, 0x62b82175, 0x07bb0142, 0x6c62272e];
  const mix = (byte: number): void => {
    const low = (h0 ^ byte) >>> 0;
    const t0 = low * 0x13b;
    const t1 = h1 * 0x13b + Math.floor(t0 / LIMB);
    const t2 = h2 * 0x13b + Math.floor(t1 / LIMB) + ((low << 24) >>> 0);
    const t3 = h3 * 0x13b + Math.floor(t2 / LIMB) + (((low >>> 8) | (h1 << 24)) >>> 0);
    h0 = t0 % LIMB;
    h1 = t1 % LIMB;
    h2 = t2 % LIMB;
    h3 = t3 % LIMB;
  };
  for (const character of text) eachByte(character.codePointAt(0)!, mix);
  return [h3, h2, h1, h0].map((limb) => limb.toString(16).padStart(8, '0')).join('');
}

const LIMB = 2 ** 32;

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
