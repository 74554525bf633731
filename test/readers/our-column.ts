import type { Engine } from '../../shared/adapters/cur/kernels/engine.ts';
import { createHeapTexts, type HeapTexts } from '../../shared/adapters/cur/kernels/heap-texts.ts';
import { readCodes } from '../../shared/adapters/cur/parquet/codes.ts';
import type { ColumnBytes, Decoder } from '../../shared/adapters/cur/parquet/column.ts';
import { readDoubles } from '../../shared/adapters/cur/parquet/doubles.ts';
import { rewriteColumn } from '../../shared/adapters/cur/parquet/fallback.ts';
import { createGroupBytes, type GroupBytes } from '../../shared/adapters/cur/parquet/group-bytes.ts';
import { createMapReader } from '../../shared/adapters/cur/parquet/map-columns.ts';
import { bytesOf, integerOf } from '../../shared/adapters/cur/parquet/numbers.ts';
import { createPageReader } from '../../shared/adapters/cur/parquet/pages.ts';
import type { Leaf } from '../../shared/adapters/cur/parquet/schema.ts';
import { createTimeTable, readTimes } from '../../shared/adapters/cur/parquet/times.ts';
import { UnsupportedError } from '../../shared/adapters/cur/parquet/unsupported.ts';
import { type Blocks, createBlocks, createScratch } from '../../shared/adapters/cur/scratch.ts';
import type { Selection } from '../../shared/adapters/cur/source-block.ts';
import type { StoredColumn, StoredColumns } from './stored-columns.ts';

/** A row's value as one text, '' for null and blank alike; maps are JSON of their sorted entries without blank ones. */
export type Cells = readonly string[];

/**
 * All values of a column by the readers of exports: of every row, and of the rows that `isPicked` selects. `general` is
 * true where a layout was left to the general reader.
 */
export async function ourColumn(
  engine: Engine,
  file: { readonly name: string; readonly bytes: Uint8Array; readonly stored: StoredColumns },
  column: StoredColumn,
  isPicked: (row: number) => boolean,
): Promise<{ readonly cells: Cells; readonly picked: Cells; readonly general: boolean }> {
  const { name, bytes, stored } = file;
  const scratch = createScratch(engine.heap);
  const decoder: Decoder = { engine, scratch, pages: createPageReader(engine, scratch) };
  const read = async (start: number, end: number) => bytes.slice(start, end);
  const pool = { take: (length: number) => new Uint8Array(length), give: () => undefined };
  const cells: string[] = [];
  const picked: string[] = [];
  let general = false;
  let from = 0;
  try {
    for (const group of stored.groups.filter(({ num_rows }) => num_rows > 0)) {
      const rows = group.num_rows;
      const all = Array.from({ length: rows }, (_, row) => row);
      const some = all.filter((row) => isPicked(from + row));
      // Any word will do: it only names the column among the group's bytes.
      const sources = new Map([['tags', column.source] as const]);
      const groupBytes = createGroupBytes(name, bytes.length, sources, group, read, pool);
      await groupBytes.fetch(['tags']);
      const decode = () => {
        cells.push(...cellsOf(decoder, name, column, groupBytes, rows, from, all));
        picked.push(...cellsOf(decoder, name, column, groupBytes, rows, from, some));
      };
      try {
        decode();
      } catch (error) {
        if (!(error instanceof UnsupportedError)) throw error;
        general = true;
        const slow = { file: name, bytes: bytes.length, footer: stored.tail, read };
        for (const [leaf, plain] of await rewriteColumn(slow, column.source, from, rows))
          groupBytes.replace(leaf, plain.bytes, plain.slots);
        decode();
      }
      from += rows;
    }
  } finally {
    scratch.free();
  }
  return { cells, picked, general };
}

function cellsOf(
  decoder: Decoder,
  file: string,
  { name, kind, source }: StoredColumn,
  group: GroupBytes,
  rows: number,
  from: number,
  wanted: readonly number[],
): Cells {
  const { engine, scratch } = decoder;
  const blocks = createBlocks(engine.heap);
  const tables: HeapTexts[] = [];
  const newTable = (): HeapTexts => {
    const table = createHeapTexts(engine);
    tables.push(table);
    return table;
  };
  const columnBytes = (leaf: Leaf, into: string): ColumnBytes => {
    const { chunk, bytes } = group.chunk(leaf);
    const at = scratch.take(into, bytes.length);
    engine.heap.views.u8.set(bytes, at);
    return { file, column: name, firstRow: from + 1, rows, chunk, bytes: { at, bytes: bytes.length } };
  };
  const selection: Selection = { rows: blocks.alloc(wanted.length * 4), count: wanted.length };
  engine.heap.views.i32.set(wanted, selection.rows >> 2);
  // Without a selection the readers take another way.
  const of = wanted.length === rows ? undefined : selection;
  try {
    if (source.shape === 'map') {
      const reader = createMapReader(decoder, () => true, { keys: newTable(), values: newTable() });
      const key = columnBytes(source.key, 'keyBytes');
      const value = () => columnBytes(source.value, 'chunkBytes');
      return mapCells(engine, reader.read(key, value, selection, blocks), wanted.length);
    }
    const column = columnBytes(source.leaf, 'chunkBytes');
    if (kind === 'double') return doubleCells(decoder, column, blocks, of, wanted.length);
    const table = newTable();
    if (kind === 'time') {
      const { codes, millis } = readTimes(decoder, column, createTimeTable(table), blocks, of);
      return codesAt(engine, codes, wanted.length).map((code) =>
        Number.isNaN(millis[code]) ? '' : `${millis[code]}`,
      );
    }
    const codes = codesAt(engine, readCodes(decoder, column, table, blocks, of), wanted.length);
    if (kind === 'text') return codes.map((code) => table.textOf(code));
    return codes.map((code) =>
      code === 0 ? '' : `${integerOf(bytesOf(engine, table, code), source.leaf.element)}`,
    );
  } finally {
    for (const table of tables) table.free();
    blocks.free();
  }
}

const codesAt = ({ heap }: Engine, at: number, count: number): readonly number[] => [
  ...heap.views.i32.subarray(at >> 2, (at >> 2) + count),
];

function doubleCells(
  decoder: Decoder,
  column: ColumnBytes,
  blocks: Blocks,
  of: Selection | undefined,
  count: number,
): Cells {
  const bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  const at = readDoubles(decoder, column, bounds, blocks, of) >> 3;
  const values = [...decoder.engine.heap.views.f64.subarray(at, at + count)];
  return values.map((value) => (Number.isNaN(value) ? '' : Object.is(value, -0) ? '-0' : `${value}`));
}

function mapCells(
  { heap }: Engine,
  keys: readonly {
    readonly key: string;
    readonly column: { readonly codes: number; readonly table: HeapTexts };
  }[],
  count: number,
): Cells {
  return Array.from({ length: count }, (_, row) => {
    const entries = keys.map(({ key, column }) => {
      const code = heap.views.i32[(column.codes >> 2) + row]!;
      return [key, column.table.textOf(code)] as const;
    });
    return mapCell(entries);
  });
}

export const mapCell = (entries: Iterable<readonly [string, string]>): string =>
  JSON.stringify([...new Map(entries)].filter(([, value]) => value !== '').sort());
