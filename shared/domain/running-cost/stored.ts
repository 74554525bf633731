import { SUPERSEDED_KEPT_DAYS } from '../ledger/superseded.ts';
import {
  CLOSING_DAYS,
  DAYS,
  DROPPED_DAYS,
  EXPORT_BYTES_PER_ROW,
  ROLLUP_BYTES_PER_CELL,
  STORED_ITEM_BYTES,
  SUMMARY_BYTES_PER_CELL,
} from './coefficients.ts';
import type { LedgerVolume } from './ledger-volume.ts';
import { steadyProgress } from './requests.ts';
import type { InstallationSize } from './size.ts';

export interface StoredBytes {
  readonly table: number;
  /** Of S3's standard class, and of that for rarely read objects. */
  readonly standard: number;
  readonly rare: number;
}

/** Deliveries become rare after 45 days (`infra/export.yml`). */
const STANDARD_MONTHS = 1.5;

/** For which rollups that another delivery replaced lie in the working bucket, until they are dropped and then gone. */
const SUPERSEDED_MONTHS = (SUPERSEDED_KEPT_DAYS + DROPPED_DAYS) / DAYS;

/**
 * In the month `monthsKept`: every delivery is a full copy of its month so far, and so is every rollup; of older months
 * one rollup is left.
 */
export function storedBytes(size: InstallationSize, ledger: LedgerVolume): StoredBytes {
  const { deliveriesPerDay, monthsKept } = size;
  const copies = deliveriesPerDay * (DAYS / 2 + CLOSING_DAYS);
  const exported = size.rows * EXPORT_BYTES_PER_ROW * copies;
  const whole = Math.min(SUPERSEDED_MONTHS, monthsKept);
  const bytesPerCell = ROLLUP_BYTES_PER_CELL + SUMMARY_BYTES_PER_CELL;
  const rollups = ledger.cells * bytesPerCell * (copies * whole + (monthsKept - whole));
  const recent = Math.min(STANDARD_MONTHS, monthsKept);
  const { superseded } = steadyProgress(size, 1);
  return {
    table: (ledger.bytes + ledger.entries * STORED_ITEM_BYTES) * (monthsKept + superseded),
    standard: exported * recent + rollups,
    rare: exported * (monthsKept - recent),
  };
}
