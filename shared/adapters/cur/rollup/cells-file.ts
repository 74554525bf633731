import {
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  type Struct,
  type Table,
  tableFromIPC,
} from 'apache-arrow';
import { Failure, poison } from '../../../domain/base/failure.ts';
import type { LedgerCell, LedgerEntry } from '../../../domain/ledger/entry.ts';
import { ROLLUP_FIELDS, readCells, rollupBatches } from './rollup-cells.ts';

/** What a file of cells calls itself in its schema's metadata. */
export interface CellsFileKind {
  readonly schema: string;
  readonly version: string;
  /** Key of the metadata that holds what is no cell, as JSON. */
  readonly head: string;
}

/**
 * An Arrow IPC file with one row a ledger cell, in batches, so that any Arrow tool reads it. Equal heads and entries are
 * equal bytes. Throws Failure `poison` where a cell's cost does not fit into 64 bits of picodollars ($9.2 million an hour).
 */
export function encodeCells(kind: CellsFileKind, head: unknown, entries: Iterable<LedgerEntry>): Uint8Array {
  const metadata = new Map([
    ['schema', kind.schema],
    ['version', kind.version],
    [kind.head, JSON.stringify(sorted(head))],
  ]);
  const schema = new Schema(ROLLUP_FIELDS, metadata);
  const writer = new RecordBatchFileWriter();
  writer.reset(undefined, schema);
  for (const data of rollupBatches(entries)) writer.write(new RecordBatch(schema, data));
  return writer.finish().toUint8Array(true);
}

/** Throws Failure `poison` on bytes that are not such a file, or are of a version this program does not know. */
export function readCellsFile<T>(
  kind: CellsFileKind,
  bytes: Uint8Array,
  read: (head: string, table: Table) => T,
): T {
  const what = kind.schema.replace('billhook-', '');
  try {
    const table = tableFromIPC(bytes);
    const metadata = table.schema.metadata;
    const [expected, found] = [
      `${kind.schema} version ${kind.version}`,
      `${metadata.get('schema') ?? 'no name'} version ${metadata.get('version') ?? 'none'}`,
    ];
    if (found !== expected) throw poison(`not a ${what} that this version reads`, { expected, found });
    return read(metadata.get(kind.head) ?? '', table);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw poison(`the ${what} is damaged`, { found: String(error).slice(0, 200) }, error);
  }
}

/** One after the other: the cells of a large month do not fit into memory as objects. */
export function* entriesIn(table: Table): Generator<LedgerEntry> {
  let cells: LedgerCell[] = [];
  let last: Omit<LedgerEntry, 'cells'> & { readonly entry: number } = NO_ENTRY;
  for (const batch of batchesOf(table)) {
    for (const { entry, scope, day, sessions, cell } of readCells(batch)) {
      if (entry !== last.entry) {
        if (last.entry >= 0) yield entryOf(last, cells);
        cells = [];
        last = { entry, scope, day, sessions };
      }
      if (cell !== undefined) cells.push(cell);
    }
  }
  if (last.entry >= 0) yield entryOf(last, cells);
}

export const batchesOf = (table: Table) => table.batches as readonly RecordBatch<Struct['TChildren']>[];

const NO_ENTRY = {
  entry: -1,
  scope: { dimension: '', team: '', value: '' },
  day: 0,
  sessions: { count: 0, sample: [] },
};

const entryOf = (
  { scope, day, sessions }: Omit<LedgerEntry, 'cells'>,
  cells: readonly LedgerCell[],
): LedgerEntry => ({ scope, day, cells, sessions });

/** The same value with all keys in one order: records that were built in another order must give the same bytes. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sorted(entry)]));
}
