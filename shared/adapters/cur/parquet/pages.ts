import type { Engine } from '../kernels/engine.ts';
import { DAMAGED } from '../kernels/kernels.ts';
import { PAGE_INFLATED_BYTES_MAX, PAGES_PER_CHUNK_MAX } from '../limits.ts';
import type { Scratch } from '../scratch.ts';
import type { Encoding } from './encodings.ts';
import type { Codec, ColumnMetaData } from './metadata.ts';
import { type PageHeader, readPageHeader } from './page-header.ts';
import type { Leaf } from './schema.ts';
import { UnsupportedError } from './unsupported.ts';

/** Bytes in the heap. */
export interface HeapBytes {
  readonly at: number;
  readonly bytes: number;
}

/** One data page, its values unpacked but not decoded; valid until the next page. */
export interface DataPage {
  readonly encoding: Encoding;
  /** Values and nulls together. */
  readonly slots: number;
  /** Values that are there. */
  readonly values: number;
  /** Bitmap of the slots that have a value; 0 where all have. */
  readonly hasValue: number;
  /** Of a map's column: bitmap of the slots that are an entry, 0 where all are. */
  readonly isEntry: number;
  readonly entries: number;
  /** Of a map's column: bitmap of the slots that go on in the row before; 0 where none does. */
  readonly continues: number;
  /** Rows that begin in this page. */
  readonly rows: number;
  readonly body: HeapBytes;
}

export interface DictionaryPage {
  readonly count: number;
  /** Valid until the next dictionary of any column. */
  readonly body: HeapBytes;
}

export interface PageSink {
  dictionary(page: DictionaryPage): void;
  data(page: DataPage): void;
}

export interface PageReader {
  /**
   * Walks the pages of a column chunk, data page v1 and v2, until all its values were seen. Sizes that a page header
   * declares are checked before anything is unpacked. Throws errors of any kind on damage: callers wrap them.
   */
  read(chunk: HeapBytes, leaf: Leaf, meta: ColumnMetaData, sink: PageSink): void;
}

/** Of Node's, loaded when a page needs it: most files need none. */
const zlib = () => process.getBuiltinModule('node:zlib');

function unpackerOf(codec: Codec | undefined) {
  if (codec === 'GZIP') return zlib().gunzipSync;
  return codec === 'ZSTD' ? zlib().zstdDecompressSync : undefined;
}

