import type { ColumnMetaData, RowGroup } from 'hyparquet';
import { poison } from '../../domain/base/failure.ts';
import type { ReadRange } from '../../ports/charge-source.ts';
import {
  CHUNK_BYTES_MAX,
  CHUNK_INFLATED_BYTES_MAX,
  MAP_ENTRIES_MAX,
  RANGE_BYTES_MAX,
  RANGE_GAP_BYTES_MAX,
  RANGES_AT_ONCE,
} from './limits.ts';
import type { Leaf } from './parquet-columns.ts';

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
  const metas = new Map(group.columns.map(({ meta_data: meta }) => [meta?.path_in_schema.join('.'), meta]));
  return leaves.map((leaf) => {
    const meta = metas.get(leaf.path);
    if (meta === undefined)
      throw poison('a row group lacks a column of the schema', { file, column: leaf.path });
    // The real AWS writer leaves the dictionary's offset out: the data offset then points at the dictionary page.
    const dictionary = Number(meta.dictionary_page_offset ?? 0);
    const data = Number(meta.data_page_offset);
    const start = dictionary > 0 && dictionary < data ? dictionary : data;
    const end = start + Number(meta.total_compressed_size);
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
  const values = Number(meta.num_values);
  const inflated = Number(meta.total_uncompressed_size);
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

/** Bytes of each chunk by its leaf's path. */
export async function fetchChunks(
  chunks: readonly Chunk[],
  read: ReadRange,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const ranges = coalesce(chunks);
  const fetched: Uint8Array[] = [];
  for (let from = 0; from < ranges.length; from += RANGES_AT_ONCE) {
    const some = ranges.slice(from, from + RANGES_AT_ONCE);
    fetched.push(...(await Promise.all(some.map(({ start, end }) => read(start, end)))));
  }
  return new Map(
    chunks.map(({ leaf, start, end }) => {
      const index = ranges.findIndex((range) => range.start <= start && range.end >= end);
      const from = start - ranges[index]!.start;
      return [leaf.path, fetched[index]!.subarray(from, from + end - start)];
    }),
  );
}
