import { crc32 } from 'node:zlib';
import type { ColumnMetaData, RowGroup } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import {
  CHUNK_BYTES_MAX,
  CHUNK_INFLATED_BYTES_MAX,
  MAP_ENTRIES_MAX,
  PAGE_INFLATED_BYTES_MAX,
} from '../../../shared/adapters/cur/limits.ts';
import type { Leaf } from '../../../shared/adapters/cur/parquet-columns.ts';
import { readDeltas, readHybrid, readLengths } from '../../../shared/adapters/cur/parquet-encodings.ts';
import { readPages } from '../../../shared/adapters/cur/parquet-pages.ts';
import { planChunks } from '../../../shared/adapters/cur/parquet-ranges.ts';
import { readTexts } from '../../../shared/adapters/cur/parquet-values.ts';
import { createTextTable } from '../../../shared/adapters/cur/text-table.ts';
import { readCharges, refusalOf, utf8 } from '../../builders/cur-file.ts';

const leaf: Leaf = { path: 'x', element: { name: 'x', type: 'DOUBLE' }, maxDef: 0, maxRep: 0, entryDef: 0 };
const FILE_BYTES = 2 ** 40;

const META: ColumnMetaData = {
  type: 'DOUBLE',
  encodings: [],
  path_in_schema: ['x'],
  codec: 'SNAPPY',
  num_values: 1n,
  total_uncompressed_size: 8n,
  total_compressed_size: 8n,
  data_page_offset: 4n,
};

function plan(change: Partial<ColumnMetaData>) {
  const meta = { ...META, ...change };
  const group: RowGroup = {
    columns: [{ file_offset: 0n, meta_data: meta }],
    total_byte_size: 8n,
    num_rows: 1n,
  };
  return planChunks('f', FILE_BYTES, group, [leaf]);
}

