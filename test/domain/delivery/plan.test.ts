import { describe, expect, it } from 'vitest';
import type { Manifest, ManifestLocation, ObjectPin } from '../../../shared/domain/delivery/delivery.ts';
import { isNewer, orderOf } from '../../../shared/domain/delivery/order.ts';
import { admit, executedAtOf, planDelivery } from '../../../shared/domain/delivery/plan.ts';

const ID = '6b622448-daaa-439c-92f1-afc727f1e0a3';
const FOLDER_TIME = Date.UTC(2026, 10, 18, 13, 14, 43, 337);
const WRITTEN = Date.UTC(2026, 10, 18, 13, 20);
const HOME = 'cur/company-cur/data/BILLING_PERIOD=2026-11';

const location = (overrides: Partial<ManifestLocation> = {}): ManifestLocation => ({
  bucket: 'billing',
  key: 'cur/company-cur/metadata/BILLING_PERIOD=2026-11/company-cur-Manifest.json',
  exportName: 'company-cur',
  exportRoot: 'cur/company-cur',
  billingPeriod: '2026-11',
  ...overrides,
});
const manifest = (...keys: string[]): Manifest => ({
  executionId: ID,
  exportArn: 'arn:aws:bcm-data-exports:us-east-1:123456789012:export/company-cur-1',
  columns: [],
  dataFiles: keys.map((key) => ({ bucket: 'billing', key })),
});
const pin = (key: string, overrides: Partial<ObjectPin> = {}): ObjectPin => ({
  bucket: 'billing',
  key,
  etag: 'e',
  bytes: 100,
  lastModified: WRITTEN,
  ...overrides,
});
const one = `${HOME}/company-cur-00001.snappy.parquet`;
const two = `${HOME}/company-cur-00002.snappy.parquet`;
const inFolder = `${HOME}/2026-11-18T13:14:43.337Z-${ID}/company-cur-00001.snappy.parquet`;
const plan = (files: readonly string[], pins: readonly (ObjectPin | undefined)[], at = location()) =>
  planDelivery(at, manifest(...files), pin('manifest'), pins, () => 'parquet');

describe('planDelivery', () => {
  it('reads exactly the files the manifest names, pinned, an emptied chunk among them', () => {
    const emptied = pin(two, { bytes: 0 });
    expect(plan([one, two], [pin(one), emptied])).toEqual({
      decision: 'read',
      delivery: {
        exportName: 'company-cur',
        billingPeriod: '2026-11',
        executionId: ID,
        executedAt: WRITTEN,
        dataFiles: [
          { pin: pin(one), format: 'parquet' },
          { pin: emptied, format: 'parquet' },
        ],
      },
    });
  });

  it('calls an overwritten file torn from one millisecond after its manifest on', () => {
    expect(plan([one], [pin(one, { lastModified: WRITTEN })]).decision).toBe('read');
    const torn = plan([one, two], [pin(one), pin(two, { lastModified: WRITTEN + 1 })]);
    expect(torn).toMatchObject({ decision: 'torn', file: `s3://billing/${two}` });
    expect(torn).toHaveProperty('reason', expect.stringContaining('2026-11-18T13:20:00.001Z'));
  });

  it('lets files of an execution folder be younger than the manifest: their keys are never written again', () => {
    expect(plan([inFolder], [pin(inFolder, { lastModified: WRITTEN + 60_000 })]).decision).toBe('read');
    const mixed = plan([inFolder, two], [pin(inFolder), pin(two, { lastModified: WRITTEN + 1 })]);
    expect(mixed.decision).toBe('torn');
  });

  it('names a file that is not there', () => {
    expect(plan([one, two], [pin(one), undefined])).toEqual({
      decision: 'missing',
      file: `s3://billing/${two}`,
    });
    expect(plan([one], [])).toEqual({ decision: 'missing', file: `s3://billing/${one}` });
  });

  it('accepts a delivery of no files', () => {
    expect(plan([], [])).toMatchObject({ decision: 'read', delivery: { dataFiles: [] } });
  });
});

describe('executedAtOf', () => {
  const at = (file: string, overrides: Partial<ManifestLocation> = {}) =>
    executedAtOf(location(overrides), manifest(file), pin('manifest'));

  it('is the folder time for both copies of a create-new manifest, so both have one order', () => {
    const created = { mode: 'create-new', executedAt: FOLDER_TIME };
    expect(at(inFolder)).toEqual(created);
    expect(at(inFolder, { folderTime: FOLDER_TIME })).toEqual(created);
  });

  it('is the manifest time in overwrite mode, and where a folder bears another execution or no time', () => {
    const overwritten = { mode: 'overwrite', executedAt: WRITTEN };
    expect(at(one)).toEqual(overwritten);
    expect(at(`${HOME}/2026-11-18T13:14:43.337Z-other/x.parquet`)).toEqual(overwritten);
    expect(at(`${HOME}/yesterdayZ-${ID}/x.parquet`)).toEqual(overwritten);
  });

  it('takes the manifest folder where there are no files to tell', () => {
    const empty = (overrides: Partial<ManifestLocation>) =>
      executedAtOf(location(overrides), manifest(), pin('manifest'));
    expect(empty({ folderTime: FOLDER_TIME })).toEqual({ mode: 'create-new', executedAt: FOLDER_TIME });
    expect(empty({})).toEqual({ mode: 'overwrite', executedAt: WRITTEN });
  });
});

describe('order', () => {
  const order = (executedAt: number, executionId = 'a') => orderOf({ executedAt, executionId });

  it('goes by execution time, then by execution id, so every worker agrees', () => {
    expect(isNewer(order(WRITTEN + 1), order(WRITTEN, 'z'))).toBe(true);
    expect(isNewer(order(WRITTEN, 'b'), order(WRITTEN, 'a'))).toBe(true);
    expect(isNewer(order(WRITTEN), order(WRITTEN))).toBe(false);
  });

  it('admits only what is newer than the visible delivery, and says why', () => {
    const visible = { order: order(WRITTEN) };
    expect(admit(undefined, order(1))).toEqual({ decision: 'newer', reason: 'first' });
    expect(admit(visible, order(WRITTEN + 1))).toEqual({ decision: 'newer', reason: 'newer' });
    expect(admit(visible, order(WRITTEN))).toEqual({ decision: 'stale', reason: 'same' });
    expect(admit(visible, order(WRITTEN - 1))).toEqual({ decision: 'stale', reason: 'older' });
  });
});
