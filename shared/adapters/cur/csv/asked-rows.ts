import type { CurWord } from '../columns.ts';
import type { Engine } from '../kernels/engine.ts';
import { BATCH_ROWS_MAX } from '../limits.ts';
import type { Blocks, Scratch } from '../scratch.ts';
import type { Selection } from '../source-block.ts';
import { fieldOf } from './fields.ts';
import type { FileTables } from './file-tables.ts';
import type { CsvPlan } from './plan.ts';
import type { Records } from './records.ts';

/**
 * Codes of columns that only some rows are asked for. Rows of a product that was asked for before are read while their
 * text is fresh in the processor's cache: fetching it again for each column would cost as much as all the rest.
 */
export interface AskedRows {
  /** Reads ahead what of `count` rows from row `from` on will most likely be asked for; `products` are their codes. */
  readAhead(products: number, from: number, count: number): void;
  /** Makes sure that the selected rows are read. */
  ask(products: number, selection: Selection): void;
  /** Codes (i32) of the selected rows, 0 in all where the file lacks the column. They must have been asked for. */
  codesOf(word: CurWord, selection: Selection, blocks: Blocks): number;
  clear(): void;
  free(): void;
}

export function createAskedRows(
  engine: Engine,
  scratch: Scratch,
  plan: CsvPlan,
  records: Records,
  tables: FileTables,
  words: readonly CurWord[],
): AskedRows {
  const { heap, kernels } = engine;
  const columns = words.flatMap((word) => {
    const field = fieldOf(plan, records, word);
    return field === undefined ? [] : [{ field, table: tables.textsOf(word), codes: rowsOf(engine) }];
  });
  const isRead = rowsOf(engine);
  const likely = createMarks();
  clear();

  function clear(): void {
    heap.views.i32.fill(0, isRead >> 2, (isRead >> 2) + BATCH_ROWS_MAX);
  }

  function read(rows: number, count: number): void {
    const found = scratch.take('askedCodes', count * 4);
    for (const { field, table, codes } of columns) {
      table.intern({ starts: field.spans, ends: field.spans + 4, stride: field.stride }, rows, count, found);
      kernels.scatter(rows, found, count, codes);
    }
    kernels.fill(found, count, 1);
    kernels.scatter(rows, found, count, isRead);
  }

  /** Those of the codes whose mark is set, as indices. */
  function marked(codes: number, count: number, marks: Uint8Array): Selection {
    const at = scratch.take('askedMarks', marks.length);
    heap.views.u8.set(marks, at);
    const rows = scratch.take('askedRows', count * 4);
    return { rows, count: kernels.selectMarked(codes, count, at, rows) };
  }

  return {
    readAhead(products, from, count) {
      const marks = likely.upTo(tables.textsOf('productCode').size());
      const { rows, count: found } = marked(products + 4 * from, count, marks);
      if (found === 0) return;
      kernels.less(rows, found, -from, rows);
      read(rows, found);
    },
    ask(products, { rows, count }) {
      const flags = scratch.take('askedFlags', count * 4);
      kernels.gather(rows, count, isRead, BATCH_ROWS_MAX, flags);
      const missing = marked(flags, count, NOT_READ);
      if (missing.count === 0) return;
      kernels.gather(missing.rows, missing.count, rows, count, missing.rows);
      const { i32 } = heap.views;
      const [start, codes] = [missing.rows >> 2, products >> 2];
      for (let i = 0; i < missing.count; i++) likely.set(i32[codes + i32[start + i]!]!);
      read(missing.rows, missing.count);
    },
    codesOf(word, { rows, count }, blocks) {
      const column = columns.find(({ field }) => field.word === word);
      if (column === undefined) return blocks.zeros(count * 4);
      const out = blocks.alloc(count * 4);
      kernels.gather(rows, count, column.codes, BATCH_ROWS_MAX, out);
      return out;
    },
    clear,
    free() {
      for (const { codes } of columns) heap.free(codes);
      heap.free(isRead);
    },
  };
}

/** Marks of 0 (not read yet) and 1. */
const NOT_READ = Uint8Array.of(1, 0);

const rowsOf = ({ heap }: Engine): number => heap.alloc(BATCH_ROWS_MAX * 4);

/** A mark of 0 or 1 for each code of a table that grows. */
function createMarks() {
  let marks = new Uint8Array(64);
  const upTo = (size: number): Uint8Array => {
    if (size > marks.length) {
      const wider = new Uint8Array(2 * size);
      wider.set(marks);
      marks = wider;
    }
    return marks;
  };
  return {
    upTo,
    set(code: number): void {
      upTo(code + 1)[code] = 1;
    },
  };
}
