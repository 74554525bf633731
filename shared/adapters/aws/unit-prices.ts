import type { Pico } from '../../domain/base/money.ts';

/** What one unit of a request costs, in picodollars. Storage, transfer and Lambda's time are not requests. */
export interface UnitPrices {
  readonly region: string;
  /** The latest day for which these prices were seen in print; nobody is told when AWS changes one. */
  readonly asOf: string;
  readonly sources: readonly string[];
  /** One write request unit of an on-demand table of the standard class: 1 KB written. */
  readonly writeUnit: Pico;
  /** One read request unit: 4 KB read consistently. */
  readonly readUnit: Pico;
  /** One PUT, COPY, POST or LIST of the standard storage class. */
  readonly s3Put: Pico;
  /** One GET or any other request but DELETE and CANCEL, which are free. */
  readonly s3Get: Pico;
}

/** $0.625 and $0.125 a million units since 2024-11-01; $0.005 and $0.0004 a thousand requests. */
export const UNIT_PRICES: UnitPrices = {
  region: 'us-east-1',
  asOf: '2025-07-21',
  sources: ['https://aws.amazon.com/dynamodb/pricing/on-demand/', 'https://aws.amazon.com/s3/pricing/'],
  writeUnit: 625_000n,
  readUnit: 125_000n,
  s3Put: 5_000_000n,
  s3Get: 400_000n,
};
