import { BLOCK, FAR, hashAt, hashBlock, hashOf, NUMBER_MASK, TAG_MASK, touchBlock } from './hashes';
import { DAMAGED, FULL } from './status';

// A table of groups: the words of its header, see `keyed-table.ts`.
const SIZE: usize = 0;
const MASK: usize = 4;
const CAPACITY: usize = 8;
const SLOTS: usize = 12;
const ENTRIES: usize = 16;
const NEXT: usize = 20;

// An entry is 28 bytes, every second one not aligned: the key first, then these.
const ENTRY: usize = 28;
const PICO: usize = 8;
const AMOUNT: usize = 16;
const ROWS: usize = 24;

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
    if (size >= FAR) touchBlock(rows, slots, mask, entries, ENTRY);
    for (let i: u32 = 0; i < rows; i++) {
      const hash = hashAt(i);
      const at = <usize>(from + i) << 3;
      const key = load<u64>(keys + at);
      let slot = hash & mask;
      let found: u32;
      let entry: usize = 0;
      while (found = load<u32>(slots + (<usize>slot << 2))) {
        entry = entries + <usize>((found & NUMBER_MASK) - 1) * ENTRY;
        if (((found ^ hash) & TAG_MASK) == 0 && load<u64>(entry) == key) break;
        slot = (slot + 1) & mask;
      }
      if (found) {
        addTo(entry, pico + at, amounts + at);
        continue;
      }
      if (size == capacity) {
        store<u32>(table, size, SIZE);
        store<u32>(table, from + i, NEXT);
        return FULL;
      }
      entry = entries + <usize>size * ENTRY;
      store<u32>(slots + (<usize>slot << 2), (hash & TAG_MASK) | ++size);
      begin(entry, key, pico + at, amounts + at);
    }
  }
  store<u32>(table, size, SIZE);
  store<u32>(table, count, NEXT);
  return 0;
}

/** See `TableKernels.groupDense`. */
export function groupDense(table: usize, keys: usize, pico: usize, amounts: usize, count: u32): i32 {
  const mask = load<u32>(table, MASK);
  const slots = load<usize>(table, SLOTS);
  // Numbers count from 1.
  const entries = load<usize>(table, ENTRIES) - ENTRY;
  const capacity = load<u32>(table, CAPACITY);
  let size = load<u32>(table, SIZE);
  let i = load<u32>(table, NEXT);
  let status: i32 = 0;
  for (; i < count; i++) {
    const at = <usize>i << 3;
    const key = load<u64>(keys + at);
    if (key > <u64>mask) {
      status = DAMAGED;
      break;
    }
    const slot = slots + (<usize>key << 2);
    const number = load<u32>(slot);
    if (number) {
      addTo(entries + <usize>number * ENTRY, pico + at, amounts + at);
      continue;
    }
    if (size == capacity) {
      status = FULL;
      break;
    }
    store<u32>(slot, ++size);
    begin(entries + <usize>size * ENTRY, key, pico + at, amounts + at);
  }
  store<u32>(table, size, SIZE);
  store<u32>(table, i, NEXT);
  return status;
}

// @ts-ignore: decorator
@inline
function begin(entry: usize, key: u64, pico: usize, amount: usize): void {
  store<u64>(entry, key);
  store<i64>(entry, wholeAt(pico), PICO);
  store<f64>(entry, load<f64>(amount), AMOUNT);
  store<u32>(entry, 1, ROWS);
}

// @ts-ignore: decorator
@inline
function addTo(entry: usize, pico: usize, amount: usize): void {
  store<i64>(entry, load<i64>(entry, PICO) + wholeAt(pico), PICO);
  store<f64>(entry, load<f64>(entry, AMOUNT) + load<f64>(amount), AMOUNT);
  store<u32>(entry, load<u32>(entry, ROWS) + 1, ROWS);
}

/** The compiler takes the conversion that saturates: NaN becomes 0. */
// @ts-ignore: decorator
@inline
function wholeAt(pico: usize): i64 {
  return <i64>load<f64>(pico);
}

/** See `TableKernels.rehashGroups`. */
export function rehashGroups(table: usize): void {
  const mask = load<u32>(table, MASK);
  const slots = load<usize>(table, SLOTS);
  const size = load<u32>(table, SIZE);
  let entry = load<usize>(table, ENTRIES);
  memory.fill(slots, 0, (<usize>mask + 1) << 2);
  for (let number: u32 = 1; number <= size; number++) {
    const hash = hashOf(load<u32>(entry), load<u32>(entry, 4));
    let slot = hash & mask;
    while (load<u32>(slots + (<usize>slot << 2))) slot = (slot + 1) & mask;
    store<u32>(slots + (<usize>slot << 2), (hash & TAG_MASK) | number);
    entry += ENTRY;
  }
}
