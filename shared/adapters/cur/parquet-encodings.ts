/**
 * The integer encodings of Parquet, written so that damaged bytes end in an error and never in an endless loop or an
 * allocation of their choosing: outputs have the size the caller fixed, every step consumes input or output.
 * https://parquet.apache.org/docs/file-format/data-pages/encodings/
 */

/** A position in bytes that only moves forward; reading past the end throws. */
export interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
}

function readByte(cursor: Cursor): number {
  const byte = cursor.bytes[cursor.at++];
  if (byte === undefined) throw new RangeError('the page ends early');
  return byte;
}

/** Unsigned LEB128 of at most 32 bits. */
export function readVarint(cursor: Cursor): number {
  let value = 0;
  for (let scale = 1; scale <= 2 ** 28; scale *= 128) {
    const byte = readByte(cursor);
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return value;
  }
  throw new RangeError('a number in the page is too long');
}

function readZigZagBig(cursor: Cursor): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = readByte(cursor);
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return (value >> 1n) ^ -(value & 1n);
  }
  throw new RangeError('a number in the page is too long');
}

/**
 * Fills `out` from the RLE / bit-packed hybrid of `width` bits (levels and dictionary indices). The last packed run may
 * be padded to a multiple of eight. Throws where the bytes end before `out` is full, or a run goes on behind it.
 */
export function readHybrid(cursor: Cursor, width: number, out: Int32Array | Uint8Array): void {
  if (width > 32) throw new RangeError(`values of ${width} bits`);
  let filled = 0;
  while (filled < out.length) {
    const header = readVarint(cursor);
    const left = out.length - filled;
    if (header % 2 === 1) {
      if ((header >>> 1) * 8 >= left + 8) throw new RangeError('a run goes on behind the values');
      const values = Math.min(left, (header >>> 1) * 8);
      unpackBits(cursor.bytes, cursor.at, width, out, filled, values);
      cursor.at += (header >>> 1) * width;
      filled += values;
    } else {
      const run = header >>> 1;
      if (run > left) throw new RangeError('a run goes on behind the values');
      let value = 0;
      for (let byte = 0; byte * 8 < width; byte++) value |= readByte(cursor) << (byte * 8);
      out.fill(value, filled, filled + run);
      filled += run;
    }
  }
}

/** Little-endian bit-packed values; writers may cut the padding of the last group off. */
function unpackBits(
  bytes: Uint8Array,
  start: number,
  width: number,
  out: Int32Array | Uint8Array,
  from: number,
  values: number,
): void {
  if (start + Math.ceil((values * width) / 8) > bytes.length) throw new RangeError('the page ends early');
  const mask = width === 32 ? -1 : (1 << width) - 1;
  for (let i = 0, bit = 0; i < values; i++, bit += width) {
    const at = start + (bit >>> 3);
    const shift = bit & 7;
    let window = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    window >>>= shift;
    if (shift + width > 32) window |= bytes[at + 4]! << (32 - shift);
    out[from + i] = window & mask;
  }
}

/** A block is a multiple of 128 values in a few miniblocks; real writers use 128 in 4. */
const DELTA_BLOCK_MAX = 65_536;

/** DELTA_BINARY_PACKED into `out`, whose values wrap at 64 bits. Leaves the cursor behind the last miniblock used. */
export function readDeltas(cursor: Cursor, out: BigInt64Array): void {
  const blockSize = readVarint(cursor);
  const miniblocks = readVarint(cursor);
  const declared = readVarint(cursor);
  const perMiniblock = blockSize / miniblocks;
  if (
    blockSize > DELTA_BLOCK_MAX ||
    !Number.isInteger(perMiniblock) ||
    perMiniblock % 8 !== 0 ||
    blockSize === 0
  ) {
    throw new RangeError(`a delta block of ${blockSize} values in ${miniblocks} parts`);
  }
  if (declared !== out.length) throw new RangeError('the page does not hold the values it says');
  let value = readZigZagBig(cursor);
  if (out.length > 0) out[0] = value;
  for (let filled = 1; filled < declared && filled < out.length; ) {
    const least = readZigZagBig(cursor);
    const widths = cursor.at;
    cursor.at += miniblocks;
    for (let part = 0; part < miniblocks && filled < out.length; part++) {
      const width = cursor.bytes[widths + part] ?? 255;
      const count = Math.min(perMiniblock, out.length - filled);
      if (width > 64) throw new RangeError(`deltas of ${width} bits`);
      for (let i = 0; i < count; i++) {
        value = BigInt.asIntN(64, value + least + bitsAt(cursor.bytes, cursor.at, i * width, width));
        out[filled++] = value;
      }
      cursor.at += (perMiniblock * width) / 8;
    }
  }
}

function bitsAt(bytes: Uint8Array, start: number, bit: number, width: number): bigint {
  if (width === 0) return 0n;
  const first = start + (bit >>> 3);
  const last = start + ((bit + width - 1) >>> 3);
  if (last >= bytes.length) throw new RangeError('the page ends early');
  if (last - first < 6) {
    let value = 0;
    for (let at = last; at >= first; at--) value = value * 256 + bytes[at]!;
    return BigInt(Math.floor(value / 2 ** (bit & 7)) % 2 ** width);
  }
  let value = 0n;
  for (let at = last; at >= first; at--) value = (value << 8n) | BigInt(bytes[at]!);
  return (value >> BigInt(bit & 7)) & ((1n << BigInt(width)) - 1n);
}

/** Lengths of byte arrays: deltas that must be sizes. */
export function readLengths(cursor: Cursor, count: number): Int32Array {
  const deltas = new BigInt64Array(count);
  readDeltas(cursor, deltas);
  return Int32Array.from(deltas, (value) => {
    if (value < 0n || value > 0x7fff_ffffn) throw new RangeError(`a text of ${value} bytes`);
    return Number(value);
  });
}
