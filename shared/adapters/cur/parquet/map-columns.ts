import { poison } from '../../../domain/base/failure.ts';
import type { HeapTexts } from '../kernels/heap-texts.ts';
import { type Blocks, createBlocks } from '../scratch.ts';
import type { CodedColumn, Selection } from '../source-block.ts';
import type { ColumnBytes, Decoder } from './column.ts';
import { findKeys, type MapHits, WANTED_KEYS_MAX } from './map-keys.ts';
import { readValues } from './map-values.ts';

/** The wanted keys of one map column of a file, with a table of values for all of them. */
export interface MapReader {
  /**
   * Values of the wanted keys that the group has, by selected row. The values' bytes are asked for when the keys' are used
   * up, and may take their place. Throws Failure `poison` on damage.
   */
  read(key: ColumnBytes, value: () => ColumnBytes, selection: Selection, blocks: Blocks): MapColumns;
}

type MapColumns = readonly { readonly key: string; readonly column: CodedColumn }[];

export function createMapReader(
  decoder: Decoder,
  isWanted: (key: string) => boolean,
  tables: { readonly keys: HeapTexts; readonly values: HeapTexts },
): MapReader {
  const { heap, kernels } = decoder.engine;
  /** Mark of a key by its code, worked out once; marks are numbers of `names` from 1. */
  const marks: number[] = [];
  const names: string[] = [];

  const markOf =
    (file: string, column: string) =>
    (code: number): number => {
      const known = marks[code];
      if (known !== undefined) return known;
      const name = tables.keys.textOf(code);
      const mark = isWanted(name) ? names.push(name) : 0;
      if (mark > WANTED_KEYS_MAX) {
        throw poison('the map has too many spellings of the keys that are read', {
          file,
          column,
          expected: `at most ${WANTED_KEYS_MAX}`,
        });
      }
      marks[code] = mark;
      return mark;
    };

  return {
    read(key, value, selection, blocks) {
      const own = createBlocks(heap);
      try {
        const hits = findKeys(decoder, key, tables.keys, markOf(key.file, key.column), selection, own);
        return valuesOf(hits, value(), selection, blocks);
      } finally {
        own.free();
      }
    },
  };

  function valuesOf(hits: MapHits, value: ColumnBytes, selection: Selection, blocks: Blocks): MapColumns {
    const outs = marksPresent(hits).map((mark) => ({ mark, at: blocks.zeros(selection.count * 4) }));
    const [only] = outs;
    /** Where the values of each mark go, by mark. */
    const words = new Int32Array(names.length + 1);
    for (const { mark, at } of outs) words[mark] = at >> 2;
    readValues(decoder, value, tables.values, selection, hits, (codes, from, count) => {
      if (outs.length === 1 && only !== undefined)
        return kernels.scatter(hits.index + from * 4, codes, count, only.at);
      const { i32 } = heap.views;
      const [indices, marksAt] = [(hits.index >> 2) + from, (hits.marks >> 2) + from];
      for (let i = 0; i < count; i++)
        i32[words[i32[marksAt + i]!]! + i32[indices + i]!] = i32[(codes >> 2) + i]!;
    });
    return outs.map(({ mark, at }) => ({
      key: names[mark - 1]!,
      column: { codes: at, table: tables.values },
    }));
  }

  function marksPresent(hits: MapHits): readonly number[] {
    if (hits.marks === 0) return hits.count === 0 ? [] : [hits.only];
    const seen = new Uint8Array(names.length + 1);
    const start = hits.marks >> 2;
    const { i32 } = heap.views;
    for (let i = 0; i < hits.count; i++) seen[i32[start + i]!] = 1;
    return [...seen.keys()].filter((mark) => seen[mark] === 1);
  }
}
