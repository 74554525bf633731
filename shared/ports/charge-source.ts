import type { ChargeBatch } from '../domain/charge/charge.ts';
import type { DataFile } from '../domain/delivery/delivery.ts';

/** Reads bytes [start, end) of the file that is being opened. */
export type ReadRange = (start: number, end: number) => Promise<Uint8Array>;

export interface ChargeSourceOptions {
  /** `net` takes line_item_net_unblended_cost where it is filled, else the unblended cost. */
  readonly cost: 'unblended' | 'net';
  /** Called with rows read so far, at most a few times a second. */
  readonly onProgress?: (rows: number) => void;
}

export interface ChargeSource {
  /**
   * Batches of at most 65,536 rows in file order. A file of no bytes or no rows gives none (surplus chunks of an
   * overwritten delivery are emptied, not deleted). Throws Failure `poison` (bad bytes or values, with file, row and
   * column) or `misconfigured` (a needed column is missing, a legacy report).
   */
  open(file: DataFile, read: ReadRange, options: ChargeSourceOptions): AsyncIterable<ChargeBatch>;
}
