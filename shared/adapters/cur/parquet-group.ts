import type { RowGroup } from 'hyparquet';
import { CUR, type CurWord } from './columns.ts';
import type { SparseCosts } from './cost.ts';
import type { CurSources, Leaf } from './parquet-columns.ts';
import { type ColumnBytes, readTextColumn, readTimeColumn } from './parquet-flat.ts';
import { mapTexts, pickKey, readMapColumn } from './parquet-maps.ts';
import { readAmountColumn, readCostColumn } from './parquet-money.ts';
import { type Chunk, fetchChunks, planChunks } from './parquet-ranges.ts';
import type { SourceFile } from './row-block.ts';
import type { TextColumn } from './text-column.ts';

/** A row group and all that is needed to read it. */
export interface GroupPlace extends SourceFile {
  readonly sources: CurSources;
  readonly group: RowGroup;
  /** 1-based row of the file at which the group begins. */
  readonly firstRow: number;
  readonly rows: number;
}

/** Fetched columns of a row group, decoded when asked for; undefined where the file lacks the column. */
export interface GroupColumns {
  text(word: CurWord, wanted?: Uint8Array): TextColumn | undefined;
  time(word: CurWord): Float64Array | undefined;
  amount(word: CurWord): Float64Array | undefined;
  cost(word: CurWord): SparseCosts | undefined;
  /** Undefined also where the map is stored as JSON text: then it is a text column. */
  map(word: CurWord): { pick(key: string): TextColumn } | undefined;
  /** Whole maps of the given rows as JSON text, however they are stored. */
  mapTexts(word: CurWord, rows: Int32Array): TextColumn | undefined;
}

export async function fetchColumns(place: GroupPlace, words: readonly CurWord[]): Promise<GroupColumns> {
  const { file, group, firstRow, rows, sources } = place;
  const leaves = words.flatMap((word): readonly Leaf[] => {
    const source = sources.get(word);
    if (source === undefined) return [];
    return source.shape === 'leaf' ? [source.leaf] : [source.key, source.value];
  });
  const chunks = planChunks(file, place.bytes, group, leaves);
  const bytes = await fetchChunks(chunks, place.read);
  const byLeaf = new Map<Leaf, Chunk>(chunks.map((chunk) => [chunk.leaf, chunk]));

  const columnOf = (word: CurWord, leaf: Leaf): ColumnBytes => ({
    file,
    column: CUR[word].name,
    firstRow,
    rows,
    chunk: byLeaf.get(leaf)!,
    bytes: bytes.get(leaf.path)!,
  });
  const flat = <T>(word: CurWord, decode: (column: ColumnBytes) => T): T | undefined => {
    const source = words.includes(word) ? sources.get(word) : undefined;
    return source?.shape === 'leaf' ? decode(columnOf(word, source.leaf)) : undefined;
  };
  const map = (word: CurWord) => {
    const source = words.includes(word) ? sources.get(word) : undefined;
    if (source?.shape !== 'map') return undefined;
    return readMapColumn(columnOf(word, source.key), columnOf(word, source.value));
  };

  return {
    text: (word, wanted) => flat(word, (column) => readTextColumn(column, wanted)),
    time: (word) => flat(word, readTimeColumn),
    amount: (word) => flat(word, readAmountColumn),
    cost: (word) => flat(word, readCostColumn),
    map: (word) => {
      const column = map(word);
      return column && { pick: (key) => pickKey(column, key) };
    },
    mapTexts: (word, selected) => {
      const column = map(word);
      if (column !== undefined) return mapTexts(column, selected);
      const texts = flat(word, readTextColumn);
      return texts && { codes: selected.map((row) => texts.codes[row]!), table: texts.table };
    },
  };
}
