import { CSV_STOPS } from '../kernels/csv-kernels.ts';
import type { Engine } from '../kernels/engine.ts';
import { BATCH_ROWS_MAX } from '../limits.ts';
import { malformed, type RecordPlace, readCarefully } from './careful-record.ts';
import type { CsvPlan } from './plan.ts';
import { carry, type TextWindow } from './text-window.ts';

/** The records in a window of text, as spans of their wanted fields: see `CsvKernels.splitCsv`. */
export interface Records {
  /** Address of the spans of row 0. */
  readonly spans: number;
  /** 1-based row of the file at row 0. */
  readonly firstRow: number;
  readonly rows: number;
}

export interface RecordSplitter {
  /** Changes with each step. */
  readonly records: Records;
  /** Adds the whole records of what the window has got since. Throws Failure `poison` on what is no CSV. */
  split(last: boolean): void;
  /** No more records fit. */
  isFull(): boolean;
  /** Begins anew with the record behind the last one. */
  next(): void;
  free(): void;
}

export function createRecordSplitter(
  { heap, kernels }: Engine,
  plan: CsvPlan,
  window: TextWindow,
  recordBytesMax: number,
): RecordSplitter {
  const recordBytes = plan.fields.length * 8;
  const spans = heap.alloc(BATCH_ROWS_MAX * recordBytes);
  const report = heap.alloc(8);
  const records = { spans, firstRow: 1, rows: 0 };

  function split(last: boolean): void {
    while (window.from < window.to && records.rows < BATCH_ROWS_MAX) {
      const slot = spans + records.rows * recordBytes;
      const bytes = window.to - window.from;
      records.rows += kernels.splitCsv(
        window.from,
        bytes,
        plan.at,
        slot,
        BATCH_ROWS_MAX - records.rows,
        report,
      );
      window.from = heap.views.i32[report >> 2]!;
      const why = heap.views.i32[(report >> 2) + 1];
      if (why === CSV_STOPS.rows || (why === CSV_STOPS.text && !last)) break;
      if (window.from < window.to && !splitOne(last)) break;
    }
    const left = window.to - window.from;
    if (left > recordBytesMax && records.rows < BATCH_ROWS_MAX) {
      const found = `more than ${recordBytesMax} bytes without an end`;
      throw malformed(
        plan.file,
        records.firstRow + records.rows,
        'a row is longer than any export writes',
        A_ROW,
        found,
      );
    }
  }

  /** One record that is not as it should be, or that the end of the file ends. */
  function splitOne(last: boolean): boolean {
    const place: RecordPlace = {
      from: window.from,
      to: window.to,
      last,
      row: records.firstRow + records.rows,
    };
    const next = readCarefully(heap.views, plan, spans + records.rows * recordBytes, place);
    if (next === -1) {
      if (!last) return false;
      const found = `${window.to - window.from} bytes without an end`;
      throw malformed(plan.file, place.row, 'the file ends inside a quoted value', A_ROW, found);
    }
    records.rows += 1;
    window.from = next;
    return true;
  }

  return {
    records,
    split,
    isFull: () => records.rows === BATCH_ROWS_MAX || window.to === window.end,
    next() {
      carry(heap, window);
      records.firstRow += records.rows;
      records.rows = 0;
    },
    free() {
      heap.free(spans);
      heap.free(report);
    },
  };
}

const A_ROW = 'a whole CSV row';
