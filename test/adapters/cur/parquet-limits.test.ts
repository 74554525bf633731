import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { processEngine } from '../../../shared/adapters/cur/kernels/engine.ts';
import {
  CHUNK_BYTES_MAX,
  CHUNK_INFLATED_BYTES_MAX,
  MAP_ENTRIES_MAX,
  PAGE_INFLATED_BYTES_MAX,
} from '../../../shared/adapters/cur/limits.ts';
import type { Codec, ColumnMetaData } from '../../../shared/adapters/cur/parquet/metadata.ts';
import { createPageReader } from '../../../shared/adapters/cur/parquet/pages.ts';
import { planChunks } from '../../../shared/adapters/cur/parquet/ranges.ts';
import type { Leaf } from '../../../shared/adapters/cur/parquet/schema.ts';
import { createScratch } from '../../../shared/adapters/cur/scratch.ts';
import { readCharges, refusalOf, utf8 } from '../../builders/cur-file.ts';

const leaf: Leaf = {
  index: 0,
  path: 'x',
  element: { name: 'x', type: 'DOUBLE', num_children: 0 },
  maxDef: 0,
  maxRep: 0,
  entryDef: 0,
};
const FILE_BYTES = 2 ** 40;

const META: ColumnMetaData = {
  type: 'DOUBLE',
  path: 'x',
  codec: 'SNAPPY',
  encodings: ['PLAIN'],
  num_values: 1,
  total_uncompressed_size: 8,
  total_compressed_size: 8,
  data_page_offset: 4,
  dictionary_page_offset: 0,
  statistics: {},
};

const engine = await processEngine();

function plan(change: Partial<ColumnMetaData>) {
  const columns = new Map([[0, { ...META, ...change }]]);
  return planChunks('f', FILE_BYTES, { columns, paths: new Map(), width: 1, num_rows: 1 }, [leaf]);
}

describe('what a footer may claim about a column', () => {
  it.each([
    ['stored bytes', 'total_compressed_size', CHUNK_BYTES_MAX],
    ['unpacked bytes', 'total_uncompressed_size', CHUNK_INFLATED_BYTES_MAX],
    ['values', 'num_values', MAP_ENTRIES_MAX],
    ['a place inside the file', 'data_page_offset', FILE_BYTES - 8],
  ] as const)('%s up to the limit, and not one more', (_what, field, limit) => {
    expect(plan({ [field]: limit - 1 })).toHaveLength(1);
    expect(plan({ [field]: limit })).toHaveLength(1);
    expect(() => plan({ [field]: limit + 1 })).toThrow('the Parquet footer is damaged');
    expect(() => plan({ [field]: -1 })).toThrow('the Parquet footer is damaged');
  });

  it('starts at the dictionary where the footer names it, and at the data where it does not', () => {
    expect(plan({ data_page_offset: 100 })[0]?.start).toBe(100);
    expect(plan({ data_page_offset: 100, dictionary_page_offset: 40 })[0]?.start).toBe(40);
    expect(plan({ data_page_offset: 100, dictionary_page_offset: 0 })[0]?.start).toBe(100);
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
function aPage(size: number, stored: Uint8Array, codec: Codec, crc?: number) {
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
    const scratch = createScratch(engine.heap);
    const at = engine.heap.alloc(bytes.length);
    engine.heap.views.u8.set(bytes, at);
    const sink = { dictionary: () => {}, data: (page: unknown) => pages.push(page) };
    try {
      createPageReader(engine, scratch).read({ at, bytes: bytes.length }, leaf, meta, sink);
    } finally {
      engine.heap.free(at);
      scratch.free();
    }
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
    expect(aPage(8, literal(7), 'SNAPPY')).toThrow('does not unpack to its 8 bytes');
  });

  it('a checksum, where there is one, must be that of the stored bytes', () => {
    const stored = Uint8Array.from([0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);
    expect(aPage(8, stored, 'UNCOMPRESSED', crc32(stored) | 0)()).toHaveLength(1);
    expect(aPage(8, stored, 'UNCOMPRESSED', (crc32(stored) | 0) ^ 1)).toThrow('does not have its checksum');
  });
});
