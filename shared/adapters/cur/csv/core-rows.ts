import type { Engine } from '../kernels/engine.ts';
import { BATCH_ROWS_MAX } from '../limits.ts';
import { notOf } from '../refusal.ts';
import { CORE_WORDS, type CodedColumn, type CoreColumns, type SourceOptions } from '../source-block.ts';
import { createCosts } from './costs.ts';
import { fieldOf, fromRow, placeOf } from './fields.ts';
import type { FileTables } from './file-tables.ts';
import type { CsvPlan } from './plan.ts';
import type { Records } from './records.ts';

/** The core columns of the records of a window: taken from the text while it is fresh in the cache. */
export interface CoreRows {
  /** Reads `count` rows from row `from` on. Throws Failure `poison` with file, row and column. */
  read(from: number, count: number): void;
  /** Codes of the rows' products. */
  readonly products: number;
  columns(): CoreColumns;
  /** The rows of a window are used; those of the next one follow. */
  clear(): void;
  free(): void;
}

export function createCoreRows(
  engine: Engine,
  plan: CsvPlan,
  records: Records,
  tables: FileTables,
  options: SourceOptions,
): CoreRows {
  const { heap } = engine;
  const costs = createCosts(engine, plan, records, options);
  const starts = {
    codes: heap.alloc(BATCH_ROWS_MAX * 4),
    field: fieldOf(plan, records, 'chargePeriodStart')!,
  };
  const texts = CORE_WORDS.map((word) => ({
    word,
    table: tables.textsOf(word),
    codes: zeros(engine),
    field: fieldOf(plan, records, word),
  }));
  let millis: Float64Array = Float64Array.of(Number.NaN);

  function readStarts(from: number, count: number): void {
    const table = tables.textsOf('chargePeriodStart');
    const { spans, stride } = fromRow(starts.field, from);
    const codes = starts.codes + 4 * from;
    table.intern({ starts: spans, ends: spans + 4, stride }, 0, count, codes);
    const place = (index: number) => placeOf(plan, records, 'chargePeriodStart', from + index);
    millis = tables.timesOf('chargePeriodStart').millisOf(codes, count, place);
    const blank = heap.views.i32.subarray(codes >> 2, (codes >> 2) + count).indexOf(0);
    if (blank !== -1) throw notOf('a UTC time', place(blank), '');
  }

  return {
    products: texts[CORE_WORDS.indexOf('productCode')]!.codes,
    read(from, count) {
      for (const { table, codes, field } of texts) {
        if (field === undefined) continue;
        const { spans, stride } = fromRow(field, from);
        table.intern({ starts: spans, ends: spans + 4, stride }, 0, count, codes + 4 * from);
      }
      costs.add(from, count);
      readStarts(from, count);
    },
    columns() {
      const columns = texts.map(({ word, codes, table }) => [word, { codes, table }] as const);
      return {
        texts: Object.fromEntries(columns) as Record<(typeof CORE_WORDS)[number], CodedColumn>,
        start: { codes: starts.codes, millis },
        pico: costs.pico,
        exactCost: costs.exact,
      };
    },
    clear: costs.clear,
    free() {
      costs.free();
      for (const { codes } of [starts, ...texts]) heap.free(codes);
    },
  };
}

/** Codes of a column that the file may lack. */
function zeros({ heap }: Engine): number {
  const codes = heap.alloc(BATCH_ROWS_MAX * 4);
  heap.views.i32.fill(0, codes >> 2, (codes >> 2) + BATCH_ROWS_MAX);
  return codes;
}
