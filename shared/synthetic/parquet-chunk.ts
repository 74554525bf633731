import type { ColumnChunk, Encoding } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { deltaByteArray } from 'hyparquet-writer/src/delta.js';
import { writeRleBitPackedHybrid } from 'hyparquet-writer/src/encoding.js';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import type { Leaf, Levels, ParquetLook } from './parquet-leaf.ts';

/** Pages already made in this row group, by what they hold. */
export type PageCache = Map<string, { readonly plain: Uint8Array; readonly packed: Uint8Array }>;

const UTF8 = new TextEncoder();

/**
 * Writes one column chunk. hyparquet-writer takes each column as an array of values; here a value is worked out once
 * for a series and not once for a row, so this puts its page, level and Snappy writers together on codes instead
 * (a million rows of 131 columns in seconds).
 */
export function writeChunk(writer: ByteWriter, leaf: Leaf, look: ParquetLook, cache: PageCache): ColumnChunk {
  const start = writer.offset;
  const { values } = leaf;
  const useDictionary =
    'codes' in values &&
    values.dictionary.length > 0 &&
    (leaf.type !== 'BYTE_ARRAY' || look.strings === 'dictionary');
  let uncompressed = 0;
  if ('codes' in values && useDictionary) {
    const plain = plainValues(leaf, values.dictionary);
    uncompressed += dictionaryPage(writer, plain, values.dictionary.length);
  }
  const dataStart = writer.offset;
  const encoding = encodingOf(leaf, look, useDictionary);
  uncompressed += dataPage(writer, leaf, look, encoding, cache);
  return {
    file_offset: BigInt(start),
    meta_data: {
      type: leaf.type,
      encodings: useDictionary ? ['PLAIN', 'RLE', encoding] : ['RLE', encoding],
      path_in_schema: [...leaf.path],
      codec: 'SNAPPY',
      num_values: BigInt(leaf.slots),
      total_uncompressed_size: BigInt(uncompressed),
      total_compressed_size: BigInt(writer.offset - start),
      data_page_offset: BigInt(look.dictionaryOffset ? dataStart : start),
      ...(useDictionary && look.dictionaryOffset ? { dictionary_page_offset: BigInt(start) } : {}),
    },
  };
}

function encodingOf(leaf: Leaf, look: ParquetLook, dictionary: boolean): Encoding {
  if (dictionary) return 'RLE_DICTIONARY';
  return leaf.type === 'BYTE_ARRAY' && look.strings === 'delta' ? 'DELTA_BYTE_ARRAY' : 'PLAIN';
}

function dictionaryPage(writer: ByteWriter, plain: Uint8Array, count: number): number {
  const packed = snappyCompress(plain);
  const start = writer.offset;
  writePageHeader(writer, {
    type: 'DICTIONARY_PAGE',
    uncompressed_page_size: plain.length,
    compressed_page_size: packed.length,
    dictionary_page_header: { num_values: count, encoding: 'PLAIN' },
  });
  const header = writer.offset - start;
  writer.appendBytes(packed);
  return header + plain.length;
}

function dataPage(
  writer: ByteWriter,
  leaf: Leaf,
  look: ParquetLook,
  encoding: Encoding,
  cache: PageCache,
): number {
  const repetition = levelBytes(leaf.repetition, leaf.slots);
  const definition = levelBytes(leaf.definition, leaf.slots);
  const start = writer.offset;
  if (look.pages === 1) {
    const page = new ByteWriter();
    for (const [levels, bytes] of [
      [leaf.repetition, repetition],
      [leaf.definition, definition],
    ] as const) {
      if (levels.max === 0) continue;
      page.appendUint32(bytes.length);
      page.appendBytes(bytes);
    }
    page.appendBytes(valueBytes(leaf, encoding, cache).plain);
    const packed = snappyCompress(page.getBytes());
    writePageHeader(writer, {
      type: 'DATA_PAGE',
      uncompressed_page_size: page.offset,
      compressed_page_size: packed.length,
      data_page_header: {
        num_values: leaf.slots,
        encoding,
        definition_level_encoding: 'RLE',
        repetition_level_encoding: 'RLE',
      },
    });
    const header = writer.offset - start;
    writer.appendBytes(packed);
    return header + page.offset;
  }
  const { plain, packed } = valueBytes(leaf, encoding, cache);
  const levels = repetition.length + definition.length;
  const values = 'codes' in leaf.values ? leaf.values.codes.length : leaf.values.doubles.length;
  writePageHeader(writer, {
    type: 'DATA_PAGE_V2',
    uncompressed_page_size: levels + plain.length,
    compressed_page_size: levels + packed.length,
    data_page_header_v2: {
      num_values: leaf.slots,
      num_nulls: leaf.slots - values,
      num_rows: leaf.rows,
      encoding,
      definition_levels_byte_length: definition.length,
      repetition_levels_byte_length: repetition.length,
      is_compressed: true,
    },
  });
  const header = writer.offset - start;
  for (const bytes of [repetition, definition, packed]) writer.appendBytes(bytes);
  return header + levels + plain.length;
}

