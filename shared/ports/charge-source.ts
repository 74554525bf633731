import type { ChargeBatch } from '../domain/charge/charge.ts';
import type { DataFile } from '../domain/delivery/delivery.ts';

/**
 * Reads bytes [start, end) of the file that is being opened: into the memory given, of just this length, where the store
 * can; fresh memory for each range would cost more than decoding it.
 */
export type ReadRange = (start: number, end: number, into?: Uint8Array) => Promise<Uint8Array>;

export interface ChargeSourceOptions {
  /** `net` takes line_item_net_unblended_cost where it is filled, else the unblended cost. */
  readonly cost: 'unblended' | 'net';
  /** Tags that are needed, by name; all where absent. */
  readonly tagKeys?: readonly string[];
  /** Called with rows read so far, at most a few times a second. */
  readonly onProgress?: (rows: number) => void;
}

export interface ChargeSource {
  /**
   * Batches of at most 65,536 rows, Bedrock's in file order. A file of no bytes or no rows gives none (surplus chunks of an
   * overwritten delivery are emptied, not deleted). Throws Failure `poison` (bad bytes or values, with file, row and
   * column) or `misconfigured` (a needed column is missing, a legacy report).
   */
  open(file: DataFile, read: ReadRange, options: ChargeSourceOptions): AsyncIterable<ChargeBatch>;
}
