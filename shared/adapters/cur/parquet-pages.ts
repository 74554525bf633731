import { crc32, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { ColumnMetaData, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { compressors } from 'hyparquet-compressors';
import { PAGE_HEADER_BYTES_MAX, PAGE_INFLATED_BYTES_MAX, PAGES_PER_CHUNK_MAX } from './limits.ts';
import type { Leaf } from './parquet-columns.ts';
import { type Cursor, readHybrid, readVarint } from './parquet-encodings.ts';
import { skimStruct } from './thrift-skim.ts';

/** One data page with its levels read and its values unpacked but not decoded. */
export interface DataPage {
  readonly encoding: string;
  /** Values and nulls together. */
  readonly slots: number;
  /** Values that are there. */
  readonly values: number;
  /** Definition levels, absent where every slot has a value. */
  readonly def?: Uint8Array;
  /** Repetition levels, absent outside maps. */
  readonly rep?: Uint8Array;
  /** The encoded values. */
  readonly body: Uint8Array;
}

export interface DictionaryPage {
  readonly count: number;
  readonly body: Uint8Array;
}

interface PageSink {
  dictionary(page: DictionaryPage): void;
  data(page: DataPage): void;
}

/**
 * Walks the pages of a column chunk, data page v1 and v2, until all its values were seen. Sizes that a page header
 * declares are checked before anything is unpacked. Throws errors of any kind: callers wrap it.
 */
export function readPages(bytes: Uint8Array, leaf: Leaf, meta: ColumnMetaData, sink: PageSink): void {
  const total = Number(meta.num_values);
  let at = 0;
  let seen = 0;
  let inflated = 0;
  for (let pages = 0; seen < total; pages++) {
    if (pages >= PAGES_PER_CHUNK_MAX || at >= bytes.length) throw new RangeError('the column ends early');
    const head = bytes.subarray(at, at + PAGE_HEADER_BYTES_MAX);
    skimStruct(head, 0);
    const reader = { view: new DataView(head.buffer, head.byteOffset, head.length), offset: 0 };
    const header = parquetHeader(reader);
    const start = at + reader.offset;
    const end = start + header.compressed_page_size;
    if (!(end >= start && end <= bytes.length)) throw new RangeError('a page is larger than its column');
    const stored = bytes.subarray(start, end);
    checkPage(stored, header, meta.codec);
    inflated += header.uncompressed_page_size;
    // `planChunks` compared the footer's figure with its limit.
    if (inflated > Number(meta.total_uncompressed_size)) {
      throw new RangeError('the pages unpack to more than the footer says of their column');
    }
    if (header.type === 'DICTIONARY_PAGE') {
      if (at > 0) throw new RangeError('a dictionary behind the first page');
      const count = header.dictionary_page_header?.num_values ?? -1;
      sink.dictionary({ count, body: inflate(stored, header.uncompressed_page_size, meta.codec) });
    } else if (header.type === 'DATA_PAGE' || header.type === 'DATA_PAGE_V2') {
      const page =
        header.type === 'DATA_PAGE' ? pageV1(stored, header, leaf, meta) : pageV2(stored, header, leaf, meta);
      seen += page.slots;
      if (seen > total) throw new RangeError('the column has more values than the footer says');
      sink.data(page);
    }
    at = end;
  }
}

/** How much larger than packed bytes their content can be at most. */
const EXPANSION_MAX: Readonly<Partial<Record<ColumnMetaData['codec'], number>>> = {
  UNCOMPRESSED: 1,
  SNAPPY: 32,
  GZIP: 1_100,
  ZSTD: 40_000,
};
/** Frames and checksums of any codec, where a page holds next to nothing. */
const EXPANSION_FREE_BYTES = 1_024;

/** What a page's header claims, before memory is taken for it. */
function checkPage(stored: Uint8Array, header: PageHeader, codec: ColumnMetaData['codec']): void {
  const size = header.uncompressed_page_size;
  const possible = stored.length * (EXPANSION_MAX[codec] ?? Number.POSITIVE_INFINITY) + EXPANSION_FREE_BYTES;
  if (!(size >= 0 && size <= PAGE_INFLATED_BYTES_MAX && size <= possible)) {
    throw new RangeError(`a page of ${size} bytes in ${stored.length}`);
  }
  if (header.crc !== undefined && (crc32(stored) | 0) !== (header.crc | 0)) {
    throw new Error('a page that does not have its checksum');
  }
}

function pageV1(stored: Uint8Array, header: PageHeader, leaf: Leaf, meta: ColumnMetaData): DataPage {
  const page = header.data_page_header;
  if (page === undefined) throw new TypeError('a data page without its header');
  checkSlots(page.num_values, meta);
  let body = inflate(stored, header.uncompressed_page_size, meta.codec);
  // Each level stream is prefixed with its length in 4 bytes.
  const next = (max: number): Uint8Array | undefined => {
    if (max === 0) return undefined;
    const length = new DataView(body.buffer, body.byteOffset, body.length).getUint32(0, true);
    if (4 + length > body.length) throw new RangeError('the levels are larger than their page');
    const levels = readLevels(body.subarray(4, 4 + length), max, page.num_values);
    body = body.subarray(4 + length);
    return levels;
  };
  const rep = next(leaf.maxRep);
  const def = next(leaf.maxDef);
  return dataPage(page.encoding, page.num_values, rep, def, leaf, body);
}

function pageV2(stored: Uint8Array, header: PageHeader, leaf: Leaf, meta: ColumnMetaData): DataPage {
  const page = header.data_page_header_v2;
  if (page === undefined) throw new TypeError('a data page without its header');
  checkSlots(page.num_values, meta);
  const repBytes = page.repetition_levels_byte_length;
  const levelBytes = repBytes + page.definition_levels_byte_length;
  if (!(repBytes >= 0 && levelBytes >= repBytes && levelBytes <= stored.length)) {
    throw new RangeError('the levels are larger than their page');
  }
  const packed = stored.subarray(levelBytes);
  const inflated = header.uncompressed_page_size - levelBytes;
  const body = page.is_compressed === false ? packed : inflate(packed, inflated, meta.codec);
  const rep =
    leaf.maxRep === 0 ? undefined : readLevels(stored.subarray(0, repBytes), leaf.maxRep, page.num_values);
  const def =
    leaf.maxDef === 0
      ? undefined
      : readLevels(stored.subarray(repBytes, levelBytes), leaf.maxDef, page.num_values);
  return dataPage(page.encoding, page.num_values, rep, def, leaf, body);
}

function dataPage(
  encoding: string,
  slots: number,
  rep: Uint8Array | undefined,
  def: Uint8Array | undefined,
  leaf: Leaf,
  body: Uint8Array,
): DataPage {
  let values = slots;
  if (def !== undefined) for (const level of def) if (level !== leaf.maxDef) values--;
  return {
    encoding,
    slots,
    values,
    body,
    ...(rep === undefined ? {} : { rep }),
    ...(def === undefined || (values === slots && rep === undefined) ? {} : { def }),
  };
}

function checkSlots(slots: number, meta: ColumnMetaData): void {
  if (!(slots >= 0 && slots <= Number(meta.num_values))) throw new RangeError(`a page of ${slots} values`);
}

function readLevels(bytes: Uint8Array, max: number, count: number): Uint8Array {
  const levels = new Uint8Array(count);
  const cursor: Cursor = { bytes, at: 0 };
  readHybrid(cursor, 32 - Math.clz32(max), levels);
  for (const level of levels) if (level > max) throw new RangeError(`a level of ${level} above ${max}`);
  return levels;
}

/** Unpacks into exactly `length` bytes, whatever the packed bytes claim. */
function inflate(packed: Uint8Array, length: number, codec: ColumnMetaData['codec']): Uint8Array {
  if (length < 0) throw new RangeError('a page of negative size');
  if (codec === 'UNCOMPRESSED') return exactly(packed, length);
  if (length === 0) return packed.subarray(0, 0);
  if (codec === 'SNAPPY') return exactly(unsnap(packed, length), length);
  if (codec === 'GZIP') return exactly(gunzipSync(packed, { maxOutputLength: length }), length);
  if (codec === 'ZSTD') return exactly(zstdDecompressSync(packed, { maxOutputLength: length }), length);
  throw new Error(`the compression ${codec} is not supported`);
}

/** The library gives as many bytes as it is asked for, whatever the packed bytes say of themselves. */
function unsnap(packed: Uint8Array, length: number): Uint8Array {
  const said = readVarint({ bytes: packed, at: 0 });
  if (said !== length) throw new RangeError(`a page of ${said} bytes instead of ${length}`);
  return compressors.SNAPPY!(packed, length);
}

function exactly(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw new RangeError(`a page of ${bytes.length} bytes instead of ${length}`);
  return bytes;
}
