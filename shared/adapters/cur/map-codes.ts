import type { Engine } from './kernels/engine.ts';
import { createHeapTexts, type HeapTexts } from './kernels/heap-texts.ts';
import { parseMapText } from './map-text.ts';
import type { Blocks, Scratch } from './scratch.ts';
import type { CodedColumn } from './source-block.ts';

/** A map column of JSON texts: each distinct text is parsed once, and a row is then one look at a table. */
export interface MapCodes {
  /** Columns of the wanted keys that some text of the file so far has. `refuse` throws for the first row of a bad text. */
  pick(
    column: CodedColumn,
    count: number,
    blocks: Blocks,
    refuse: (index: number, text: string) => never,
  ): readonly { readonly key: string; readonly column: CodedColumn }[];
  free(): void;
}

interface Key {
  readonly table: HeapTexts;
  /** Code of the key's value by the code of the map's text. */
  readonly codes: number[];
  /** Of values that were seen: hardly any map has a new one. */
  readonly known: Map<string, number>;
}

export function createMapCodes(
  engine: Engine,
  scratch: Scratch,
  isWanted: (key: string) => boolean,
): MapCodes {
  const { kernels, heap } = engine;
  const keys = new Map<string, Key>();
  const bad = new Set<number>();
  let known = 0;

  function learn({ table }: CodedColumn): void {
    for (; known < table.size(); known++) {
      const map = parseMapText(table.textOf(known));
      if (map === undefined) bad.add(known);
      for (const [name, value] of map ?? []) {
        if (!isWanted(name)) continue;
        const key = keys.get(name) ?? { table: createHeapTexts(engine), codes: [], known: new Map() };
        keys.set(name, key);
        const code = key.known.get(value) ?? key.table.codeOfText(value);
        key.known.set(value, code);
        key.codes[known] = code;
      }
    }
  }

  return {
    pick(column, count, blocks, refuse) {
      learn(column);
      if (bad.size > 0) {
        const codes = heap.views.i32.subarray(column.codes >> 2, (column.codes >> 2) + count);
        const index = codes.findIndex((code) => bad.has(code));
        if (index !== -1) refuse(index, column.table.textOf(codes[index]!));
      }
      return [...keys].map(([key, { table, codes }]) => {
        const map = scratch.take('mapCodes', known * 4);
        const { i32 } = heap.views;
        for (let code = 0; code < known; code++) i32[(map >> 2) + code] = codes[code] ?? 0;
        const out = blocks.alloc(count * 4);
        kernels.remap(column.codes, count, map, known, out);
        return { key, column: { codes: out, table } };
      });
    },
    free() {
      for (const { table } of keys.values()) table.free();
    },
  };
}
