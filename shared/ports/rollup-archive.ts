import type { BillingPeriod } from '../domain/base/period.ts';
import type { LedgerVersion } from '../domain/ledger/snapshot.ts';

/** The stored rollups of deliveries, for whoever clears them away. */
export interface RollupArchive {
  /** Those that are stored of one period, in their order; whatever else lies there is not told. */
  versions(exportName: string, billingPeriod: BillingPeriod): Promise<readonly LedgerVersion[]>;
  /** Readers find nothing from then on. Harmless where there is none. */
  drop(exportName: string, billingPeriod: BillingPeriod, version: LedgerVersion): Promise<void>;
}
