import type { ObjectStore } from '../../../ports/object-store.ts';
import type { RollupCubes, RollupDigests, RollupStore } from '../../../ports/rollup-store.ts';
import { cubeOfRollup, decodeRollup, digestRollup, encodeRollup } from './rollup-file.ts';
import { rollupKey } from './rollup-key.ts';

/** Rollups as Arrow files in the working bucket. */
export function createRollupStore(objects: ObjectStore, bucket: string): RollupStore {
  return {
    async write(snapshot) {
      const key = rollupKey(snapshot.exportName, snapshot.billingPeriod, snapshot.version);
      await objects.write(bucket, key, encodeRollup(snapshot), 'application/vnd.apache.arrow.file');
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
});

export const createRollupDigests = (
  objects: Pick<ObjectStore, 'pin' | 'read'>,
  bucket: string,
): RollupDigests => ({
  async digest(exportName, billingPeriod, version) {
    const pin = await objects.pin(bucket, rollupKey(exportName, billingPeriod, version));
    return pin && digestRollup(await objects.read(pin));
  },
});
