/**
 * From numbers to columns and sums: bitmaps, selections, tables of texts and keys, the group-by. Layouts of the tables
 * are in `heap-texts.ts` and `keyed-table.ts`, whose headers the kernels read and write.
 */
export interface TableKernels {
  /** i32 values one behind the other to the set bits of `count` slots; 0 where a bit is not set. */
  spread(bits: number, count: number, values: number, out: number): void;
  /** The same of doubles, `filler` where a bit is not set. */
  spreadDoubles(bits: number, count: number, values: number, filler: number, out: number): void;
  /** For each of `picks` ascending positions (less `base`) its number among the set bits, -1 where its bit is not set. */
  rank(bits: number, positions: number, picks: number, base: number, out: number): void;
  /** For each of `picks` ascending ordinals the position of that set bit of `count`. DAMAGED where there is none, else 0. */
  positionsOf(bits: number, count: number, ordinals: number, picks: number, out: number): number;
  /**
   * Rows of ascending slot positions of a map column: bit i of `continues` tells that slot i goes on in the row of the
   * slot before. `base` is the row of the slot before the first one. Writes a row each.
   */
  rowsOf(continues: number, positions: number, picks: number, base: number, out: number): void;
  /**
   * Of `count` ascending rows (they may repeat) those in the ascending selection: which they are into `at`, their index
   * in the selection into `index`. Returns how many.
   */
  join(rows: number, count: number, selection: number, selected: number, at: number, index: number): number;

  /** out[i] = map[codes[i]]. DAMAGED on a code outside, else 0. `out` may be `codes`. */
  remap(codes: number, count: number, map: number, mapSize: number, out: number): number;
  /** out[i] = values[indices[i]] of i32, doubles likewise; indices of -1 give 0. DAMAGED on an index outside, else 0. */
  gather(indices: number, count: number, values: number, size: number, out: number): number;
  gatherDoubles(indices: number, count: number, values: number, size: number, out: number): number;
  /** out[indices[i]] = values[i] in order, so that the last one counts. */
  scatter(indices: number, values: number, count: number, out: number): void;
  fill(out: number, count: number, value: number): void;
  /** out[i] = first + i */
  iota(out: number, count: number, first: number): void;
  /** out[i] = values[i] - base */
  less(values: number, count: number, base: number, out: number): void;
  /** Rows whose code's byte in `marks` is not 0, ascending. Returns how many. `out` may be `codes`. */
  selectMarked(codes: number, count: number, marks: number, out: number): number;

  /**
   * Codes of texts by their spans. Text j is from starts[k × stride] to ends[k × stride] with k = j, or k = picks[j]
   * where `picks` is not 0 (-1 gives code 0). The empty text is code 0. Returns 0, or FULL.
   */
  internTexts(
    table: number,
    starts: number,
    ends: number,
    stride: number,
    picks: number,
    count: number,
    out: number,
  ): number;
  /** Fills the index of the table (its address and mask may be new) from what the table holds. */
  rehashTexts(table: number): void;
  /** keys[i] = keys[i] | codes[i] << shift as 64 bits; with `fresh` the key was 0. Codes are not negative. */
  packKeys(keys: number, codes: number, count: number, shift: number, fresh: number): void;
  /** out[i] = bits `shift` to `shift + width` (1 to 32) of a 64-bit key; keys lie `stride` bytes apart. */
  unpackKeys(keys: number, stride: number, count: number, shift: number, width: number, out: number): void;
  /** Numbers of 64-bit keys in order of first appearance. Returns 0, or FULL. */
  internKeys(table: number, keys: number, count: number, out: number): number;
  rehashKeys(table: number): void;
  /** The same for keys up to the table's mask, whose index has a slot for each of them. DAMAGED on a larger key. */
  internDense(table: number, keys: number, count: number, out: number): number;
  /**
   * Group-by: rows, exact picodollars (whole doubles into i64) and amounts summed by 64-bit key, groups in order of first
   * appearance. Rows whose pico is NaN are counted with a sum of 0. Returns 0, or FULL.
   */
  group(table: number, keys: number, pico: number, amounts: number, count: number): number;
  rehashGroups(table: number): void;
  /** The same for keys up to the table's mask, whose index has a slot for each of them. DAMAGED on a larger key. */
  groupDense(table: number, keys: number, pico: number, amounts: number, count: number): number;

  /**
   * Whole picodollars of doubles, NaN where its decimal text has to decide. Returns how many are NaN.
   */
  picoOfDoubles(values: number, count: number, out: number): number;
  /** First value below `low`, above `high` or not finite; -1 if there is none. */
  firstOutside(values: number, count: number, low: number, high: number): number;
}
