import { isoInstant } from '../base/instant.ts';
import { createTextHash } from '../base/text-hash.ts';
import type { DataFile, Delivery } from './delivery.ts';
import { orderOf } from './order.ts';

/**
 * What one Lambda reads by itself; beyond, each file gets a Lambda of its own. A refresh of 5,000,000 rows, 634 MB, took
 * 139 s as a whole (docs/performance.md): 1 GB would take three quarters of the 300 s that ingest has. Memory is no limit
 * there, as 20,000,000 rows took 1.7 GB. Each file costs its own round trips besides, one after the other: some nine, a
 * third of a second at S3's usual 40 ms, and 10 s for 32 of them.
 */
export const ONE_READER_MAX = { files: 32, bytes: 1_000_000_000 } as const;

export const isLarge = (files: readonly Pick<DataFile, 'pin'>[]): boolean =>
  files.length > ONE_READER_MAX.files ||
  files.reduce((sum, { pin }) => sum + pin.bytes, 0) > ONE_READER_MAX.bytes;

/**
 * Names the reading of a delivery by many: the same delivery has the same name, so that a repeated notice starts nothing
 * twice. A reading that failed cannot be started again under its name, hence the number of the try.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html allows 80 characters.
 */
export function readingName(delivery: Delivery, tryNumber: number): string {
  const hash = createTextHash();
  hash.add(delivery.exportName);
  hash.add(orderOf(delivery));
  const time = isoInstant(delivery.executedAt).replace(/[^0-9TZ]/g, '');
  return `${delivery.billingPeriod}-${time}-${hash.digest()}-${tryNumber}`;
}
