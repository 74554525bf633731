import type { ExportFacts, Known, TagStatus } from '../domain/doctor/facts.ts';

/** What an AWS account says about its own billing set-up. What may not be asked is `known: false`, never a failure. */
export interface BillingAccount {
  /** Every export of AWS Data Exports with its settings. */
  exports(): Promise<Known<readonly ExportFacts[]>>;
  /** Cost allocation tags that AWS has seen, active or not. */
  tags(): Promise<Known<readonly TagStatus[]>>;
}
