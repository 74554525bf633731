import { type Failure, poison } from '../../../domain/base/failure.ts';
import type { Place } from '../cost.ts';
import type { Engine } from '../kernels/engine.ts';
import { asPoison } from '../refusal.ts';
import type { Scratch } from '../scratch.ts';
import type { HeapBytes, PageReader, PageSink } from './pages.ts';
import type { Chunk } from './ranges.ts';
import { UnsupportedError } from './unsupported.ts';

/** One column of one row group, its bytes in the heap. */
export interface ColumnBytes {
  readonly file: string;
  readonly column: string;
  /** 1-based row of the file at index 0 of the group. */
  readonly firstRow: number;
  readonly rows: number;
  readonly chunk: Chunk;
  readonly bytes: HeapBytes;
}

/** What decoding needs besides the bytes. */
export interface Decoder {
  readonly engine: Engine;
  readonly scratch: Scratch;
  readonly pages: PageReader;
}

export const placeOf = (column: ColumnBytes, row: number): Place => ({
  file: column.file,
  row: column.firstRow + row,
  column: column.column,
});

/** Walks the pages of a column; what goes wrong in them becomes Failure `poison` with file and column. */
export function walkPages({ pages }: Decoder, column: ColumnBytes, sink: PageSink): void {
  try {
    pages.read(column.bytes, column.chunk.leaf, column.chunk.meta, sink);
  } catch (error) {
    // A general reader trusts what it reads: it gets nothing that contradicts itself.
    if (error instanceof UnsupportedError && isClaimed(column, error))
      throw new UnsupportedError(error.message, { leaf: column.chunk.leaf.index });
    const { message, detail } = asPoison(column.file, 'the column', error);
    throw poison(message, { column: column.column, ...detail }, error);
  }
}

const isClaimed = ({ chunk }: ColumnBytes, { encoding }: UnsupportedError): boolean =>
  encoding === undefined || chunk.meta.encodings.includes(encoding);

/** Throws unless a column outside of maps has a value or null for each row of its group. */
export function checkRows(column: ColumnBytes): void {
  const { num_values: values } = column.chunk.meta;
  if (values !== column.rows) throw rowsDiffer(column, values);
}

export const rowsDiffer = (column: ColumnBytes, found: number): Failure =>
  poison('the column does not have the rows of its row group', {
    file: column.file,
    column: column.column,
    expected: `${column.rows} rows`,
    found: `${found} rows`,
  });
