import { type CurWord, PRODUCT_MODEL_KEY, PRODUCT_NAME_KEY } from '../columns.ts';
import { createHeapTexts, type HeapTexts } from '../kernels/heap-texts.ts';
import { createMapCodes, type MapCodes } from '../map-codes.ts';
import type { SourceFile, SourceOptions } from '../source-block.ts';
import type { Decoder } from './column.ts';
import type { SlowFile } from './fallback.ts';
import type { Footer } from './footer.ts';
import { createMapReader, type MapReader } from './map-columns.ts';
import type { CurSources } from './schema.ts';
import { createTimeTable, type TimeTable } from './times.ts';

/** What lives as long as a file is read: its tables, in which a code of a column keeps its meaning. */
export interface FileState {
  readonly file: string;
  readonly bytes: number;
  readonly decoder: Decoder;
  readonly options: SourceOptions;
  readonly sources: CurSources;
  /** For columns in a layout that only the general reader knows. */
  readonly slow: SlowFile;
  tableOf(word: CurWord): HeapTexts;
  timesOf(word: CurWord): TimeTable;
  /** Reads a map that is stored as one. */
  mapOf(word: CurWord): MapReader;
  /** Reads a map that is stored as JSON text. */
  mapTextOf(word: CurWord): MapCodes;
  free(): void;
}

export function createFileState(
  source: SourceFile,
  { sources, tail, read }: Footer,
  decoder: Decoder,
  options: SourceOptions,
): FileState {
  const { file, bytes } = source;
  const { engine, scratch } = decoder;
  const tables: HeapTexts[] = [];
  const mapTexts: MapCodes[] = [];
  const newTable = (): HeapTexts => {
    const table = createHeapTexts(engine);
    tables.push(table);
    return table;
  };
  const tableOf = once(newTable);
  const wants = (word: CurWord) => (word === 'product' ? isProductKey : options.wantsTag);
  return {
    file,
    bytes,
    decoder,
    options,
    sources,
    slow: { file, bytes, footer: tail, read },
    tableOf,
    timesOf: once((word) => createTimeTable(tableOf(word))),
    mapOf: once((word) => createMapReader(decoder, wants(word), { keys: newTable(), values: newTable() })),
    mapTextOf: once((word) => {
      const codes = createMapCodes(engine, scratch, wants(word));
      mapTexts.push(codes);
      return codes;
    }),
    free() {
      for (const table of tables) table.free();
      for (const codes of mapTexts) codes.free();
    },
  };
}

const isProductKey = (key: string): boolean => key === PRODUCT_NAME_KEY || key === PRODUCT_MODEL_KEY;

function once<T>(make: (word: CurWord) => T): (word: CurWord) => T {
  const made = new Map<CurWord, T>();
  return (word) => {
    const known = made.get(word) ?? make(word);
    made.set(word, known);
    return known;
  };
}
