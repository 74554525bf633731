import { describe, expect, it } from 'vitest';
import { decimalText } from '../../../shared/domain/base/decimal.ts';
import { hourOf } from '../../../shared/domain/base/instant.ts';
import { DEFAULT_ATTRIBUTION } from '../../../shared/domain/charge/attribution-settings.ts';
import type { ChargeFacts } from '../../../shared/domain/charge/charge.ts';
import { createCellTable } from '../../../shared/domain/ledger/cell-table.ts';
import { createFileTally } from '../../../shared/domain/ledger/file-tally.ts';
import { createFold } from '../../../shared/domain/ledger/fold.ts';
import { createPeriodTally } from '../../../shared/domain/ledger/period-tally.ts';
import { createPicoSums } from '../../../shared/domain/ledger/pico-sums.ts';
import { createSessionTable } from '../../../shared/domain/ledger/session-table.ts';
import { createPlanner } from '../../../shared/domain/ledger/usage-plan.ts';
import { AN_HOUR, aBatch } from '../../builders/batch.ts';
import { aFacts } from '../../builders/facts.ts';

describe('PicoSums', () => {
  it('stay exact where doubles would round, at any index, in both directions', () => {
    const sums = createPicoSums();
    const big = 999_999_999_999_999;
    for (let round = 0; round < 50; round += 1) {
      sums.add(5_000, big);
      sums.add(3, -big);
      sums.add(3, 1);
    }
    sums.addExact(5_000, 10n ** 30n);
    expect(sums.sum(5_000)).toBe(50n * BigInt(big) + 10n ** 30n);
    expect(sums.sum(3)).toBe(-50n * BigInt(big) + 50n);
    expect([sums.sum(4), sums.sum(1_000_000)]).toEqual([0n, 0n]);
  });

  it('spill at 2^52 and not behind it', () => {
    const sums = createPicoSums();
    for (const step of [2 ** 52 - 1, 1, 2 ** 52 - 1, 1, 1]) sums.add(0, step);
    expect(sums.sum(0)).toBe(2n ** 53n + 1n);
  });
});

describe('CellTable', () => {
  it('keeps 20,000 cells apart while it grows, and finds each again', () => {
    const table = createCellTable();
    const cells = new Map<string, number>();
    for (let round = 1; round <= 2; round += 1) {
      for (let series = 0; series < 100; series += 1) {
        for (let hour = -100; hour < 100; hour += 1) {
          const cell = table.count(series, hour, hour);
          table.cost.add(cell, series);
          const key = `${series}/${hour}`;
          expect(cells.get(key) ?? cell).toBe(cell);
          cells.set(key, cell);
        }
      }
    }
    expect([table.size(), new Set(cells.values()).size]).toEqual([20_000, 20_000]);
    const cell = cells.get('77/-33')!;
    expect([table.seriesOf(cell), table.hourOf(cell), table.tokensOf(cell), table.rowsOf(cell)]).toEqual([
      77, -33, -66, 2,
    ]);
    expect(table.cost.sum(cell)).toBe(154n);
  });
});

