import { DAMAGED } from './status';

/** See `TableKernels.join`. */
export function join(
  rows: usize, count: u32, selection: usize, selected: u32, at: usize, index: usize,
): i32 {
  let found: usize = 0;
  let s: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const row = load<i32>(rows + (<usize>i << 2));
    while (s < selected && load<i32>(selection + (<usize>s << 2)) < row) s++;
    if (s == selected) break;
    store<u32>(at + (found << 2), i);
    store<u32>(index + (found << 2), s);
    found += <usize>(load<i32>(selection + (<usize>s << 2)) == row);
  }
  return <i32>found;
}

/** See `TableKernels.remap`. */
export function remap(codes: usize, count: u32, map: usize, mapSize: u32, out: usize): i32 {
  for (let k: usize = 0, end = <usize>count << 2; k < end; k += 4) {
    const code = load<u32>(codes + k);
    if (code >= mapSize) return DAMAGED;
    store<i32>(out + k, load<i32>(map + (<usize>code << 2)));
  }
  return 0;
}

/** See `TableKernels.gather`. */
export function gather(indices: usize, count: u32, values: usize, size: u32, out: usize): i32 {
  for (let k: usize = 0, end = <usize>count << 2; k < end; k += 4) {
    const index = load<u32>(indices + k);
    if (index < size) store<i32>(out + k, load<i32>(values + (<usize>index << 2)));
    else if (index == <u32>-1) store<i32>(out + k, 0);
    else return DAMAGED;
  }
  return 0;
}

/** See `TableKernels.gather`. */
export function gatherDoubles(indices: usize, count: u32, values: usize, size: u32, out: usize): i32 {
  for (let i: usize = 0; i < <usize>count; i++) {
    const index = load<u32>(indices + (i << 2));
    if (index < size) store<f64>(out + (i << 3), load<f64>(values + (<usize>index << 3)));
    else if (index == <u32>-1) store<f64>(out + (i << 3), 0);
    else return DAMAGED;
  }
  return 0;
}

/** See `TableKernels.scatter`. */
export function scatter(indices: usize, values: usize, count: u32, out: usize): void {
  for (let k: usize = 0, end = <usize>count << 2; k < end; k += 4) {
    store<i32>(out + (<usize>load<u32>(indices + k) << 2), load<i32>(values + k));
  }
}

/** See `TableKernels.fill`. */
export function fill(out: usize, count: u32, value: i32): void {
  const four = i32x4.splat(value);
  const whole = out + (<usize>(count & ~3) << 2);
  let to = out;
  for (; to < whole; to += 16) v128.store(to, four);
  for (const end = out + (<usize>count << 2); to < end; to += 4) store<i32>(to, value);
}

/** See `TableKernels.iota`. */
export function iota(out: usize, count: u32, first: i32): void {
  let four = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  const whole = out + (<usize>(count & ~3) << 2);
  let to = out;
  for (; to < whole; to += 16) {
    v128.store(to, four);
    four = i32x4.add(four, i32x4.splat(4));
  }
  let value = i32x4.extract_lane(four, 0);
  for (const end = out + (<usize>count << 2); to < end; to += 4) store<i32>(to, value++);
}

/** See `TableKernels.less`. */
export function less(values: usize, count: u32, base: i32, out: usize): void {
  const four = i32x4.splat(base);
  const whole = <usize>(count & ~3) << 2;
  let k: usize = 0;
  for (; k < whole; k += 16) v128.store(out + k, i32x4.sub(v128.load(values + k), four));
  for (const end = <usize>count << 2; k < end; k += 4) store<i32>(out + k, load<i32>(values + k) - base);
}

/** See `TableKernels.selectMarked`. Without a branch: which rows are marked is as good as random. */
export function selectMarked(codes: usize, count: u32, marks: usize, out: usize): i32 {
  let to = out;
  for (let i: u32 = 0; i < count; i++) {
    const marked = load<u8>(marks + load<u32>(codes + (<usize>i << 2))) != 0;
    store<u32>(to, i);
    to += <usize>marked << 2;
  }
  return <i32>((to - out) >> 2);
}
