/**
 * From the bytes of a page to numbers: decompression, the hybrid of runs and packed bits, deltas, spans of texts.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/
 * `srcBytes` is the length of what may be read at `src`; all return DAMAGED where the bytes do not hold what is asked.
 */
export interface PageKernels {
  /** Snappy into exactly `outBytes` bytes; 0 if they came out. https://github.com/google/snappy/blob/main/format_description.txt */
  unsnap(src: number, srcBytes: number, out: number, outBytes: number): number;
  /** BYTE_STREAM_SPLIT of values of `width` bytes into plain ones; 0, or DAMAGED unless srcBytes is count × width. */
  unsplit(src: number, srcBytes: number, width: number, count: number, out: number): number;

  /**
   * Levels of `width` bits, none above `max`: bit i of `bits` tells whether level i is at least `level`. Whole 64-bit
   * words are written, zeros behind the last level. Returns how many bits are set.
   */
  levelsAtLeast(
    src: number,
    srcBytes: number,
    width: number,
    count: number,
    max: number,
    level: number,
    bits: number,
  ): number;
  /**
   * Dictionary indices through the i32 `dict` of `dictSize` entries, each index checked. Returns the bytes used. Of width
   * 0 all are the first entry, and `srcBytes` is returned: some writers put runs there, others leave them out.
   */
  expand(
    src: number,
    srcBytes: number,
    width: number,
    count: number,
    dict: number,
    dictSize: number,
    out: number,
  ): number;
  /**
   * The same at `picks` ascending ordinals only (below `count`; -1 gives 0). Runs are walked to the end of `count`
   * values, but indices between the picks are not looked at. Returns the bytes used.
   */
  expandAt(
    src: number,
    srcBytes: number,
    width: number,
    count: number,
    ordinals: number,
    picks: number,
    dict: number,
    dictSize: number,
    out: number,
  ): number;
  /**
   * Dictionary indices whose byte in `marks` (one for each of `dictSize` entries) is not 0: their places (base + i) into
   * `places`, the indices themselves into `found`, in order. Returns how many. All `count` indices are checked.
   */
  findMarked(
    src: number,
    srcBytes: number,
    width: number,
    count: number,
    marks: number,
    dictSize: number,
    base: number,
    places: number,
    found: number,
  ): number;

  /** DELTA_BINARY_PACKED of exactly `count` values into i64, wrapping at 64 bits. Returns the bytes used. */
  deltas(src: number, srcBytes: number, count: number, out: number): number;
  /** The same into i32 lengths: each must be 0 to 2^31 - 1. Returns the bytes used. */
  lengths(src: number, srcBytes: number, count: number, out: number): number;

  /** PLAIN byte arrays: where each text starts and ends as addresses. 0, or DAMAGED unless they fill srcBytes exactly. */
  plainSpans(src: number, srcBytes: number, count: number, starts: number, ends: number): number;
  /** The same of texts that lie one behind the other with the lengths (i32) given. */
  lengthSpans(
    src: number,
    srcBytes: number,
    lengths: number,
    count: number,
    starts: number,
    ends: number,
  ): number;
  /** The same of values of `width` bytes. */
  fixedSpans(
    src: number,
    srcBytes: number,
    width: number,
    count: number,
    starts: number,
    ends: number,
  ): number;
  /**
   * DELTA_BYTE_ARRAY: text i is the first prefixes[i] bytes of the text before it and suffixes[i] bytes more. Writes
   * them one behind the other into `out` (`outBytes` is the sum of both lengths) and their spans. 0, or DAMAGED unless
   * the suffixes fill srcBytes exactly and each prefix is inside its text.
   */
  unprefix(
    src: number,
    srcBytes: number,
    prefixes: number,
    suffixes: number,
    count: number,
    out: number,
    outBytes: number,
    starts: number,
    ends: number,
  ): number;

  /** Numbers of 4 bytes (float) as doubles; `src` need not be aligned. 0 or DAMAGED by length. */
  floats(src: number, srcBytes: number, count: number, out: number): number;
  /** Doubles at unaligned `src` to aligned `out`. 0 or DAMAGED by length. */
  doubles(src: number, srcBytes: number, count: number, out: number): number;
}
