import { BLOCK, hashAt, hashBlock, NUMBER_MASK, TAG_MASK, touchBlock } from './hashes';
import { FULL } from './status';

// A table of groups: the words of its header, see `keyed-table.ts`.
const SIZE: usize = 0;
const MASK: usize = 4;
const CAPACITY: usize = 8;
const SLOTS: usize = 12;
const ENTRIES: usize = 16;
const NEXT: usize = 20;

// An entry is 32 bytes: the key first, then these.
const PICO: usize = 8;
const AMOUNT: usize = 16;
const ROWS: usize = 24;
const HASH: usize = 28;

/** See `TableKernels.group`. */
export function group(table: usize, keys: usize, pico: usize, amounts: usize, count: u32): i32 {
  const mask = load<u32>(table, MASK);
  const slots = load<usize>(table, SLOTS);
  const entries = load<usize>(table, ENTRIES);
  const capacity = load<u32>(table, CAPACITY);
  let size = load<u32>(table, SIZE);
  for (let from = load<u32>(table, NEXT); from < count; from += BLOCK) {
    const rows = min(BLOCK, count - from);
    hashBlock(keys + (<usize>from << 3), rows);
    touchBlock(rows, slots, mask, entries, 5);
    for (let i: u32 = 0; i < rows; i++) {
      const hash = hashAt(i);
      const at = <usize>(from + i) << 3;
      const key = load<u64>(keys + at);
      let slot = hash & mask;
      let found: u32;
      let entry: usize = 0;
      while (found = load<u32>(slots + (<usize>slot << 2))) {
        entry = entries + (<usize>((found & NUMBER_MASK) - 1) << 5);
        if (((found ^ hash) & TAG_MASK) == 0 && load<u64>(entry) == key) break;
        slot = (slot + 1) & mask;
      }
      // NaN becomes 0.
      const cost = <i64>load<f64>(pico + at);
      if (found) {
        store<i64>(entry, load<i64>(entry, PICO) + cost, PICO);
        store<f64>(entry, load<f64>(entry, AMOUNT) + load<f64>(amounts + at), AMOUNT);
        store<u32>(entry, load<u32>(entry, ROWS) + 1, ROWS);
        continue;
      }
      if (size == capacity) {
        store<u32>(table, size, SIZE);
        store<u32>(table, from + i, NEXT);
        return FULL;
      }
      entry = entries + (<usize>size << 5);
      store<u32>(slots + (<usize>slot << 2), (hash & TAG_MASK) | ++size);
      store<u64>(entry, key);
      store<i64>(entry, cost, PICO);
      store<f64>(entry, load<f64>(amounts + at), AMOUNT);
      store<u32>(entry, 1, ROWS);
      store<u32>(entry, hash, HASH);
    }
  }
  store<u32>(table, size, SIZE);
  store<u32>(table, 0, NEXT);
  return 0;
}

/** See `TableKernels.rehashGroups`. */
export function rehashGroups(table: usize): void {
  const mask = load<u32>(table, MASK);
  const slots = load<usize>(table, SLOTS);
  const size = load<u32>(table, SIZE);
  let entry = load<usize>(table, ENTRIES);
  memory.fill(slots, 0, (<usize>mask + 1) << 2);
  for (let number: u32 = 1; number <= size; number++) {
    const hash = load<u32>(entry, HASH);
    let slot = hash & mask;
    while (load<u32>(slots + (<usize>slot << 2))) slot = (slot + 1) & mask;
    store<u32>(slots + (<usize>slot << 2), (hash & TAG_MASK) | number);
    entry += 32;
  }
}
