import { poison } from '../../../domain/base/failure.ts';
import type { ReadRange } from '../../../ports/charge-source.ts';
import type { BytePool } from '../byte-pool.ts';
import {
  CHUNK_BYTES_MAX,
  CHUNK_INFLATED_BYTES_MAX,
  MAP_ENTRIES_MAX,
  RANGE_BYTES_MAX,
  RANGE_GAP_BYTES_MAX,
  RANGES_AT_ONCE,
} from '../limits.ts';
import type { ColumnMetaData, RowGroup } from './metadata.ts';
import type { Leaf } from './schema.ts';

interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** The stored bytes of one column in one row group. */
export interface Chunk extends ByteRange {
  readonly leaf: Leaf;
  readonly meta: ColumnMetaData;
}

/** Where the columns lie in a row group; every number of the footer is checked before it is used. Pure. */
export function planChunks(
  file: string,
  fileBytes: number,
  group: RowGroup,
  leaves: readonly Leaf[],
): readonly Chunk[] {
  return leaves.map((leaf) => {
    const meta = group.columns.get(leaf.index);
    if (meta === undefined)
      throw poison('a row group lacks a column of the schema', { file, column: leaf.path });
    // The real AWS writer leaves the dictionary's offset out: the data offset then points at the dictionary page.
    const dictionary = meta.dictionary_page_offset;
    const data = meta.data_page_offset;
    const start = dictionary > 0 && dictionary < data ? dictionary : data;
    const end = start + meta.total_compressed_size;
    checkChunk(file, fileBytes, leaf, meta, { start, end });
    return { leaf, meta, start, end };
  });
}

function checkChunk(
  file: string,
  fileBytes: number,
  leaf: Leaf,
  meta: ColumnMetaData,
  range: ByteRange,
): void {
  const { start, end } = range;
  const inside = Number.isInteger(start) && start >= 4 && end >= start && end <= fileBytes;
  const values = meta.num_values;
  const inflated = meta.total_uncompressed_size;
  if (meta.type !== leaf.element.type) {
    throw wrong(file, leaf, `a chunk of ${leaf.element.type}`, `${meta.type}`);
  }
  if (!inside || end - start > CHUNK_BYTES_MAX) {
    throw wrong(file, leaf, `a chunk inside the file's ${fileBytes} bytes`, `bytes ${start} to ${end}`);
  }
  if (!(inflated >= 0 && inflated <= CHUNK_INFLATED_BYTES_MAX)) {
    throw wrong(file, leaf, `at most ${CHUNK_INFLATED_BYTES_MAX} bytes unpacked`, `${inflated}`);
  }
  if (!(values >= 0 && values <= MAP_ENTRIES_MAX)) {
    throw wrong(file, leaf, `at most ${MAP_ENTRIES_MAX} values`, `${values}`);
  }
}

const wrong = (file: string, leaf: Leaf, expected: string, found: string) =>
  poison('the Parquet footer is damaged', { file, column: leaf.path, expected, found });

/** Ranges to ask for: neighbours are joined over small gaps, up to a size that keeps several in flight. Pure. */
export function coalesce(ranges: readonly ByteRange[]): readonly ByteRange[] {
  const joined: { start: number; end: number }[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    const end = last === undefined ? 0 : Math.max(last.end, range.end);
    if (
      last !== undefined &&
      range.start - last.end <= RANGE_GAP_BYTES_MAX &&
      end - last.start <= RANGE_BYTES_MAX
    ) {
      last.end = end;
    } else {
      joined.push({ start: range.start, end: range.end });
    }
  }
  return joined;
}

/** Bytes of each chunk by its leaf, and all that was fetched for them. */
export interface FetchedChunks {
  readonly bytes: ReadonlyMap<Leaf, Uint8Array>;
  readonly ranges: readonly Uint8Array[];
}

/** Fetches chunks, several ranges in flight. */
export async function fetchChunks(
  chunks: readonly Chunk[],
  read: ReadRange,
  pool: BytePool,
): Promise<FetchedChunks> {
  const ranges = coalesce(chunks);
  const fetched = new Array<Uint8Array>(ranges.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < ranges.length; index = next++) {
      const { start, end } = ranges[index]!;
      fetched[index] = await read(start, end, pool.take(end - start));
    }
  };
  await Promise.all(Array.from({ length: Math.min(RANGES_AT_ONCE, ranges.length) }, lane));
  const bytes = chunks.map(({ leaf, start, end }): [Leaf, Uint8Array] => {
    const index = ranges.findIndex((range) => range.start <= start && range.end >= end);
    const from = start - ranges[index]!.start;
    return [leaf, fetched[index]!.subarray(from, from + end - start)];
  });
  return { bytes: new Map(bytes), ranges: fetched };
}
