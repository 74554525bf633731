import type { FoldPart } from '../../../domain/ledger/fold-part.ts';
import { type CellsFileKind, encodeCells, entriesIn, readCellsFile } from './cells-file.ts';

/** What one file of a large delivery adds to its ledger, in the layout of a rollup. Equal parts are equal bytes. */
const PART: CellsFileKind = { schema: 'billhook-part', version: '1', head: 'part' };

/** Throws Failure `poison` where a cell's cost does not fit into 64 bits of picodollars ($9.2 million an hour). */
export function encodePart({ entries, ...head }: FoldPart): Uint8Array {
  return encodeCells(PART, head, entries);
}

/**
 * `use` may go through the entries once. Throws what it throws, and Failure `poison` on bytes that are not such a file, or
 * are of a version this program does not know.
 */
export const decodePart = <T>(bytes: Uint8Array, use: (part: FoldPart) => T): T =>
  readCellsFile(PART, bytes, (head, table) =>
    use({ ...(JSON.parse(head) as Omit<FoldPart, 'entries'>), entries: entriesIn(table) }),
  );
