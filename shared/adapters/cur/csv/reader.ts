import type { Engine } from '../kernels/engine.ts';
import { createScratch } from '../scratch.ts';
import type { SourceBlock, SourceOptions } from '../source-block.ts';
import { createAskedRows } from './asked-rows.ts';
import { type CsvTable, DETAIL_COLUMNS, NAMING_COLUMNS, recordsBlock } from './block.ts';
import { createCoreRows } from './core-rows.ts';
import { createFileTables } from './file-tables.ts';
import type { CsvPlan } from './plan.ts';
import { createRecordSplitter } from './records.ts';
import type { TextWindow } from './text-window.ts';

/** The records behind a header. */
export interface CsvReader {
  /** Reads what the window has got; gives a block where it is full, all that is left with `last`. */
  blocks(last: boolean): Generator<SourceBlock>;
  free(): void;
}

export function createCsvReader(
  engine: Engine,
  plan: CsvPlan,
  window: TextWindow,
  options: SourceOptions,
  recordBytesMax: number,
): CsvReader {
  const scratch = createScratch(engine.heap);
  const tables = createFileTables(engine, scratch, options);
  const splitter = createRecordSplitter(engine, plan, window, recordBytesMax);
  const { records } = splitter;
  const core = createCoreRows(engine, plan, records, tables, options);
  const naming = createAskedRows(engine, scratch, plan, records, tables, NAMING_COLUMNS);
  const detail = createAskedRows(engine, scratch, plan, records, tables, DETAIL_COLUMNS);
  const table: CsvTable = { engine, plan, records, tables, naming, detail };

  function readNew(last: boolean): void {
    const from = records.rows;
    splitter.split(last);
    const count = records.rows - from;
    if (count === 0) return;
    core.read(from, count);
    naming.readAhead(core.products, from, count);
    detail.readAhead(core.products, from, count);
  }

  return {
    *blocks(last) {
      while (true) {
        readNew(last);
        if (!splitter.isFull() && !last) return;
        if (records.rows > 0) {
          const block = recordsBlock(table, core.columns());
          try {
            yield block;
          } finally {
            block.free();
          }
        }
        for (const part of [core, naming, detail]) part.clear();
        splitter.next();
        if (window.from === window.to) return;
      }
    },
    free() {
      for (const part of [core, naming, detail, splitter, tables, scratch]) part.free();
      engine.heap.free(plan.at);
    },
  };
}
