import type { CurWord } from '../columns.ts';
import type { Place } from '../cost.ts';
import type { Engine } from '../kernels/engine.ts';
import { nameOf } from './file-tables.ts';
import type { CsvPlan } from './plan.ts';
import type { Records } from './records.ts';

/** One column of the records of a window. */
export interface Field {
  readonly word: CurWord;
  /** Address of the span in row 0, and how many i32 lie between that and the next row's. */
  readonly spans: number;
  readonly stride: number;
}

/** Where a column's spans are; undefined where the file lacks it. */
export function fieldOf(plan: CsvPlan, records: Records, word: CurWord): Field | undefined {
  const field = plan.fieldOf.get(word);
  if (field === undefined) return undefined;
  return { word, spans: records.spans + 8 * field, stride: 2 * plan.fields.length };
}

/** The field from this row on. */
export const fromRow = ({ word, spans, stride }: Field, row: number): Field => ({
  word,
  spans: spans + 4 * row * stride,
  stride,
});

/** The text of a field, for the few that must become strings. */
export function fieldText({ heap }: Engine, { spans, stride }: Field, row: number): string {
  const { u8, i32 } = heap.views;
  const span = (spans >> 2) + row * stride;
  return decoder.decode(u8.subarray(i32[span], i32[span + 1]));
}

const decoder = new TextDecoder();

export const placeOf = ({ file }: CsvPlan, { firstRow }: Records, word: CurWord, row: number): Place => ({
  file,
  row: firstRow + row,
  column: nameOf(word),
});
