import type { ObjectStore } from '../../../ports/object-store.ts';
import type { RollupArchive } from '../../../ports/rollup-archive.ts';
import { rollupFolder, rollupKey, summaryKey, versionOfKey } from './rollup-key.ts';

/** Rollups in the working bucket. `remove` is no part of an object store: nobody else deletes anything. */
export const createRollupArchive = (
  objects: Pick<ObjectStore, 'list'>,
  remove: (bucket: string, key: string) => Promise<void>,
  bucket: string,
): RollupArchive => ({
  async versions(exportName, billingPeriod) {
    const folder = rollupFolder(exportName, billingPeriod);
    const found: string[] = [];
    for await (const { key } of objects.list(bucket, folder)) {
      const version = versionOfKey(key, folder);
      if (version !== undefined) found.push(version);
    }
    return found;
  },
  async drop(exportName, billingPeriod, version) {
    // The rollup last: what was begun is seen by it, and ended with the next run.
    await remove(bucket, summaryKey(exportName, billingPeriod, version));
    await remove(bucket, rollupKey(exportName, billingPeriod, version));
  },
});
