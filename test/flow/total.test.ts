import { describe, expect, test } from 'vitest';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { totalDelivery } from '../../shared/flow/ingest.ts';
import type { CurRow } from '../builders/cur-file.ts';
import { aSpend, putDelivery } from '../builders/export-files.ts';
import { BUCKET, createFlowWorld, EXPORT, INGEST } from '../builders/flow-world.ts';

/** Control totals of files with these rows, whose period is given or not. */
async function totalOf(chunks: readonly (readonly CurRow[])[], billingPeriod?: string) {
  const { ports } = createFlowWorld();
  const executedAt = '2026-11-18T13:14:43.337Z';
  const { data } = await putDelivery(ports.objects, { executedAt, chunks });
  const pins = await Promise.all(data.map((key) => ports.objects.pin(BUCKET, key)));
  const delivery = {
    exportName: EXPORT,
    executionId: 'noon',
    executedAt: parseInstant(executedAt),
    dataFiles: pins.map((pin) => ({ pin: pin!, format: 'csv.gz' as const })),
    ...(billingPeriod === undefined ? {} : { billingPeriod }),
  };
  return totalDelivery(ports, delivery, INGEST);
}

describe('control totals alone', () => {
  test('are of the given period, else of the one that the rows tell, and count files without rows', async () => {
    const chunks = [[aSpend('search', 10), aSpend('support', 1)], []];
    expect(await totalOf(chunks)).toMatchObject({
      billingPeriod: '2026-11',
      totals: { files: 2, rows: 2, cost: { USD: '11' } },
    });
    expect(await totalOf(chunks, '2026-12')).toMatchObject({
      billingPeriod: '2026-12',
      totals: { files: 2 },
    });
  });

  test('keep two currencies apart, which no ledger could add up', async () => {
    const { totals } = await totalOf([
      [aSpend('search', 10), aSpend('search', 1, { billingCurrency: 'EUR' })],
    ]);
    expect(totals.cost).toEqual({ EUR: '1', USD: '10' });
  });

  test('of no rows are refused where nothing tells the period', async () => {
    await expect(totalOf([[]])).rejects.toMatchObject({
      kind: 'poison',
      message: 'no row tells which billing period this is',
    });
  });
});
