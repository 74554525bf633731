import { expect, test } from 'vitest';
import type { Delivery } from '../../../shared/domain/delivery/delivery.ts';
import { createFold } from '../../../shared/domain/ledger/fold.ts';
import { createMerge } from '../../../shared/domain/ledger/merge-parts.ts';
import { aBatch } from '../../builders/batch.ts';
import { aFacts } from '../../builders/facts.ts';

const attribution = { rules: [{ by: 'principal-tag', key: 'team' }], tagDimensions: [] } as const;
const DELIVERY: Delivery = {
  exportName: 'company-cur',
  billingPeriod: '2026-11',
  executionId: 'e-1',
  executedAt: Date.UTC(2026, 10, 18, 20),
  dataFiles: [],
};

/** A part of one row for each caller's session. */
function partOf(sessions: number, file: string, currency = 'USD') {
  const fold = createFold({ attribution });
  const rows = Array.from({ length: sessions }, (_, index) => ({
    facts: aFacts({
      billingCurrency: currency,
      iamPrincipal: `arn:aws:sts::123456789012:assumed-role/search-api/run-${index}`,
    }),
  }));
  fold.add(aBatch(rows, { file }));
  return fold.finishPart(DELIVERY);
}

test('a session that is in two files is one', () => {
  const merge = createMerge(attribution);
  for (const sessions of [7, 9]) merge.add(partOf(sessions, `charges-${sessions}.csv`));
  const [entry] = merge.finishTable(DELIVERY).entries;
  expect(entry).toMatchObject({ sessions: { count: 9, sample: { length: 5 } } });
});

test('a part that does not name all its sessions is refused: their number would be wrong', () => {
  const part = partOf(7, 'charges.csv');
  const entries = [...part.entries].map((entry) => ({
    ...entry,
    sessions: { ...entry.sessions, sample: entry.sessions.sample.slice(0, 5) },
  }));
  expect(() => createMerge(attribution).add({ ...part, entries })).toThrow(/does not name all sessions/);
});

test('a part in another currency is refused at the row that tells it', () => {
  const merge = createMerge(attribution);
  merge.add(partOf(1, 'charges-1.csv'));
  const other = partOf(1, 'charges-2.csv', 'EUR');
  expect(() => merge.add(other)).toThrow(
    expect.objectContaining({
      detail: expect.objectContaining({ file: 'charges-2.csv', row: 1, found: 'EUR' }),
    }),
  );
});

test('parts of nothing are the ledger of nothing', () => {
  const merge = createMerge(attribution);
  merge.add(createFold({ attribution }).finishPart(DELIVERY));
  const whole = createFold({ attribution }).finishTable(DELIVERY);
  expect({ ...merge.finishTable(DELIVERY), entries: [] }).toEqual({ ...whole, entries: [] });
});
