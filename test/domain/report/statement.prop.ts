import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDecimal, DECIMAL_ZERO, decimalText, parseDecimal } from '../../../shared/domain/base/decimal.ts';
import { dayOf, parseInstant } from '../../../shared/domain/base/instant.ts';
import { picoText } from '../../../shared/domain/base/money.ts';
import type { LedgerEntry } from '../../../shared/domain/ledger/entry.ts';
import type { Pointer } from '../../../shared/domain/ledger/snapshot.ts';
import { monthCloseOf } from '../../../shared/domain/report/month-close.ts';
import { type Statement, statementOf } from '../../../shared/domain/report/statement.ts';
import { focusTable, statementTable } from '../../../shared/domain/report/statement-rows.ts';
import { statementWeeks, weeksTable } from '../../../shared/domain/report/statement-weeks.ts';
import { aCell, anEntry } from '../../builders/entry.ts';
import { aLedgerPointer } from '../../builders/stored-ledger.ts';

const TEAMS = ['search', 'claims', 'unattributed', '__proto__'];
const sum = (texts: readonly string[]): string =>
  decimalText(texts.reduce((total, text) => addDecimal(total, parseDecimal(text)), DECIMAL_ZERO));

/** Line items have up to seventeen digits, of which the ledger keeps twelve behind the point. */
const aCost = fc
  .tuple(fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 0, max: 99_999_999 }))
  .map(([whole, part]) => `${whole}.0000000${String(part).padStart(8, '0')}`);
const aCredit = fc.tuple(fc.constantFrom('', '-'), aCost).map(([sign, cost]) => `${sign}${cost}`);

const months = fc.record({
  teams: fc.dictionary(fc.constantFrom(...TEAMS), aCost, { noNullPrototype: true }),
  categories: fc.dictionary(fc.constantFrom('credit', 'tax', 'discount', 'purchase'), aCredit),
  others: aCredit,
  earlier: fc.dictionary(fc.constantFrom(...TEAMS), aCost, { noNullPrototype: true }),
  stated: fc.dictionary(fc.constantFrom(...TEAMS), aCost, { noNullPrototype: true }),
});
type Month = typeof months extends fc.Arbitrary<infer T> ? T : never;

const usd = (costs: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(costs).map(([name, cost]) => [name, { USD: cost }]));

function pointerOf(
  period: string,
  teams: Readonly<Record<string, string>>,
  { categories, others }: Month,
): Pointer {
  const usage = sum(Object.values(teams));
  const bedrock = sum([usage, ...Object.values(categories)]);
  const pointer = aLedgerPointer(1, []);
  return {
    ...pointer,
    billingPeriod: period,
    totals: {
      ...pointer.totals,
      cost: { USD: sum([bedrock, others]) },
      bedrock: {
        rows: 1,
        cost: { USD: bedrock },
        usageCost: { USD: usage },
        byCategory: Object.fromEntries(
          Object.entries({ usage, ...categories }).map(([name, cost]) => [
            name,
            { rows: 1, cost: { USD: cost } },
          ]),
        ),
      },
      teams: usd(teams),
    },
  };
}

function stateOf(month: Month): { readonly statement: Statement; readonly entries: readonly LedgerEntry[] } {
  const pointers = [
    pointerOf('2026-10', month.earlier, { ...month, categories: {}, others: '0' }),
    pointerOf('2026-11', month.teams, month),
  ];
  const stated = Object.fromEntries(
    Object.entries(month.stated).map(([team, cost]) => [`2026-10/${team}`, cost]),
  );
  const close = monthCloseOf(
    { pointers, budgets: { version: 0, budgets: [] }, learned: undefined },
    '2026-11',
    stated,
  )!;
  const day = dayOf(parseInstant('2026-11-18'));
  const entries = Object.entries(month.teams).map(([team, cost]) =>
    anEntry({ team, day, cells: [aCell({ cost: BigInt(cost.replace('.', '').slice(0, -3)) })] }),
  );
  return { statement: statementOf({ close, entries, alerts: [], plans: [] }), entries };
}

