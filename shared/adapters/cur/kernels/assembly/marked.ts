import { packedBytes, PIECE_VALUES, repeatedAt, varintAt } from './runs';
import { DAMAGED } from './status';
import { unpack } from './unpack';

/** See `PageKernels.findMarked`. */
export function findMarked(
  src: usize,
  srcBytes: u32,
  width: u32,
  count: u32,
  marks: usize,
  dictSize: u32,
  base: u32,
  places: usize,
  found: usize,
): i32 {
  if (width > 32) return DAMAGED;
  if (width == 0) {
    if (count == 0) return 0;
    if (dictSize == 0) return DAMAGED;
    return load<u8>(marks) == 0 ? 0 : addAll(0, count, base, places, found);
  }
  const end = src + srcBytes;
  const valueBytes = (width + 7) >> 3;
  if (dictSize <= TABLE_ENTRIES) writeKeeps();
  let p = src;
  let seen: u32 = 0;
  let hits: u32 = 0;
  while (seen < count) {
    const header = varintAt(p, end);
    if (header == 0) return DAMAGED;
    p = <usize>(header >> 32);
    let values = <u32>header >> 1;
    const at: usize = hits << 2;
    if (header & 1) {
      const bytes = packedBytes(values, width, count - seen, <u32>(end - p));
      if (bytes < 0) return DAMAGED;
      values = min(count - seen, values << 3);
      const more = findPacked(p, width, values, marks, dictSize, base + seen, places + at, found + at);
      if (more < 0) return DAMAGED;
      hits += more;
      p += bytes;
    } else {
      if (values > count - seen || <u32>(end - p) < valueBytes) return DAMAGED;
      if (values > 0) {
        const index = repeatedAt(p, valueBytes);
        if (index >= dictSize) return DAMAGED;
        if (load<u8>(marks + index)) hits += addAll(index, values, base + seen, places + at, found + at);
      }
      p += valueBytes;
    }
    seen += values;
  }
  return hits;
}

/** The marked ones among packed indices, or DAMAGED where one is not in the dictionary. */
function findPacked(
  p: usize,
  width: u32,
  values: u32,
  marks: usize,
  dictSize: u32,
  place: u32,
  places: usize,
  found: usize,
): i32 {
  let hits: u32 = 0;
  for (let seen: u32 = 0; seen < values; seen += PIECE_VALUES) {
    const piece = min(values - seen, PIECE_VALUES);
    const at: usize = hits << 2;
    // Hits are never more than values seen, so there is room for the indices behind them.
    if (unpack(p, width, piece, found + at) >= dictSize) return DAMAGED;
    hits +=
      dictSize <= TABLE_ENTRIES
        ? keepMarkedOfFew(piece, marks, place + seen, places + at, found + at)
        : keepMarked(piece, marks, place + seen, places + at, found + at);
    p += (piece * width) >> 3;
  }
  return hits;
}

/** All of `values` places; may write 3 more. */
function addAll(index: u32, values: u32, place: u32, places: usize, found: usize): u32 {
  let lanes = i32x4.add(i32x4.splat(place), i32x4(0, 1, 2, 3));
  for (let i: u32 = 0; i < values; i += 4) {
    v128.store(places, lanes);
    v128.store(found, i32x4.splat(index));
    lanes = i32x4.add(lanes, i32x4.splat(4));
    places += 16;
    found += 16;
  }
  return values;
}

/** Marks of so many entries fit into four words, in which 16 indices are looked up at once. */
const TABLE_ENTRIES: u32 = 64;

/** For each choice among four lanes the bytes that move the chosen ones to the front. */
const KEEPS = memory.data(256, 16);

function writeKeeps(): void {
  for (let chosen: u32 = 0; chosen < 16; chosen++) {
    let to = KEEPS + (chosen << 4);
    for (let lane: u32 = 0; lane < 4; lane++) {
      if (!((chosen >> lane) & 1)) continue;
      store<u32>(to, 0x03020100 + lane * 0x04040404);
      to += 4;
    }
  }
}

/** As `keepMarked`, with marks of at most 64 entries. May write 3 more. */
function keepMarkedOfFew(values: u32, marks: usize, place: u32, places: usize, found: usize): u32 {
  const first = found;
  let from = found;
  const marks0 = v128.load(marks);
  const marks1 = v128.load(marks, 16);
  const marks2 = v128.load(marks, 32);
  const marks3 = v128.load(marks, 48);
  let lanes = i32x4.add(i32x4.splat(place), i32x4(0, 1, 2, 3));
  for (let left: i32 = values; left > 0; left -= 16) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    const c = v128.load(from, 32);
    const d = v128.load(from, 48);
    const indices = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_u(a, b), i16x8.narrow_i32x4_u(c, d));
    // An index outside of a word gives 0.
    const marked = v128.or(
      v128.or(
        i8x16.swizzle(marks0, indices),
        i8x16.swizzle(marks1, i8x16.sub(indices, i8x16.splat(16))),
      ),
      v128.or(
        i8x16.swizzle(marks2, i8x16.sub(indices, i8x16.splat(32))),
        i8x16.swizzle(marks3, i8x16.sub(indices, i8x16.splat(48))),
      ),
    );
    let hits: u32 = i8x16.bitmask(i8x16.ne(marked, i8x16.splat(0)));
    if (left < 16) hits &= (1 << left) - 1;
    if (hits) {
      keep(a, lanes, hits, 0, places, found);
      keep(b, i32x4.add(lanes, i32x4.splat(4)), hits, 4, places, found);
      keep(c, i32x4.add(lanes, i32x4.splat(8)), hits, 8, places, found);
      keep(d, i32x4.add(lanes, i32x4.splat(12)), hits, 12, places, found);
      places += popcnt(hits) << 2;
      found += popcnt(hits) << 2;
    }
    lanes = i32x4.add(lanes, i32x4.splat(16));
    from += 64;
  }
  return <u32>(found - first) >> 2;
}

/** Writes those of four indices, and their places, that bits `from` to `from + 3` of the hits choose. */
// @ts-ignore: decorator
@inline
function keep(indices: v128, lanes: v128, hits: u32, from: u32, places: usize, found: usize): void {
  const order = v128.load(KEEPS + (((hits >> from) & 15) << 4));
  const before: usize = popcnt(hits & ((1 << from) - 1)) << 2;
  v128.store(places + before, i8x16.swizzle(lanes, order));
  v128.store(found + before, i8x16.swizzle(indices, order));
}

/** Of the indices at `found` the marked ones, moved together. Each is written, and the next over it if it is not. */
function keepMarked(values: u32, marks: usize, place: u32, places: usize, found: usize): u32 {
  const first = found;
  let from = found;
  for (const last = from + (<usize>values << 2); from < last; from += 4) {
    const index: usize = load<u32>(from);
    store<u32>(places, place++);
    store<u32>(found, index);
    const step = <usize>(load<u8>(marks + index) != 0) << 2;
    places += step;
    found += step;
  }
  return <u32>(found - first) >> 2;
}
