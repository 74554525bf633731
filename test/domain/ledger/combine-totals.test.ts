import { expect, it } from 'vitest';
import { addCosts, combineTotals } from '../../../shared/domain/ledger/combine-totals.ts';
import type { ControlTotals } from '../../../shared/domain/ledger/totals.ts';

/** A month of one file with so many rows of everything there is to count. */
const month = (rows: number, cost: Record<string, string>, team: string): ControlTotals => ({
  files: 1,
  rows: rows * 8,
  cost,
  byLineItemType: { Usage: { rows: rows * 7, cost } },
  byService: { Bedrock: { rows: rows * 6, cost } },
  bedrock: { rows: rows * 5, cost, usageCost: cost, byCategory: { usage: { rows: rows * 4, cost } } },
  teams: { [team]: cost },
  ledgerPico: String(rows),
});

it('two months add up exactly, each currency by itself', () => {
  const all = combineTotals([
    month(1, { USD: '0.1', EUR: '1' }, 'search'),
    month(2, { USD: '0.2000000000000001' }, '__proto__'),
  ]);
  const { teams: _, ...sums } = month(3, { EUR: '1', USD: '0.3000000000000001' }, '');
  expect(all).toEqual({ ...sums, files: 2, teams: all.teams });
  expect(Object.entries(all.teams)).toEqual([
    ['__proto__', { USD: '0.2000000000000001' }],
    ['search', { EUR: '1', USD: '0.1' }],
  ]);
});

it('what only one month has is taken as it is', () => {
  const january = month(1, { USD: '1' }, 'search');
  const february = {
    ...month(1, { USD: '1' }, 'search'),
    byLineItemType: { Tax: { rows: 1, cost: { USD: '9' } } },
    byService: { AmazonEC2: { rows: 2, cost: { USD: '8' } } },
  };
  const all = combineTotals([february, january]);
  expect(Object.entries(all.byLineItemType)).toEqual([
    ['Tax', { rows: 1, cost: { USD: '9' } }],
    ['Usage', { rows: 7, cost: { USD: '1' } }],
  ]);
  expect(Object.keys(all.byService)).toEqual(['AmazonEC2', 'Bedrock']);
  expect(all.teams).toEqual({ search: { USD: '2' } });
});

it('nothing sums to nothing', () => {
  expect(addCosts([])).toEqual({});
  expect(combineTotals([]).rows).toBe(0);
});
