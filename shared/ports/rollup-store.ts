import type { DeliveryDigest } from '../domain/ledger/delivery-digest.ts';
import type { LedgerEntry } from '../domain/ledger/entry.ts';
import type { LedgerVersion, Snapshot } from '../domain/ledger/snapshot.ts';
import type { PeriodSummary } from '../domain/view/period-summary.ts';
import type { SpendCube } from '../domain/view/spend-cube.ts';

/** A snapshot whose entries may be made while they are written. */
export interface SnapshotToKeep extends Omit<Snapshot, 'entries'> {
  readonly entries: Iterable<LedgerEntry>;
}

/** The immutable detail of one delivery, behind evidence, backtests and ripeness: one Arrow IPC file each, and a summary. */
export interface RollupStore {
  /** Writing the same snapshot again writes the same bytes. Resolves with the object's key. */
  write(snapshot: SnapshotToKeep): Promise<string>;
  /** Undefined where no such rollup is kept. Throws Failure `poison` on an unknown schema version. */
  read(exportName: string, billingPeriod: string, version: LedgerVersion): Promise<Snapshot | undefined>;
}

/** The same rollups for whoever sums over all of their cells. */
export interface RollupCubes {
  /** As `RollupStore.read`. */
  cube(exportName: string, billingPeriod: string, version: LedgerVersion): Promise<SpendCube | undefined>;
  /** What `summaryOf` makes of that cube, kept when the rollup was written; undefined where it was not. */
  summary(
    exportName: string,
    billingPeriod: string,
    version: LedgerVersion,
  ): Promise<PeriodSummary | undefined>;
}

/** The same rollups where only their sums are wanted: a tenth of the work. */
export interface RollupDigests {
  /** As `RollupStore.read`. */
  digest(
    exportName: string,
    billingPeriod: string,
    version: LedgerVersion,
  ): Promise<DeliveryDigest | undefined>;
}
