import { createInts } from './growing-column.ts';

/** Consecutive numbers, from 0 on, for pairs of whole numbers of 32 bits: no object and no string a pair. */
export interface PairTable {
  code(first: number, second: number): number;
  readonly size: () => number;
  readonly firstOf: (code: number) => number;
  readonly secondOf: (code: number) => number;
}

const FIRST_SLOTS = 2 ** 12;

/** Open addressing, at most three quarters full. */
export function createPairTable(): PairTable {
  let slots = new Int32Array(FIRST_SLOTS); // code + 1; 0 is free
  const firsts = createInts();
  const seconds = createInts();
  let size = 0;

  const slotOf = (first: number, second: number): number => {
    const mask = slots.length - 1;
    let slot = mixed(first, second) & mask;
    for (let found = slots[slot]!; found !== 0; found = slots[slot]!) {
      if (firsts.get(found - 1) === first && seconds.get(found - 1) === second) break;
      // Stryker disable next-line ArithmeticOperator: the next free slot may lie to either side.
      slot = (slot + 1) & mask;
    }
    return slot;
  };

  const grow = (): void => {
    slots = new Int32Array(slots.length * 2);
    // Stryker disable next-line EqualityOperator: a slot too many leads to the next new pair, which is compared.
    for (let code = 0; code < size; code += 1) slots[slotOf(firsts.get(code), seconds.get(code))] = code + 1;
  };

  return {
    size: () => size,
    firstOf: firsts.get,
    secondOf: seconds.get,
    code(first, second) {
      const slot = slotOf(first, second);
      const known = slots[slot]! - 1;
      if (known >= 0) return known;
      const code = size;
      size += 1;
      slots[slot] = size;
      firsts.set(code, first);
      seconds.set(code, second);
      if (size * 4 >= slots.length * 3) grow();
      return code;
    },
  };
}

/** Neighbouring numbers land far apart (multipliers of the 32-bit murmur finaliser). */
function mixed(first: number, second: number): number {
  let hash = Math.imul(first, 0x85ebca6b) ^ Math.imul(second, 0xc2b2ae35);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
