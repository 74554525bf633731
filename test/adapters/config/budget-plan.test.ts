import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeJson, encodeJson } from '../../../shared/adapters/aws/json.ts';
import { parseBudgets, printBudgets } from '../../../shared/adapters/config/budget-file.ts';
import { Failure } from '../../../shared/domain/base/failure.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import type { Budget } from '../../../shared/domain/evaluation/budget/budget.ts';
import { diffBudgets } from '../../../shared/domain/evaluation/budget/diff-budgets.ts';
import { ALERTS_PER } from '../../../shared/domain/evaluation/sensitivity.ts';

const csvOf = (column: string, cell: string): string =>
  `team,monthly_amount,${column}\nsearch,12000,"${cell.replaceAll('"', '""')}"\n`;
const read = (column: string, cell: string): Partial<Budget> =>
  parseBudgets(csvOf(column, cell), 'b.csv')[0]!;

describe('a budget file says', () => {
  it.each([
    ['2026-12=20000 2027-01=15000.5', { '2026-12': '20000', '2027-01': '15000.5' }],
    ['2027-01=1; 2026-12 = $20,000', { '2026-12': '20000', '2027-01': '1' }],
    ['2026-12=0', { '2026-12': '0' }],
  ])('amounts of single months: %s', (cell, months) => {
    const expected = Object.entries(months).map(([month, amount]) => [month, parsePico(amount)]);
    expect(Object.entries(read('months', cell).months!)).toEqual(expected);
  });

  it.each([
    ['Mon-Fri', [0, 1, 2, 3, 4]],
    ['Sun - Thu', [0, 1, 2, 3, 6]],
    ['sunday, MON;wednesday', [0, 2, 6]],
    ['Sat', [5]],
    ['Mon–Sun', [0, 1, 2, 3, 4, 5, 6]],
  ])('working days: %s', (cell, days) => {
    expect(read('working_days', cell).workingDays).toEqual(days);
  });

  it.each([
    ['day_starts_at', '9:05', { dayStartsAt: 545 }],
    ['day_starts_at', '00:00', { dayStartsAt: 0 }],
    ['day_ends_at', '17:30', { dayEndsAt: 1_050 }],
    ['time_zone', 'America/Argentina/Buenos_Aires', { timeZone: 'America/Argentina/Buenos_Aires' }],
    ['time_zone', 'UTC', { timeZone: 'UTC' }],
    ['alerts_per', 'Week', { alertsPer: 'week' }],
  ])('%s: %s', (column, cell, expected) => {
    expect(read(column, cell)).toMatchObject(expected);
  });

  it('months as a map, and days as a list, where it is YAML', () => {
    const yaml =
      'budgets:\n  - team: search\n    monthly_amount: 12000\n    months: {2026-12: 20000, "2027-01": 1e0}\n';
    expect(() => parseBudgets(yaml, 'b.yml')).toThrow(/not an amount of money/);
    const [budget] = parseBudgets(
      `${yaml.replace('1e0', '1')}    working_days: [Mon, Tue]\n    day_starts_at: 08:30\n`,
      'b.yml',
    );
    expect(budget).toMatchObject({
      months: { '2026-12': parsePico('20000'), '2027-01': parsePico('1') },
      workingDays: [0, 1],
      dayStartsAt: 510,
    });
  });
});

