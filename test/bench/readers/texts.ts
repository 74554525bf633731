/** Numbers for texts that are compared as bytes, so that no JavaScript string is made of them. */
export interface Texts {
  /** The number of `bytes[start..end)`; the empty text is one too. */
  readonly idOf: (bytes: Uint8Array, start: number, end: number) => number;
}

export function createTexts(): Texts {
  let mask = (1 << 12) - 1;
  let slots = new Int32Array(mask + 1).fill(-1);
  const known: Uint8Array[] = [];
  const hashes: number[] = [];

  function grow(): void {
    mask = 2 * mask + 1;
    slots = new Int32Array(mask + 1).fill(-1);
    hashes.forEach((hash, id) => {
      let slot = hash & mask;
      while (slots[slot]! >= 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    });
  }

  return {
    idOf(bytes, start, end) {
      const hash = hashOf(bytes, start, end);
      let slot = hash & mask;
      for (;;) {
        const id = slots[slot]!;
        if (id < 0) break;
        if (hashes[id] === hash && isSame(known[id]!, bytes, start, end)) return id;
        slot = (slot + 1) & mask;
      }
      const id = known.push(bytes.slice(start, end)) - 1;
      hashes.push(hash);
      slots[slot] = id;
      if (2 * known.length > mask) grow();
      return id;
    },
  };
}

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 1) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}

export function isSame(text: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== text.length) return false;
  for (let at = 0; at < text.length; at += 1) if (text[at] !== bytes[start + at]) return false;
  return true;
}
