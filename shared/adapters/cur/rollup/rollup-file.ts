import {
  RecordBatch,
  RecordBatchFileWriter,
  Schema,
  type Struct,
  type Table,
  tableFromIPC,
} from 'apache-arrow';
import { Failure, poison } from '../../../domain/base/failure.ts';
import type { Day } from '../../../domain/base/instant.ts';
import type { Pico } from '../../../domain/base/money.ts';
import type { DeliveryDigest } from '../../../domain/ledger/delivery-digest.ts';
import type { LedgerCell, LedgerEntry } from '../../../domain/ledger/entry.ts';
import type { Snapshot } from '../../../domain/ledger/snapshot.ts';
import { buildCube, type SpendCube } from '../../../domain/view/spend-cube.ts';
import type { SnapshotToKeep } from '../../../ports/rollup-store.ts';
import { addDays, ROLLUP_FIELDS, readCells, rollupBatches } from './rollup-cells.ts';
import { cubeOf } from './rollup-cube.ts';

/**
 * The rollup of one delivery: an Arrow IPC file with one row a ledger cell, in batches, so that any Arrow tool reads it. The schema's
 * metadata name it and carry the rest of the snapshot as JSON. Equal snapshots are equal bytes.
 */
const ROLLUP_SCHEMA = 'billhook-rollup';
const ROLLUP_VERSION = '1';

/** Throws Failure `poison` where a cell's cost does not fit into 64 bits of picodollars ($9.2 million an hour). */
export function encodeRollup(snapshot: SnapshotToKeep): Uint8Array {
  const { entries, ...head } = snapshot;
  const metadata = new Map([
    ['schema', ROLLUP_SCHEMA],
    ['version', ROLLUP_VERSION],
    ['snapshot', JSON.stringify(sorted(head))],
  ]);
  const schema = new Schema(ROLLUP_FIELDS, metadata);
  const writer = new RecordBatchFileWriter();
  writer.reset(undefined, schema);
  for (const data of rollupBatches(entries)) writer.write(new RecordBatch(schema, data));
  return writer.finish().toUint8Array(true);
}

/** Throws Failure `poison` on bytes that are not such a file, or are of a version this program does not know. */
export const decodeRollup = (bytes: Uint8Array): Snapshot =>
  readRollup(bytes, (head, table) => ({ ...head, entries: entriesOf(table) }));

/** The sums of the same file, off its columns. Throws as `decodeRollup`. */
export const digestRollup = (bytes: Uint8Array): DeliveryDigest =>
  readRollup(bytes, (head, table) => {
    const days = new Map<Day, Pico>();
    for (const batch of table.batches as readonly RecordBatch<Struct['TChildren']>[]) addDays(batch, days);
    return { ...head, days };
  });

/** What pages ask, off the same columns. Throws as `decodeRollup`. */
export const cubeOfRollup = (bytes: Uint8Array): SpendCube =>
  readRollup(bytes, (_, table) => cubeOf(table) ?? buildCube(entriesOf(table)));

function readRollup<T>(bytes: Uint8Array, read: (head: Omit<Snapshot, 'entries'>, table: Table) => T): T {
  try {
    const table = tableFromIPC(bytes);
    const metadata = table.schema.metadata;
    const kind = `${metadata.get('schema') ?? 'no name'} version ${metadata.get('version') ?? 'none'}`;
    if (kind !== `${ROLLUP_SCHEMA} version ${ROLLUP_VERSION}`) {
      throw poison('not a rollup that this version reads', {
        expected: `${ROLLUP_SCHEMA} version ${ROLLUP_VERSION}`,
        found: kind,
      });
    }
    const head = JSON.parse(metadata.get('snapshot') ?? '') as Omit<Snapshot, 'entries'>;
    return read(head, table);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw poison('the rollup is damaged', { found: String(error).slice(0, 200) }, error);
  }
}

function entriesOf(table: Table): readonly LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  let cells: LedgerCell[] = [];
  let last = -1;
  for (const batch of table.batches as readonly RecordBatch<Struct['TChildren']>[]) {
    for (const row of readCells(batch)) {
      if (row.entry !== last) {
        cells = [];
        last = row.entry;
        entries.push({ scope: row.scope, day: row.day, cells, sessions: row.sessions });
      }
      if (row.cell !== undefined) cells.push(row.cell);
    }
  }
  return entries;
}

/** The same value with all keys in one order: records that were built in another order must give the same bytes. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sorted(entry)]));
}