describe('a budget file is refused whole for', () => {
  it.each([
    ['months', '2026-13=5', 'not a month', 'YYYY-MM', '"2026-13"'],
    ['months', '2026-12', 'not a month with its amount', /2026-12=20000/, '"2026-12"'],
    ['months', '2026-12=5 2026-12=6', 'this month has an amount already', /once/, '2026-12'],
    ['months', '2026-12=-5', 'an amount must not be negative', /0 or more/, '"2026-12=-5"'],
    ['months', '2026-12=5=6', 'not a month with its amount', /2026-12=20000/, '"2026-12=5=6"'],
    ['time_zone', 'Berlin/Europe', 'not a time zone', /Europe\/Berlin/, '"Berlin/Europe"'],
    ['time_zone', '+02:00', 'not a time zone', /IANA/, '"+02:00"'],
    ['time_zone', 'EST', 'not a time zone', /IANA/, '"EST"'],
    ['working_days', 'none', 'a team needs a working day', /at least one/, '"none"'],
    ['working_days', 'Mon-', 'not days of the week', /Mon-Fri/, '"Mon-"'],
    ['working_days', 'Mon-Wed-Fri', 'not days of the week', /Mon-Fri/, '"Mon-Wed-Fri"'],
    ['working_days', 'Monkey', 'not days of the week', /Mon-Fri/, '"Monkey"'],
    ['day_starts_at', '24:00', 'not a time of the day', /09:00/, '"24:00"'],
    ['day_starts_at', '9', 'not a time of the day', /09:00/, '"9"'],
    ['day_ends_at', '6pm', 'not a time of the day', /09:00/, '"6pm"'],
    ['alerts_per', 'day', 'not how often a false alert is bearable', /quarter, month, week/, '"day"'],
  ])('%s %s', (column, cell, message, expected, found) => {
    const texts = { 'b.csv': csvOf(column, cell), 'b.yml': '' };
    texts['b.yml'] =
      `budgets:\n  - team: search\n    monthly_amount: 1\n    ${column}: ${JSON.stringify(cell)}\n`;
    for (const [file, text] of Object.entries(texts)) {
      const failure = refusal(text, file);
      expect(failure.message).toBe(message);
      expect(failure.detail).toMatchObject({ file, row: 2, column, found });
      expect(failure.detail.expected).toMatch(expected);
    }
  });

  it('a list of no working days, which is not the same as none being named', () => {
    const yaml = (days: string) =>
      `budgets:\n  - team: search\n    monthly_amount: 1\n    working_days: ${days}\n    thresholds: []\n`;
    expect(refusal(yaml('[]'), 'b.yml').message).toBe('a team needs a working day');
    expect(parseBudgets(yaml(''), 'b.yml')[0]).not.toHaveProperty('workingDays');
  });
});

const refusal = (text: string, file: string): Failure => {
  try {
    parseBudgets(text, file);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('it was accepted');
};

const pico = fc.bigInt({ min: 0n, max: 10n ** 22n });
const month = fc
  .record({ year: fc.integer({ min: 2020, max: 2030 }), month: fc.integer({ min: 1, max: 12 }) })
  .map((each) => `${each.year}-${String(each.month).padStart(2, '0')}`);
const plan: fc.Arbitrary<Budget> = fc.record(
  {
    team: fc.stringMatching(/^[a-z]{1,8}$/),
    currency: fc.constant('USD'),
    amount: pico,
    thresholds: fc.constant([50, 80, 100]),
    months: fc
      .uniqueArray(fc.tuple(month, pico), { selector: ([each]) => each, minLength: 1, maxLength: 14 })
      .map((all) => Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)))),
    alertsPer: fc.constantFrom(...ALERTS_PER),
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
    workingDays: fc.uniqueArray(fc.nat(6), { minLength: 1 }).map((all) => [...all].sort((a, b) => a - b)),
    dayStartsAt: fc.nat(1439),
  },
  { requiredKeys: ['team', 'currency', 'amount', 'thresholds'] },
);

it('what is planned comes back from CSV, from YAML and from the table as it went in', () => {
  fc.assert(
    fc.property(fc.uniqueArray(plan, { selector: (one) => one.team, maxLength: 5 }), (budgets) => {
      expect(parseBudgets(printBudgets(budgets, 'csv'), 'b.csv')).toEqual(budgets);
      expect(parseBudgets(printBudgets(budgets, 'yaml'), 'b.yml')).toEqual(budgets);
      const stored = decodeJson<readonly Budget[]>(encodeJson(budgets));
      expect(stored).toEqual(budgets);
      expect(diffBudgets(stored, budgets)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
