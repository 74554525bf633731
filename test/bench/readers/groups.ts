import type { Answer } from './answer.ts';

/** Sums by four small numbers, for the readers that bring no aggregation with them. */
export interface Groups {
  readonly add: (
    hour: number,
    principal: number,
    team: number,
    usageType: number,
    cost: number,
    usage: number,
  ) => void;
  readonly answer: () => Answer;
}

const WORDS = 4;
const SUMS = 3;

/** Open addressing over typed arrays: a Map of a million joined texts would be measured instead of the reader. */
export function createGroups(): Groups {
  let capacity = 1 << 14;
  let slots = new Int32Array(2 * capacity).fill(-1);
  let keys = new Int32Array(WORDS * capacity);
  let sums = new Float64Array(SUMS * capacity);
  let count = 0;

  function hashOf(at: number): number {
    let hash = Math.imul(keys[at]!, 0x9e3779b1);
    for (let word = 1; word < WORDS; word += 1)
      hash = Math.imul(hash ^ (hash >>> 15) ^ keys[at + word]!, 0x85ebca6b);
    return (hash ^ (hash >>> 13)) & (2 * capacity - 1);
  }

  function grow(): void {
    const bigger = new Int32Array(2 * WORDS * capacity);
    bigger.set(keys);
    keys = bigger;
    const more = new Float64Array(2 * SUMS * capacity);
    more.set(sums);
    sums = more;
    capacity *= 2;
    slots = new Int32Array(2 * capacity).fill(-1);
    for (let group = 0; group < count; group += 1) {
      let slot = hashOf(WORDS * group);
      while (slots[slot]! >= 0) slot = (slot + 1) & (2 * capacity - 1);
      slots[slot] = group;
    }
  }

  return {
    add(hour, principal, team, usageType, cost, usage) {
      if (count === capacity) grow();
      // The key is written where a new group would be, so that there is one way to hash and compare.
      const next = WORDS * count;
      keys[next] = hour;
      keys[next + 1] = principal;
      keys[next + 2] = team;
      keys[next + 3] = usageType;
      let slot = hashOf(next);
      for (;;) {
        const group = slots[slot]!;
        if (group < 0) break;
        const at = WORDS * group;
        if (
          keys[at] === hour &&
          keys[at + 1] === principal &&
          keys[at + 2] === team &&
          keys[at + 3] === usageType
        )
          break;
        slot = (slot + 1) & (2 * capacity - 1);
      }
      if (slots[slot]! < 0) {
        slots[slot] = count;
        count += 1;
      }
      const sum = SUMS * slots[slot]!;
      sums[sum] = sums[sum]! + cost;
      sums[sum + 1] = sums[sum + 1]! + usage;
      sums[sum + 2] = sums[sum + 2]! + 1;
    },
    answer() {
      const total = { groups: count, rows: 0, cost: 0, usage: 0 };
      for (let group = 0; group < count; group += 1) {
        total.cost += sums[SUMS * group]!;
        total.usage += sums[SUMS * group + 1]!;
        total.rows += sums[SUMS * group + 2]!;
      }
      return total;
    },
  };
}
