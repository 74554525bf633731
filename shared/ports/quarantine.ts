import type { FailureDetail } from '../domain/base/failure.ts';
import type { Instant } from '../domain/base/instant.ts';
import type { BillingPeriod } from '../domain/base/period.ts';

/** A delivery that was refused: the period keeps its last good ledger and is marked stale. */
export interface QuarantinedDelivery {
  readonly exportName: string;
  readonly billingPeriod: BillingPeriod;
  readonly order: string;
  readonly at: Instant;
  readonly message: string;
  readonly detail: FailureDetail;
}

export interface Quarantine {
  /** Keeps one record a delivery; `true` the first time. */
  put(record: QuarantinedDelivery): Promise<boolean>;
  /** Records of a period newer than the given order ('' for all): not empty means the visible ledger is stale. */
  newerThan(
    exportName: string,
    period: BillingPeriod,
    order: string,
  ): Promise<readonly QuarantinedDelivery[]>;
}
