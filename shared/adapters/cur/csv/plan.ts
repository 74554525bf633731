import { CUR, type CurWord } from '../columns.ts';
import { CSV_PLAN_END } from '../kernels/csv-kernels.ts';
import type { Heap } from '../kernels/heap.ts';
import { locateColumns } from '../refusal.ts';
import type { SourceOptions } from '../source-block.ts';

/** Which columns of a file are read, in the order in which they stand. */
export interface CsvPlan {
  readonly file: string;
  /** Columns that each record must have. */
  readonly columns: number;
  readonly fields: readonly CsvField[];
  readonly fieldOf: ReadonlyMap<CurWord, number>;
  /** Address of what `splitCsv` takes for a plan. */
  readonly at: number;
}

interface CsvField {
  readonly column: number;
  /** JSON has so many quotes that they are made single once for each distinct text, not for each row. */
  readonly keepsDoubled: boolean;
}

const MAPS: readonly CurWord[] = ['product', 'tags', 'resourceTags'];

/** Throws Failure `misconfigured` or `poison` where these are not the columns of a bill: see `locateColumns`. */
export function createPlan(
  heap: Heap,
  file: string,
  names: readonly string[],
  { cost, words }: SourceOptions,
): CsvPlan {
  const places = locateColumns(file, names);
  const isRead = (word: CurWord): boolean => {
    if (words !== undefined && !CUR[word].required && !words.has(word)) return false;
    if (word === 'netUnblendedCost') return cost === 'net';
    // The same tags under other keys: they would count twice.
    return word !== 'resourceTags' || !places.has('tags');
  };
  const found = [...places].filter(([word]) => isRead(word)).sort(([, a], [, b]) => a - b);
  const fields = found.map(([word, column]) => ({ column, keepsDoubled: MAPS.includes(word) }));
  const plan = [
    names.length,
    fields.length,
    ...fields.flatMap(({ column, keepsDoubled }) => [column, Number(keepsDoubled)]),
    CSV_PLAN_END,
  ];
  const at = heap.alloc(plan.length * 4);
  heap.views.i32.set(plan, at >> 2);
  const fieldOf = new Map(found.map(([word], field) => [word, field]));
  return { file, columns: names.length, fields, fieldOf, at };
}