describe('FileTally', () => {
  const plan = createPlanner(DEFAULT_ATTRIBUTION, createSessionTable()).plan;

  it('continues with the batches of its file while codes keep their meaning', () => {
    const [a, b] = [aFacts(), aFacts({ usageType: 'USE1-NovaLite-input-tokens' })];
    const first = aBatch([{ facts: a }]);
    const tally = createFileTally(first.file, plan);
    tally.prepare(first);
    tally.planOf(0);
    expect(tally.continues(aBatch([{ facts: a }, { facts: b }]))).toBe(true);
    expect(tally.continues(aBatch([{ facts: b }, { facts: a }]))).toBe(false);
    expect(tally.continues(aBatch([{ facts: a }], { file: 'other.csv' }))).toBe(false);
    const both = aBatch([{ facts: a }, { facts: b }]);
    tally.prepare(both);
    tally.planOf(1);
    expect(tally.continues(both)).toBe(true);
    expect(tally.continues(aBatch([{ facts: a }, { facts: aFacts() }]))).toBe(false);
  });

  it('works out once what a code means, and sums only codes that have rows', () => {
    const facts = [aFacts(), aFacts(), aFacts()];
    const asked: ChargeFacts[] = [];
    const tally = createFileTally('a.csv', (one) => {
      asked.push(one);
      return plan(one);
    });
    tally.prepare(
      aBatch(
        facts.map((one) => ({ facts: one })),
        { file: 'a.csv' },
      ),
    );
    for (let row = 0; row < 3; row += 1) tally.add(2, 1, Number(tally.planOf(2).facts === facts[2]));
    expect(asked).toEqual([facts[2]]);
    expect(tally.sums()).toMatchObject([{ rows: 3, pico: 3n }]);
  });

  it('knows no code before its first batch', () => {
    expect(() => createFileTally('a.csv', plan).planOf(0)).toThrow('facts that its batch does not have');
  });
});

describe('a fold of many', () => {
  it('facts, growing from batch to batch, and of files in turns, loses nothing', () => {
    const fold = createFold({ attribution: DEFAULT_ATTRIBUTION, billingPeriod: '2026-11' });
    const facts = Array.from({ length: 300 }, (_, index) =>
      aFacts({ iamPrincipal: `arn:aws:iam::123456789012:user/user-${index}` }),
    );
    for (let size = 50; size <= facts.length; size += 50) {
      const rows = facts
        .slice(0, size)
        .map((one, index) => ({ facts: one, cost: `${index}`, hour: AN_HOUR + size / 50 }));
      fold.add(aBatch(rows));
      fold.add(aBatch(rows.slice(0, 1), { file: 'other.csv' }));
      fold.add(aBatch(rows.slice(-1)));
    }
    const { totals, entries } = fold.finish({ exportName: 'x', executionId: 'e', executedAt: 0 });
    const sizes = [50, 100, 150, 200, 250, 300];
    const expected = sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2 + size - 1, 0);
    expect(totals.rows).toBe(sizes.reduce((sum, size) => sum + size + 2, 0));
    expect(totals.cost).toEqual({ USD: decimalText({ units: BigInt(expected), scale: 0 }) });
    expect(totals.files).toBe(2);
    // One a principal, and one of their region.
    expect(entries).toHaveLength(301);
    expect(entries.find(({ scope }) => scope.value === 'user/user-299@123456789012')?.cells[0]?.rows).toBe(2);
  });
});

describe('PeriodTally', () => {
  it('knows only times from 2006 to 2199', () => {
    const periodOf = (hour: number) => {
      const tally = createPeriodTally();
      tally.add(hour, 1);
      return tally.mostly();
    };
    const [from, to] = [hourOf(Date.UTC(2006, 0)), hourOf(Date.UTC(2200, 0))];
    expect([periodOf(from - 1), periodOf(from)]).toEqual([undefined, '2006-01']);
    expect([periodOf(to - 1), periodOf(to)]).toEqual(['2199-12', undefined]);
  });

  it('gives the first hour of a month to that month, after rows of the month before', () => {
    const tally = createPeriodTally();
    const december = hourOf(Date.UTC(2026, 11));
    for (const hour of [december - 1, december, december + 1, december - 1, december]) tally.add(hour, 1);
    expect(tally.mostly()).toBe('2026-12');
  });

  it('takes the later of two months with as many rows, and passes over times that cannot be', () => {
    const tally = createPeriodTally();
    for (const hour of [0, AN_HOUR, AN_HOUR + 24 * 31, 2 ** 31 - 1, -5]) tally.add(hour, 1);
    expect(tally.mostly()).toBe('2026-12');
    tally.add(AN_HOUR, 1);
    expect(tally.mostly()).toBe('2026-11');
  });
});
