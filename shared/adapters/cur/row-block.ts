import type { Decimal } from '../../domain/base/decimal.ts';
import type { ReadRange } from '../../ports/charge-source.ts';
import type { CoreBatch, DetailBatch } from './arrow-batches.ts';

/** A data file to read: its key for messages, its size and its bytes. */
export interface SourceFile {
  readonly file: string;
  readonly bytes: number;
  readonly read: ReadRange;
}

/**
 * Consecutive rows of a file, decoded in two steps: all rows' core columns first, then the detail of the rows that
 * turned out to be Bedrock's. Valid until the next block is asked for.
 */
export interface RowBlock {
  /** 1-based row of the file at index 0. */
  readonly firstRow: number;
  readonly rows: number;
  readonly core: CoreBatch;
  /** Costs that a whole number of picodollars under $1,000 does not hold, by index in the block. */
  readonly exactCost: ReadonlyMap<number, Decimal>;
  /** Detail of just these rows (ascending indices), in this order. */
  detail(rows: Int32Array): Promise<DetailBatch>;
}
