import { expect, test } from 'vitest';
import { createRollupArchive } from '../../shared/adapters/cur/rollup/rollup-archive.ts';
import { createRollupStore } from '../../shared/adapters/cur/rollup/rollup-store.ts';
import type { BillingPeriod } from '../../shared/domain/base/period.ts';
import type { ObjectStore } from '../../shared/ports/object-store.ts';
import { aSnapshot } from '../builders/snapshot.ts';

const BUCKET = 'exports';
const EXPORT = 'company-cur';

/** A bucket named `exports` that is empty and unversioned, and how something in it is deleted. */
export interface Clearable {
  readonly objects: ObjectStore;
  readonly remove: (bucket: string, key: string) => Promise<void>;
}

const versionAt = (time: string): string => `${time}.000Z~execution-1~0123456789abcdef`;
const [OLD, NEW] = [versionAt('2026-11-17T06:00:00'), versionAt('2026-11-18T06:00:00')] as const;

/** What every archive of rollups must do. */
export function rollupArchiveContract(fresh: () => Promise<Clearable>): void {
  const filled = async () => {
    const { objects, remove } = await fresh();
    const rollups = createRollupStore(objects, BUCKET);
    const write = (version: string, billingPeriod: BillingPeriod = '2026-11', exportName = EXPORT) =>
      rollups.write(aSnapshot({ exportName, billingPeriod, version, order: version.slice(0, -17) }));
    for (const version of [OLD, NEW]) await write(version);
    return { objects, rollups, write, archive: createRollupArchive(objects, remove, BUCKET) };
  };

  test('it tells the rollups of one period of one export, and nothing else that lies there', async () => {
    const { archive, objects, write } = await filled();
    await write(versionAt('2026-10-02T00:00:00'), '2026-10');
    await write(versionAt('2026-11-02T00:00:00'), '2026-11', `${EXPORT}-2`);
    for (const name of ['notes.arrow', `${OLD}.txt`, `${OLD.slice(0, -1)}.arrow`, `z/${OLD}.arrow`])
      await objects.write(BUCKET, `rollups/${EXPORT}/2026-11/${name}`, new Uint8Array(1), 'text/plain');
    expect(await archive.versions(EXPORT, '2026-11')).toEqual([OLD, NEW]);
    expect(await archive.versions(EXPORT, '2026-09')).toEqual([]);
  });

  test('what was dropped is read by nobody and told no more; the others are as they were', async () => {
    const { archive, rollups } = await filled();
    const kept = await rollups.read(EXPORT, '2026-11', NEW);
    await archive.drop(EXPORT, '2026-11', OLD);
    expect(await rollups.read(EXPORT, '2026-11', OLD)).toBeUndefined();
    expect(await archive.versions(EXPORT, '2026-11')).toEqual([NEW]);
    expect(await rollups.read(EXPORT, '2026-11', NEW)).toEqual(kept);
  });

  test('dropping again, or what never was, is harmless', async () => {
    const { archive } = await filled();
    for (const version of [OLD, OLD, versionAt('2026-11-01T00:00:00')])
      await archive.drop(EXPORT, '2026-11', version);
    await archive.drop(EXPORT, '2026-09', OLD);
    expect(await archive.versions(EXPORT, '2026-11')).toEqual([NEW]);
  });
}
