import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBudgets, printBudgets } from '../../../shared/adapters/config/budget-file.ts';
import { Failure } from '../../../shared/domain/base/failure.ts';
import type { Budget } from '../../../shared/domain/evaluation/budget/budget.ts';

const refusal = (text: string, file: string): Failure => {
  try {
    parseBudgets(text, file);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was accepted');
};

describe('a budget file', () => {
  it('reads what a spreadsheet writes', () => {
    const csv =
      '\uFEFFTeam,Monthly amount,Thresholds,Channel\r\nsearch,"$12,000.50",50 80 100,#search-ai\r\n\r\n';
    expect(parseBudgets(csv, 'budgets.csv')).toEqual([
      {
        team: 'search',
        currency: 'USD',
        amount: 12_000_500_000_000_000n,
        thresholds: [50, 80, 100],
        channel: '#search-ai',
      },
    ]);
  });

  it('reads the same from YAML', () => {
    const yaml = "budgets:\n  - team: search\n    monthly_amount: 12000.50\n    channel: '#search-ai'\n";
    const csv = 'team,monthly_amount,channel\nsearch,12000.50,#search-ai\n';
    expect(parseBudgets(yaml, 'budgets.yml')).toEqual(parseBudgets(csv, 'budgets.csv'));
  });

  it.each([
    ['a negative amount', 'team,monthly_amount\nsearch,100\nops,-5\n', 3, 'monthly_amount', /negative/],
    ['a team named twice', 'team,monthly_amount\nsearch,1\nops,2\nsearch,3\n', 4, 'team', /already/],
    ['an amount in words', 'team,monthly_amount\nsearch,lots\n', 2, 'monthly_amount', /amount of money/],
    ['a decimal comma', 'team,monthly_amount\nsearch,"1.200,50"\n', 2, 'monthly_amount', /amount of money/],
    ['no amount', 'team,monthly_amount\nsearch,\n', 2, 'monthly_amount', /needs an amount/],
    ['a wrong currency', 'team,monthly_amount,currency\nsearch,1,dollars\n', 2, 'currency', /currency/],
    ['a threshold of zero', 'team,monthly_amount,thresholds\nsearch,1,0 50\n', 2, 'thresholds', /crossed/],
    ['a channel that is none', 'team,monthly_amount,channel\nsearch,1,search ai\n', 2, 'channel', /Slack/],
    ['an unknown column', 'team,monthly_amount,limit\nsearch,1,2\n', 1, 'limit', /not known/],
    ['a missing column', 'team,owner\nsearch,ada\n', 1, 'monthly_amount', /missing/],
  ])('is refused whole for %s', (_, csv, line, column, message) => {
    const failure = refusal(csv, 'budgets.csv');
    expect(failure.message).toMatch(message);
    expect(failure.detail).toMatchObject({ file: 'budgets.csv', row: line, column });
  });

  it.each([
    [
      'two lists',
      'budgets:\n  - {team: a, monthly_amount: 5}\nbudgets:\n  - {team: b, monthly_amount: 5}\n',
      /one list/,
    ],
    ['a field twice', 'budgets:\n  - team: a\n    monthly_amount: 5\n    monthly_amount: 6\n', /there twice/],
    ['a nest without end', `budgets:\n  - team: a\n${'- '.repeat(5_000)}`, /not valid YAML/],
    [
      'a number of a thousand digits',
      `budgets:\n  - {team: a, monthly_amount: ${'9'.repeat(1_000)}}\n`,
      /amount of money/,
    ],
  ])('YAML with %s is refused', (_, yaml, message) => {
    const failure = refusal(yaml, 'b.yml');
    expect(failure.message).toMatch(message);
    expect(failure.detail.file).toBe('b.yml');
  });

  it('a YAML file of fifty thousand keys is refused in its first second', () => {
    const keys = Array.from({ length: 50_000 }, (_, key) => `    k${key}: 1\n`).join('');
    const began = process.cpuUsage().user;
    expect(refusal(`budgets:\n  - team: a\n${keys}`, 'b.yml').message).toMatch(/not known/);
    expect((process.cpuUsage().user - began) / 1e6).toBeLessThan(3);
  });

  it('names the line of a YAML mistake', () => {
    const failure = refusal(
      'budgets:\n  - team: a\n    monthly_amount: 5\n  - team: b\n    monthly_amount: -1\n',
      'b.yml',
    );
    expect(failure.detail).toMatchObject({ row: 4, column: 'monthly_amount', found: '"-1"' });
  });

  it('is written so that reading gives the same budgets and no cell is a formula', () => {
    const word = fc.stringMatching(/^[\w=+@-][\w ="',;+@-]{0,20}[\w]$/);
    const budget: fc.Arbitrary<Budget> = fc.record(
      {
        team: word,
        currency: fc.constantFrom('USD', 'EUR'),
        amount: fc.bigInt({ min: 0n, max: 10n ** 22n }),
        thresholds: fc
          .uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1 })
          .map((all) => all.sort((a, b) => a - b)),
        owner: word,
        minPercent: fc.integer({ min: 0, max: 900 }),
      },
      { requiredKeys: ['team', 'currency', 'amount', 'thresholds'] },
    );
    fc.assert(
      fc.property(fc.uniqueArray(budget, { selector: (one) => one.team }), (budgets) => {
        const csv = printBudgets(budgets, 'csv');
        expect(parseBudgets(csv, 'b.csv')).toEqual(budgets);
        expect(parseBudgets(printBudgets(budgets, 'yaml'), 'b.yml')).toEqual(budgets);
        const cells: string[][] = parse(csv);
        expect(cells.flat().filter((cell) => /^[=+@\t]/.test(cell))).toEqual([]);
      }),
    );
  });
});