test('all teams and the rest are the delivery, to its last decimal', () => {
  fc.assert(
    fc.property(months, (month) => {
      const { statement } = stateOf(month);
      expect(statement.difference).toBe('0');
      const parts = [...statement.teams.map(({ total }) => total), ...statement.rest.map(({ cost }) => cost)];
      expect(sum(parts)).toBe(statement.delivered);
      for (const { lines, total, adjustments, due } of statement.teams) {
        expect(sum(lines.map(({ cost }) => cost))).toBe(due);
        expect(sum([total, adjustments])).toBe(due);
      }
    }),
    { numRuns: 200 },
  );
});

test('what earlier months became since they were stated is charged with this one, once', () => {
  fc.assert(
    fc.property(months, (month) => {
      const { statement } = stateOf(month);
      const named = Object.keys(month.stated).length > 0;
      const now = sum(Object.values(month.earlier));
      const was = sum(Object.values(month.stated));
      const adjustments = sum(statement.teams.map((team) => team.adjustments));
      expect(sum([adjustments, was])).toBe(named ? now : was);
    }),
    { numRuns: 200 },
  );
});

test('the tables that are handed out sum to what is due', () => {
  fc.assert(
    fc.property(months, (month) => {
      const { statement, entries } = stateOf(month);
      const due = sum(statement.teams.map((team) => team.due));
      const lines = statementTable(statement);
      const column = lines.columns.indexOf('cost');
      expect(sum(lines.rows.map((row) => row[column]!))).toBe(
        sum([due, ...statement.rest.map(({ cost }) => cost)]),
      );
      expect(sum(focusTable(statement, entries).rows.map(([billed]) => billed!))).toBe(due);
    }),
    { numRuns: 200 },
  );
});

test('each week names its ten dearest, and all weeks are the usage of the month to the picodollar', () => {
  const cost = fc.bigInt({ min: 0n, max: 10n ** 15n });
  const use = fc.record({ day: fc.integer({ min: -1, max: 31 }), who: fc.nat(14), team: fc.nat(1), cost });
  fc.assert(
    fc.property(fc.array(use, { maxLength: 60 }), (used) => {
      const first = dayOf(parseInstant('2026-11-01'));
      const entries = used.map((each) =>
        anEntry({
          ...{ team: TEAMS[each.team]!, value: `role/${each.who}`, day: first + each.day },
          cells: [aCell({ cost: each.cost })],
        }),
      );
      const weeks = statementWeeks(entries, '2026-11');
      expect(weeks.map(({ name }) => name)).toEqual([
        '2026-W44',
        '2026-W45',
        '2026-W46',
        '2026-W47',
        '2026-W48',
        '2026-W49',
      ]);
      expect(sum(weeks.map(({ total }) => total))).toBe(sum(used.map((each) => picoText(each.cost))));
      for (const { top, others, total } of weeks) {
        const costs = top.map((each) => each.cost);
        expect(sum([...costs, others.cost])).toBe(total);
        expect(costs).toEqual(costs.toSorted((a, b) => Number(b) - Number(a)));
        expect(others.count === 0 ? top.length <= 10 : top.length === 10).toBe(true);
        expect(new Set(top.map(({ team, principal }) => `${team} ${principal}`)).size).toBe(top.length);
      }
      const { columns, rows } = weeksTable(weeks, 'USD');
      expect(sum(rows.map((row) => row[columns.indexOf('cost')]!))).toBe(
        sum(weeks.map(({ total }) => total)),
      );
    }),
  );
});

test('a FOCUS row says who called what, and how much of it', () => {
  const { statement, entries } = stateOf({
    teams: { search: '12.500000000000000' },
    categories: {},
    others: '0',
    earlier: {},
    stated: {},
  });
  const { columns, rows } = focusTable(statement, entries);
  expect(Object.fromEntries(columns.map((name, index) => [name, rows[0]![index]]))).toMatchObject({
    BilledCost: picoText(12_500_000_000_000n),
    BillingCurrency: 'USD',
    ChargePeriodStart: '2026-11-18T00:00:00.000Z',
    ChargePeriodEnd: '2026-11-19T00:00:00.000Z',
    ChargeCategory: 'Usage',
    ConsumedUnit: 'Tokens',
    ServiceName: 'Amazon Bedrock',
    x_Team: 'search',
    x_IamPrincipal: 'role/search-api@123456789012',
  });
});
