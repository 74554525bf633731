import { CUR, type CurWord, PRODUCT_MODEL_KEY, PRODUCT_NAME_KEY } from '../columns.ts';
import type { Engine } from '../kernels/engine.ts';
import { createHeapTexts, type HeapTexts } from '../kernels/heap-texts.ts';
import { createMapCodes, type MapCodes } from '../map-codes.ts';
import type { Scratch } from '../scratch.ts';
import type { SourceOptions } from '../source-block.ts';
import { createTimeTable, type TimeTable } from './time-table.ts';

/** What lives as long as a file is read: its tables, in which a code of a column keeps its meaning. */
export interface FileTables {
  textsOf(word: CurWord): HeapTexts;
  timesOf(word: CurWord): TimeTable;
  mapOf(word: CurWord): MapCodes;
  free(): void;
}

export function createFileTables(engine: Engine, scratch: Scratch, { wantsTag }: SourceOptions): FileTables {
  const texts = new Map<CurWord, HeapTexts>();
  const maps = new Map<CurWord, MapCodes>();
  const times = new Map<CurWord, TimeTable>();
  const textsOf = (word: CurWord): HeapTexts => known(texts, word, () => createHeapTexts(engine));
  return {
    textsOf,
    timesOf: (word) => known(times, word, () => createTimeTable(engine, textsOf(word))),
    mapOf: (word) =>
      known(maps, word, () => createMapCodes(engine, scratch, word === 'product' ? isProductKey : wantsTag)),
    free() {
      for (const table of [...texts.values(), ...maps.values()]) table.free();
    },
  };
}

const isProductKey = (key: string): boolean => key === PRODUCT_NAME_KEY || key === PRODUCT_MODEL_KEY;

function known<T>(all: Map<CurWord, T>, word: CurWord, make: () => T): T {
  const value = all.get(word) ?? make();
  all.set(word, value);
  return value;
}

/** A table of texts with doubled quotes, as they stand in a CSV file, that tells them with single ones. */
export const withSingleQuotes = (table: HeapTexts): HeapTexts => ({
  ...table,
  textOf: (code) => table.textOf(code).replaceAll('""', '"'),
});

export const nameOf = (word: CurWord): string => CUR[word].name;
