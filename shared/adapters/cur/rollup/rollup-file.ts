import type { Table } from 'apache-arrow';
import type { Day } from '../../../domain/base/instant.ts';
import type { Pico } from '../../../domain/base/money.ts';
import type { DeliveryDigest } from '../../../domain/ledger/delivery-digest.ts';
import type { Snapshot } from '../../../domain/ledger/snapshot.ts';
import { summaryOf } from '../../../domain/view/period-summary.ts';
import { buildCube, type SpendCube } from '../../../domain/view/spend-cube.ts';
import type { SnapshotToKeep } from '../../../ports/rollup-store.ts';
import { batchesOf, type CellsFileKind, encodeCells, entriesIn, readCellsFile } from './cells-file.ts';
import { addDays } from './rollup-cells.ts';
import { cubeOf } from './rollup-cube.ts';
import { encodeSummary } from './summary-file.ts';

/**
 * The rollup of one delivery: an Arrow IPC file with one row a ledger cell. The schema's metadata name it and carry the
 * rest of the snapshot as JSON. Equal snapshots are equal bytes.
 */
const ROLLUP: CellsFileKind = { schema: 'billhook-rollup', version: '1', head: 'snapshot' };

/** Throws Failure `poison` where a cell's cost does not fit into 64 bits of picodollars ($9.2 million an hour). */
export function encodeRollup(snapshot: SnapshotToKeep): Uint8Array {
  const { entries, ...head } = snapshot;
  return encodeCells(ROLLUP, head, entries);
}

/** Throws Failure `poison` on bytes that are not such a file, or are of a version this program does not know. */
export const decodeRollup = (bytes: Uint8Array): Snapshot =>
  readRollup(bytes, (head, table) => ({ ...head, entries: [...entriesIn(table)] }));

/** The sums of the same file, off its columns. Throws as `decodeRollup`. */
export const digestRollup = (bytes: Uint8Array): DeliveryDigest =>
  readRollup(bytes, (head, table) => {
    const days = new Map<Day, Pico>();
    for (const batch of batchesOf(table)) addDays(batch, days);
    return { ...head, days };
  });

/** What pages ask first, for a file of its own. Throws as `decodeRollup`. */
export const summariseRollup = (bytes: Uint8Array): Uint8Array =>
  encodeSummary(digestRollup(bytes), summaryOf(cubeOfRollup(bytes)));

/** All that pages ask, off the same columns. Throws as `decodeRollup`. */
export const cubeOfRollup = (bytes: Uint8Array): SpendCube =>
  readRollup(bytes, (_, table) => cubeOf(table) ?? buildCube([...entriesIn(table)]));

const readRollup = <T>(bytes: Uint8Array, read: (head: Omit<Snapshot, 'entries'>, table: Table) => T): T =>
  readCellsFile(ROLLUP, bytes, (head, table) => read(JSON.parse(head) as Omit<Snapshot, 'entries'>, table));