describe('what a footer may claim about a column', () => {
  it.each([
    ['stored bytes', 'total_compressed_size', CHUNK_BYTES_MAX],
    ['unpacked bytes', 'total_uncompressed_size', CHUNK_INFLATED_BYTES_MAX],
    ['values', 'num_values', MAP_ENTRIES_MAX],
    ['a place inside the file', 'data_page_offset', FILE_BYTES - 8],
  ] as const)('%s up to the limit, and not one more', (_what, field, limit) => {
    expect(plan({ [field]: BigInt(limit - 1) })).toHaveLength(1);
    expect(plan({ [field]: BigInt(limit) })).toHaveLength(1);
    expect(() => plan({ [field]: BigInt(limit) + 1n })).toThrow('the Parquet footer is damaged');
    expect(() => plan({ [field]: -1n })).toThrow('the Parquet footer is damaged');
  });

  it('starts at the dictionary where the footer names it, and at the data where it does not', () => {
    expect(plan({ data_page_offset: 100n })[0]?.start).toBe(100);
    expect(plan({ data_page_offset: 100n, dictionary_page_offset: 40n })[0]?.start).toBe(40);
    expect(plan({ data_page_offset: 100n, dictionary_page_offset: 0n })[0]?.start).toBe(100);
  });

  it.each([
    ['an endless number', [0xf6, ...new Array(20).fill(0xff)]],
    ['a list longer than the footer', [0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x0f]],
    ['a text longer than the footer', [0x18, 0xff, 0xff, 0xff, 0xff, 0x0f]],
    ['lists in lists without end', new Array(200_000).fill(0x19)],
    ['structs in structs without end', new Array(200_000).fill(0x1c)],
  ])('%s is refused before memory or time is spent on it', async (_, footer) => {
    const file = new Uint8Array(footer.length + 12);
    file.set(footer, 4);
    file.set(utf8('PAR1'), file.length - 4);
    new DataView(file.buffer).setUint32(file.length - 8, footer.length, true);
    const began = performance.now();
    const failure = await refusalOf(readCharges('parquet', file));
    expect(failure.message).toContain('the Parquet footer cannot be read');
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

/** A v1 page that claims to unpack to `size` bytes, and has `stored`. */
function aPage(size: number, stored: Uint8Array, codec: ColumnMetaData['codec'], crc?: number) {
  const number = (value: number): number[] => {
    const bytes: number[] = [];
    for (let left = value < 0 ? -2 * value - 1 : value * 2; ; left = Math.floor(left / 128)) {
      if (left < 128) return [...bytes, left];
      bytes.push((left % 128) + 128);
    }
  };
  const sizes = [0x15, 0, 0x15, ...number(size), 0x15, ...number(stored.length)];
  const checksum = crc === undefined ? [0x2c] : [0x15, ...number(crc), 0x1c];
  const head = Uint8Array.from([...sizes, ...checksum, 0x15, 2, 0x15, 0, 0x15, 6, 0x15, 6, 0, 0]);
  const bytes = new Uint8Array(head.length + stored.length);
  bytes.set(head);
  bytes.set(stored, head.length);
  const meta: ColumnMetaData = { ...META, codec };
  const pages: unknown[] = [];
  return () => {
    readPages(bytes, leaf, meta, { dictionary: () => {}, data: (page) => pages.push(page) });
    return pages;
  };
}

describe('what the header of a page may claim', () => {
  it.each([
    ['SNAPPY', 1_000, 33_024],
    ['GZIP', 1_000, 1_101_024],
    ['ZSTD', 10_000, PAGE_INFLATED_BYTES_MAX],
    ['UNCOMPRESSED', 1_000, 2_024],
  ] as const)(
    '%s: %i bytes cannot hold more than %i, and no memory is taken for it',
    (codec, bytes, limit) => {
      const stored = new Uint8Array(bytes);
      for (const size of [limit - 1, limit]) {
        expect(aPage(size, stored, codec)).not.toThrow(`a page of ${size} bytes in`);
      }
      const before = process.memoryUsage().arrayBuffers;
      expect(aPage(limit + 1, stored, codec)).toThrow(`a page of ${limit + 1} bytes in ${bytes}`);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
    },
  );

  it('a column whose pages unpack to more than the footer says is refused', () => {
    expect(aPage(8, new Uint8Array(8), 'UNCOMPRESSED')()).toHaveLength(1);
    expect(aPage(9, new Uint8Array(9), 'UNCOMPRESSED')).toThrow('more than the footer says');
  });

  it('packed bytes that name another size than their page are refused', () => {
    const literal = (size: number) => Uint8Array.of(size, 7 << 2, 1, 2, 3, 4, 5, 6, 7, 8);
    expect(aPage(8, literal(8), 'SNAPPY')()).toHaveLength(1);
    expect(aPage(8, literal(7), 'SNAPPY')).toThrow('a page of 7 bytes instead of 8');
  });

  it('a checksum, where there is one, must be that of the stored bytes', () => {
    const stored = Uint8Array.from([0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);
    expect(aPage(8, stored, 'UNCOMPRESSED', crc32(stored) | 0)()).toHaveLength(1);
    expect(aPage(8, stored, 'UNCOMPRESSED', (crc32(stored) | 0) ^ 1)).toThrow('does not have its checksum');
  });
});

describe('encodings that would run for ever or take all memory', () => {
  const cursor = (...bytes: number[]) => ({ bytes: Uint8Array.from(bytes), at: 0 });

  it('runs of no values end with the bytes', () => {
    expect(() => readHybrid(cursor(0, 0, 0, 0), 0, new Int32Array(5))).toThrow('ends early');
    expect(() => readHybrid(cursor(3), 8, new Int32Array(5))).toThrow('ends early');
    expect(() => readHybrid(cursor(0xff, 0xff, 0xff, 0xff, 0x0f), 8, new Int32Array(5))).toThrow(
      'goes on behind',
    );
    expect(() => readHybrid(cursor(3, 1), 33, new Int32Array(5))).toThrow('33 bits');
  });

  it('a run of four thousand million values is refused where five are left', () => {
    const out = new Int32Array(5);
    const endless = cursor(0xfe, 0xff, 0xff, 0xff, 0x0f, 7);
    expect(() => readHybrid(endless, 8, out)).toThrow('a run goes on behind the values');
  });

  it('bit-packed values of every width come out as they went in', () => {
    for (let width = 1; width <= 32; width++) {
      const values = Array.from({ length: 8 }, (_, i) => (Math.imul(i + 1, 0x9e3779b1) >>> (32 - width)) | 0);
      const bits = values
        .map((value) => (value >>> 0).toString(2).padStart(32, '0').slice(-width))
        .reverse()
        .join('');
      const bytes = Array.from({ length: width }, (_, i) =>
        Number.parseInt(bits.slice(-8 * (i + 1), bits.length - 8 * i), 2),
      );
      const out = new Int32Array(8);
      readHybrid(cursor(3, ...bytes), width, out);
      expect([...out]).toEqual(values);
    }
  });

  it('delta blocks of no parts, of no values or of too many are refused', () => {
    for (const head of [
      [0x80, 0x01, 0],
      [0, 4],
      [0xff, 0xff, 0xff, 0xff, 0x0f, 1],
    ]) {
      expect(() => readDeltas(cursor(...head, 5, 0, 0, 0), new BigInt64Array(5))).toThrow('a delta block');
    }
  });

  it('texts that claim more bytes than there are, or than the text before them has, are refused', () => {
    const page = (encoding: string, ...bytes: number[]) => ({
      encoding,
      slots: 1,
      values: 1,
      body: Uint8Array.from(bytes),
    });
    const delta = (value: number) => [0x80, 0x01, 4, 1, value * 2];
    const table = createTextTable();
    expect([...readTexts(page('DELTA_LENGTH_BYTE_ARRAY', ...delta(1), 65), table)]).toEqual([1]);
    expect(() => readTexts(page('DELTA_LENGTH_BYTE_ARRAY', ...delta(2), 65), table)).toThrow(
      'larger than its page',
    );
    expect(() => readTexts(page('DELTA_BYTE_ARRAY', ...delta(1), ...delta(1), 65), table)).toThrow(
      'larger than its page',
    );
    expect(() => readTexts(page('PLAIN', 255, 255, 255, 127, 65), table)).toThrow('larger than its page');
    expect(() => readLengths(cursor(0x80, 0x01, 4, 1, 1), 1)).toThrow('a text of -1 bytes');
  });
});
