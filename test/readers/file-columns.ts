import type { Engine } from '../../shared/adapters/cur/kernels/engine.ts';
import { Failure } from '../../shared/domain/base/failure.ts';
import { createEngine } from '../builders/engine.ts';
import { hyparquetColumn } from './hyparquet-column.ts';
import { type Cells, ourColumn } from './our-column.ts';
import { type StoredColumn, storedColumns } from './stored-columns.ts';

/** How a column of a file ends. `refused`: a sentence for a person; `differs` and `crashed` are bugs of the reader. */
export interface ColumnEnd {
  readonly column: string;
  readonly end:
    | 'alike'
    | 'not read by hyparquet'
    | 'alike by the general reader'
    | 'no type of an export'
    | 'refused'
    | 'differs'
    | 'crashed';
  readonly values: number;
  readonly why: string;
}

const ENGINES: readonly Engine[] = [createEngine('wasm'), createEngine('twin')];
const everyThird = (row: number): boolean => row % 3 === 1;

/** Reads each column of any Parquet file as if it were one of an export, by both engines, and compares with hyparquet. */
export async function fileColumns(name: string, bytes: Uint8Array): Promise<readonly ColumnEnd[]> {
  const stored = storedColumns(bytes);
  const ends: ColumnEnd[] = [];
  for (const column of stored.columns) {
    const end = (end: ColumnEnd['end'], values = 0, why = '') =>
      ends.push({ column: column.name, end, values, why });
    if (column.kind === undefined) {
      end('no type of an export');
      continue;
    }
    try {
      const theirs = await hyparquetColumn(bytes, column).catch(messageOf);
      let general = false;
      let difference: string | undefined;
      for (const engine of ENGINES) {
        const ours = await ourColumn(engine, { name, bytes, stored }, column, everyThird);
        general ||= ours.general;
        if (typeof theirs === 'string') continue;
        const picked = theirs.filter((_, row) => everyThird(row));
        difference ??= differenceOf(theirs, ours.cells, column) ?? differenceOf(picked, ours.picked, column);
        if (difference !== undefined) difference += ` (${engine.kind})`;
      }
      if (typeof theirs === 'string') end('not read by hyparquet', 0, theirs);
      else if (difference !== undefined) end('differs', theirs.length, difference);
      else end(general ? 'alike by the general reader' : 'alike', theirs.length);
    } catch (error) {
      const message = messageOf(error);
      if (error instanceof Failure) end('refused', 0, `${message} ${error.detail.found ?? ''}`.trim());
      else end('crashed', 0, message);
    }
  }
  return ends;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What hyparquet's dates can be; no bill has others. */
const DATE_MAX = 8.64e15;

function differenceOf(theirs: Cells, ours: Cells, { kind }: StoredColumn): string | undefined {
  const isTime = kind === 'time';
  const row = theirs.findIndex(
    (value, index) => value !== ours[index] && !(isTime && Math.abs(Number(ours[index])) > DATE_MAX),
  );
  if (row === -1 && theirs.length === ours.length) return undefined;
  return `row ${row} of ${theirs.length} (${kind}): hyparquet ${JSON.stringify(theirs[row])}, ours ${JSON.stringify(ours[row])}`;
}