function levelBytes({ max, levels }: Levels, slots: number): Uint8Array {
  const writer = new ByteWriter();
  if (max === 0 || slots === 0) return writer.getBytes();
  if (typeof levels !== 'number') {
    writeRleBitPackedHybrid(writer, levels, bitsFor(max));
  } else {
    writer.appendVarInt(slots << 1);
    writer.appendUint8(levels);
  }
  return writer.getBytes();
}

function valueBytes(
  leaf: Leaf,
  encoding: Encoding,
  cache: PageCache,
): { plain: Uint8Array; packed: Uint8Array } {
  const { values } = leaf;
  const key = 'signature' in values && encoding === 'RLE_DICTIONARY' ? values.signature : undefined;
  const made = key === undefined ? undefined : cache.get(key);
  if (made !== undefined) return made;
  const plain = encodeValues(leaf, encoding);
  const page = { plain, packed: snappyCompress(plain) };
  if (key !== undefined) cache.set(key, page);
  return page;
}

function encodeValues(leaf: Leaf, encoding: Encoding): Uint8Array {
  const { values } = leaf;
  if ('doubles' in values) {
    return new Uint8Array(values.doubles.buffer, values.doubles.byteOffset, values.doubles.byteLength);
  }
  if (encoding === 'RLE_DICTIONARY') {
    const writer = new ByteWriter(values.codes.length + 64);
    const bits = bitsFor(Math.max(0, values.dictionary.length - 1));
    writer.appendUint8(bits);
    writeRleBitPackedHybrid(writer, values.codes, bits);
    return writer.getBytes();
  }
  if (encoding === 'DELTA_BYTE_ARRAY') {
    const texts = values.dictionary.map((value) => UTF8.encode(String(value)));
    const writer = new ByteWriter();
    deltaByteArray(
      writer,
      Array.from(values.codes, (code) => texts[code]!),
    );
    return writer.getBytes();
  }
  return plainValues(
    leaf,
    Array.from(values.codes, (code) => values.dictionary[code]!),
  );
}

/** PLAIN bytes; times are milliseconds and have been scaled by the caller, INT96 holds nanoseconds and the Julian day. */
function plainValues(leaf: Leaf, values: readonly (string | number)[]): Uint8Array {
  const writer = new ByteWriter(64 + values.length * 16);
  for (const value of values) {
    if (typeof value === 'string') {
      const bytes = UTF8.encode(value);
      writer.appendUint32(bytes.length);
      writer.appendBytes(bytes);
    } else if (leaf.type === 'DOUBLE') {
      writer.appendFloat64(value);
    } else if (leaf.type === 'INT64') {
      writer.appendInt64(BigInt(value));
    } else {
      const day = Math.floor(value / DAY_MS);
      writer.appendInt64(BigInt(value - day * DAY_MS) * 1_000_000n);
      writer.appendInt32(day + JULIAN_DAY_OF_1970);
    }
  }
  return writer.getBytes();
}

const DAY_MS = 86_400_000;
const JULIAN_DAY_OF_1970 = 2_440_588;

const bitsFor = (max: number): number => 32 - Math.clz32(max);
