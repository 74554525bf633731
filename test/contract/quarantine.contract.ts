import { expect, test } from 'vitest';
import type { QuarantinedDelivery } from '../../shared/ports/quarantine.ts';
import { anOrder } from '../builders/stored-ledger.ts';
import type { FreshStores } from './table-engines.ts';

const aRecord = (n: number, overrides: Partial<QuarantinedDelivery> = {}): QuarantinedDelivery => ({
  exportName: 'bedrock-hourly',
  billingPeriod: '2026-11',
  order: anOrder(n),
  at: 1_000 * n,
  message: 'the file ends before its footer',
  detail: {
    file: 's3://exports/part-0.parquet',
    row: 12,
    column: 'line_item_unblended_cost',
    found: '"1,5"',
  },
  ...overrides,
});

export function quarantineContract(fresh: FreshStores): void {
  test('a delivery is kept once, and only the first time is news', async () => {
    const { quarantine } = await fresh();
    expect(await quarantine.put(aRecord(1))).toBe(true);
    expect(await quarantine.put(aRecord(1, { at: 9_000, message: 'again' }))).toBe(false);
    expect(await quarantine.newerThan('bedrock-hourly', '2026-11', '')).toEqual([aRecord(1)]);
  });

  test('a repeat of the same call is still the first, as its answer may have been lost', async () => {
    const { quarantine } = await fresh();
    expect(await quarantine.put(aRecord(1))).toBe(true);
    expect(await quarantine.put(aRecord(1))).toBe(true);
  });

  test('a period is stale where a newer delivery than the visible one was refused', async () => {
    const { quarantine } = await fresh();
    for (const n of [3, 1, 2]) await quarantine.put(aRecord(n));
    await quarantine.put(aRecord(5, { billingPeriod: '2026-12' }));
    await quarantine.put(aRecord(5, { exportName: 'other' }));
    const newer = (order: string) => quarantine.newerThan('bedrock-hourly', '2026-11', order);
    expect(await newer('')).toEqual([aRecord(1), aRecord(2), aRecord(3)]);
    expect(await newer(anOrder(1))).toEqual([aRecord(2), aRecord(3)]);
    expect(await newer(anOrder(3))).toEqual([]);
  });
}