export function createPageReader({ kernels, heap }: Engine, scratch: Scratch): PageReader {
  /** Unpacks into exactly `length` bytes, whatever the packed bytes claim. */
  function inflate(name: string, stored: HeapBytes, length: number, codec: Codec | undefined): HeapBytes {
    if (length < 0) throw new RangeError('a page of negative size');
    if (codec === 'UNCOMPRESSED') {
      if (stored.bytes !== length) throw wrongLength(stored.bytes, length);
      return stored;
    }
    const at = scratch.take(name, length);
    if (length === 0) return { at, bytes: 0 };
    if (codec === 'SNAPPY') {
      const status = kernels.unsnap(stored.at, stored.bytes, at, length);
      if (status === DAMAGED) throw new RangeError(`a page that does not unpack to its ${length} bytes`);
      return { at, bytes: length };
    }
    const unpack = unpackerOf(codec);
    if (unpack === undefined)
      throw codec === undefined
        ? new RangeError('a compression of an unknown number')
        : new UnsupportedError(`the compression ${codec}`);
    const packed = heap.views.u8.subarray(stored.at, stored.at + stored.bytes);
    const unpacked = unpack(packed, { maxOutputLength: length });
    if (unpacked.length !== length) throw wrongLength(unpacked.length, length);
    heap.views.u8.set(unpacked, at);
    return { at, bytes: length };
  }

  interface Levels {
    readonly at: number;
    readonly bytes: number;
  }

  /** Splits the levels off: in v1 they stand in front of the values, each behind its length, packed with them. */
  function levelsOfV1(leaf: Leaf, body: HeapBytes): { rep?: Levels; def?: Levels; rest: HeapBytes } {
    let { at, bytes } = body;
    const next = (max: number): Levels | undefined => {
      if (max === 0) return undefined;
      if (bytes < 4) throw new RangeError('the page ends early');
      const length = heap.views.bytes.getUint32(at, true);
      if (length > bytes - 4) throw new RangeError('the levels are larger than their page');
      const levels = { at: at + 4, bytes: length };
      at += 4 + length;
      bytes -= 4 + length;
      return levels;
    };
    const rep = next(leaf.maxRep);
    const def = next(leaf.maxDef);
    return { ...(rep && { rep }), ...(def && { def }), rest: { at, bytes } };
  }

  function unpackData(
    leaf: Leaf,
    { codec }: ColumnMetaData,
    header: PageHeader,
    stored: HeapBytes,
  ): { rep?: Levels; def?: Levels; rest: HeapBytes } {
    const { v2, uncompressed_page_size: size } = header;
    if (v2 === undefined) {
      if (
        (leaf.maxDef > 0 && header.definition_level_encoding === 'BIT_PACKED') ||
        (leaf.maxRep > 0 && header.repetition_level_encoding === 'BIT_PACKED')
      )
        throw new UnsupportedError('levels packed as in the first version of the format', {
          encoding: 'BIT_PACKED',
        });
      return levelsOfV1(leaf, inflate('page', stored, size, codec));
    }
    const repBytes = v2.repetition_levels_byte_length;
    const levelBytes = repBytes + v2.definition_levels_byte_length;
    if (!(repBytes >= 0 && levelBytes >= repBytes && levelBytes <= stored.bytes)) {
      throw new RangeError('the levels are larger than their page');
    }
    const packed = { at: stored.at + levelBytes, bytes: stored.bytes - levelBytes };
    const rest = v2.is_compressed ? inflate('page', packed, size - levelBytes, codec) : packed;
    return {
      ...(leaf.maxRep > 0 && { rep: { at: stored.at, bytes: repBytes } }),
      ...(leaf.maxDef > 0 && { def: { at: stored.at + repBytes, bytes: levelBytes - repBytes } }),
      rest,
    };
  }

  /** Slots whose level is at least `level`: the bitmap under this name and how many there are. */
  function atLeast(name: string, levels: Levels, slots: number, max: number, level: number) {
    const bits = scratch.take(name, Math.ceil(slots / 64) * 8);
    const width = 32 - Math.clz32(max);
    const set = kernels.levelsAtLeast(levels.at, levels.bytes, width, slots, max, level, bits);
    if (set === DAMAGED) throw new RangeError('the levels of a page are damaged');
    return { bits, set };
  }

  function dataPage(leaf: Leaf, meta: ColumnMetaData, header: PageHeader, stored: HeapBytes): DataPage {
    const { num_values: slots, encoding } = header;
    if (!(slots >= 0 && slots <= meta.num_values)) throw new RangeError(`a page of ${slots} values`);
    if (encoding === undefined) throw new RangeError('an encoding of an unknown number');
    const { rep, def, rest } = unpackData(leaf, meta, header, stored);
    const going = rep && atLeast('continues', rep, slots, leaf.maxRep, 1);
    const has = def && atLeast('hasValue', def, slots, leaf.maxDef, leaf.maxDef);
    const values = has?.set ?? slots;
    // Where each entry has a value, one bitmap tells both.
    const entry =
      def !== undefined && leaf.entryDef > 0 && leaf.entryDef < leaf.maxDef
        ? atLeast('isEntry', def, slots, leaf.maxDef, leaf.entryDef)
        : has;
    return {
      encoding,
      slots,
      values,
      hasValue: has === undefined || values === slots ? 0 : has.bits,
      isEntry: entry === undefined || entry.set === slots ? 0 : entry.bits,
      entries: entry?.set ?? slots,
      continues: going === undefined || going.set === 0 ? 0 : going.bits,
      rows: slots - (going?.set ?? 0),
      body: rest,
    };
  }

  function read(chunk: HeapBytes, leaf: Leaf, meta: ColumnMetaData, sink: PageSink): void {
    let [at, seen, inflated] = [0, 0, 0];
    for (let pages = 0; seen < meta.num_values; pages++) {
      if (pages >= PAGES_PER_CHUNK_MAX || at >= chunk.bytes) throw new RangeError('the column ends early');
      const start = chunk.at + at;
      const header = readPageHeader(heap.views.u8.subarray(start, chunk.at + chunk.bytes));
      const stored = { at: start + header.bytes, bytes: header.compressed_page_size };
      if (!(stored.bytes >= 0 && stored.bytes <= chunk.bytes - at - header.bytes)) {
        throw new RangeError('a page is larger than its column');
      }
      checkPage(heap.views.u8.subarray(stored.at, stored.at + stored.bytes), header, meta.codec);
      inflated += header.uncompressed_page_size;
      // `planChunks` compared the footer's figure with its limit.
      if (inflated > meta.total_uncompressed_size) {
        throw new RangeError('the pages unpack to more than the footer says of their column');
      }
      if (header.type === 'dictionary') {
        if (at > 0) throw new RangeError('a dictionary behind the first page');
        const body = inflate('dictionary', stored, header.uncompressed_page_size, meta.codec);
        sink.dictionary({ count: header.num_values, body });
      } else if (header.type === 'data') {
        const page = dataPage(leaf, meta, header, stored);
        seen += page.slots;
        if (seen > meta.num_values) throw new RangeError('the column has more values than the footer says');
        sink.data(page);
      }
      at += header.bytes + stored.bytes;
    }
  }

  return { read };
}

/** How much larger than packed bytes their content can be at most. */
const EXPANSION_MAX: Readonly<Partial<Record<Codec, number>>> = {
  UNCOMPRESSED: 1,
  SNAPPY: 32,
  GZIP: 1_100,
  ZSTD: 40_000,
};
/** Frames and checksums of any codec, where a page holds next to nothing. */
const EXPANSION_FREE_BYTES = 1_024;

/** What a page's header claims, before memory is taken for it. */
function checkPage(stored: Uint8Array, header: PageHeader, codec: Codec | undefined): void {
  const size = header.uncompressed_page_size;
  const most = codec === undefined ? undefined : EXPANSION_MAX[codec];
  const possible = stored.length * (most ?? Number.POSITIVE_INFINITY) + EXPANSION_FREE_BYTES;
  if (!(size >= 0 && size <= PAGE_INFLATED_BYTES_MAX && size <= possible)) {
    throw new RangeError(`a page of ${size} bytes in ${stored.length}`);
  }
  if (header.crc !== undefined && (zlib().crc32(stored) | 0) !== (header.crc | 0)) {
    throw new Error('a page that does not have its checksum');
  }
}

const wrongLength = (found: number, length: number): RangeError =>
  new RangeError(`a page of ${found} bytes instead of ${length}`);
