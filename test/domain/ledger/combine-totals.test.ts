import { expect, it } from 'vitest';
import { addCosts, combineTotals } from '../../../shared/domain/ledger/combine-totals.ts';
import type { ControlTotals } from '../../../shared/domain/ledger/totals.ts';

const totals = (cost: Record<string, string>, team: string): ControlTotals => ({
  files: 1,
  rows: 2,
  cost,
  byLineItemType: { Usage: { rows: 2, cost } },
  byService: { Bedrock: { rows: 2, cost } },
  bedrock: { rows: 2, cost, usageCost: cost, byCategory: { usage: { rows: 2, cost } } },
  teams: { [team]: cost },
  ledgerPico: '5',
});

it('two months add up exactly, each currency by itself', () => {
  const all = combineTotals([
    totals({ USD: '0.1', EUR: '1' }, 'search'),
    totals({ USD: '0.2000000000000001' }, '__proto__'),
  ]);
  expect(all.cost).toEqual({ EUR: '1', USD: '0.3000000000000001' });
  expect(all.rows).toBe(4);
  expect(all.byLineItemType.Usage?.rows).toBe(4);
  expect(Object.entries(all.teams)).toEqual([
    ['__proto__', { USD: '0.2000000000000001' }],
    ['search', { EUR: '1', USD: '0.1' }],
  ]);
  expect(all.ledgerPico).toBe('10');
});

it('nothing sums to nothing', () => {
  expect(addCosts([])).toEqual({});
  expect(combineTotals([]).rows).toBe(0);
});
