import type { ObjectPin } from '../../../domain/delivery/delivery.ts';
import type { DeliveryDigest } from '../../../domain/ledger/delivery-digest.ts';
import type { ObjectStore } from '../../../ports/object-store.ts';
import type { RollupCubes, RollupDigests, RollupStore } from '../../../ports/rollup-store.ts';
import { cubeOfRollup, decodeRollup, digestRollup, encodeRollup, summariseRollup } from './rollup-file.ts';
import { rollupKey, summaryKey } from './rollup-key.ts';
import { digestEnd, digestIn, summaryIn } from './summary-file.ts';

/** Rollups as Arrow files in the working bucket, each with a summary beside it. */
export function createRollupStore(objects: ObjectStore, bucket: string): RollupStore {
  return {
    async write(snapshot) {
      const { exportName, billingPeriod, version } = snapshot;
      const key = rollupKey(exportName, billingPeriod, version);
      const rollup = encodeRollup(snapshot);
      await objects.write(bucket, key, rollup, 'application/vnd.apache.arrow.file');
      const beside = summaryKey(exportName, billingPeriod, version);
      await objects.write(bucket, beside, summariseRollup(rollup), 'application/octet-stream');
      return key;
    },
    ...createRollupReader(objects, bucket),
  };
}

/** The same where nothing is to be written. */
export const createRollupReader = (
  objects: Pick<ObjectStore, 'pin' | 'read'>,
  bucket: string,
): Pick<RollupStore, 'read'> => ({
  async read(exportName, billingPeriod, version) {
    const pin = await objects.pin(bucket, rollupKey(exportName, billingPeriod, version));
    return pin && decodeRollup(await objects.read(pin));
  },
});

export const createRollupCubes = (
  objects: Pick<ObjectStore, 'pin' | 'read'>,
  bucket: string,
): RollupCubes => ({
  async cube(exportName, billingPeriod, version) {
    const pin = await objects.pin(bucket, rollupKey(exportName, billingPeriod, version));
    return pin && cubeOfRollup(await objects.read(pin));
  },
  async summary(exportName, billingPeriod, version) {
    const pin = await objects.pin(bucket, summaryKey(exportName, billingPeriod, version));
    return pin && summaryIn(await objects.read(pin));
  },
});

export const createRollupDigests = (
  objects: Pick<ObjectStore, 'pin' | 'read'>,
  bucket: string,
): RollupDigests => ({
  async digest(exportName, billingPeriod, version) {
    const beside = await objects.pin(bucket, summaryKey(exportName, billingPeriod, version));
    const told = beside && (await digestOf(objects, beside));
    if (told !== undefined) return told;
    const pin = await objects.pin(bucket, rollupKey(exportName, billingPeriod, version));
    return pin && digestRollup(await objects.read(pin));
  },
});

/** Holds the digests of nearly all deliveries. */
const DIGEST_BYTES = 32_768;

async function digestOf(
  { read }: Pick<ObjectStore, 'read'>,
  pin: ObjectPin,
): Promise<DeliveryDigest | undefined> {
  const start = await read(pin, 0, DIGEST_BYTES);
  const end = digestEnd(start);
  if (end === undefined || end > pin.bytes) return undefined;
  return digestIn(end <= start.length ? start : await read(pin, 0, end));
}
