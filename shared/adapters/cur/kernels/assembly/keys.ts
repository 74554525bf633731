import { BLOCK, FAR, hashAt, hashBlock, NUMBER_MASK, TAG_MASK, touchBlock } from './hashes';
import { DAMAGED, FULL } from './status';

// A table of keys: the words of its header, see `keyed-table.ts`. An entry is a key.
const SIZE: usize = 0;
const MASK: usize = 4;
const CAPACITY: usize = 8;
const SLOTS: usize = 12;
const KEYS: usize = 16;
const NEXT: usize = 20;

/** See `TableKernels.packKeys`. */
export function packKeys(keys: usize, codes: usize, count: u32, shift: u32, fresh: u32): void {
  const whole = count & ~3;
  const kept = i64x2.splat(fresh ? 0 : -1);
  let i: u32 = 0;
  for (; i < whole; i += 4) {
    const four = v128.load(codes + (<usize>i << 2));
    const to = keys + (<usize>i << 3);
    const low = i64x2.shl(i64x2.extend_low_i32x4_u(four), shift);
    const high = i64x2.shl(i64x2.extend_high_i32x4_u(four), shift);
    v128.store(to, v128.or(v128.and(v128.load(to), kept), low));
    v128.store(to, v128.or(v128.and(v128.load(to, 16), kept), high), 16);
  }
  for (; i < count; i++) {
    const to = keys + (<usize>i << 3);
    const code = <u64>load<u32>(codes + (<usize>i << 2)) << shift;
    store<u64>(to, fresh ? code : load<u64>(to) | code);
  }
}

/** See `TableKernels.unpackKeys`. */
export function unpackKeys(keys: usize, stride: usize, count: u32, shift: u32, width: u32, out: usize): void {
  const kept = <u32>-1 >> (32 - width);
  let from = keys;
  for (let to = out, end = out + (<usize>count << 2); to < end; to += 4) {
    store<u32>(to, <u32>(load<u64>(from) >> shift) & kept);
    from += stride;
  }
}

/** See `TableKernels.internKeys`. */
export function internKeys(table: usize, keys: usize, count: u32, out: usize): i32 {
  const mask = load<u32>(table, MASK);
  const slots = load<usize>(table, SLOTS);
  const known = load<usize>(table, KEYS);
  const capacity = load<u32>(table, CAPACITY);
  let size = load<u32>(table, SIZE);
  for (let from = load<u32>(table, NEXT); from < count; from += BLOCK) {
    const rows = min(BLOCK, count - from);
    hashBlock(keys + (<usize>from << 3), rows);
    if (size >= FAR) touchBlock(rows, slots, mask, known, 8);
    for (let i: u32 = 0; i < rows; i++) {
      const hash = hashAt(i);
      const key = load<u64>(keys + (<usize>(from + i) << 3));
      let slot = hash & mask;
      let found: u32;
      let code: u32 = 0;
      while (found = load<u32>(slots + (<usize>slot << 2))) {
        code = (found & NUMBER_MASK) - 1;
        if (((found ^ hash) & TAG_MASK) == 0 && load<u64>(known + (<usize>code << 3)) == key) break;
        slot = (slot + 1) & mask;
      }
      if (found == 0) {
        if (size == capacity) {
          store<u32>(table, size, SIZE);
          store<u32>(table, from + i, NEXT);
          return FULL;
        }
        code = size++;
        store<u32>(slots + (<usize>slot << 2), (hash & TAG_MASK) | size);
        store<u64>(known + (<usize>code << 3), key);
      }
      store<u32>(out + (<usize>(from + i) << 2), code);
    }
  }
  store<u32>(table, size, SIZE);
  store<u32>(table, count, NEXT);
  return 0;
}

/** See `TableKernels.internDense`. */
export function internDense(table: usize, keys: usize, count: u32, out: usize): i32 {
  const mask = load<u32>(table, MASK);
  const slots = load<usize>(table, SLOTS);
  const known = load<usize>(table, KEYS);
  const capacity = load<u32>(table, CAPACITY);
  let size = load<u32>(table, SIZE);
  let i = load<u32>(table, NEXT);
  let status: i32 = 0;
  for (; i < count; i++) {
    const key = load<u64>(keys + (<usize>i << 3));
    if (key > <u64>mask) {
      status = DAMAGED;
      break;
    }
    const slot = slots + (<usize>key << 2);
    let number = load<u32>(slot);
    if (number == 0) {
      if (size == capacity) {
        status = FULL;
        break;
      }
      store<u64>(known + (<usize>size << 3), key);
      number = ++size;
      store<u32>(slot, number);
    }
    store<u32>(out + (<usize>i << 2), number - 1);
  }
  store<u32>(table, size, SIZE);
  store<u32>(table, i, NEXT);
  return status;
}

/** See `TableKernels.rehashKeys`. */
export function rehashKeys(table: usize): void {
  const mask = load<u32>(table, MASK);
  const slots = load<usize>(table, SLOTS);
  const known = load<usize>(table, KEYS);
  const size = load<u32>(table, SIZE);
  memory.fill(slots, 0, (<usize>mask + 1) << 2);
  for (let from: u32 = 0; from < size; from += BLOCK) {
    const rows = min(BLOCK, size - from);
    hashBlock(known + (<usize>from << 3), rows);
    for (let i: u32 = 0; i < rows; i++) {
      const hash = hashAt(i);
      let slot = hash & mask;
      while (load<u32>(slots + (<usize>slot << 2))) slot = (slot + 1) & mask;
      store<u32>(slots + (<usize>slot << 2), (hash & TAG_MASK) | (from + i + 1));
    }
  }
}
