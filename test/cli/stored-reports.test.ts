import { describe, expect, test } from 'vitest';
import { closeTable } from '../../functions/cli/report-close.ts';
import { weeklyTable } from '../../functions/cli/report-weekly.ts';
import { parseInstant } from '../../shared/domain/base/instant.ts';
import { parsePico, picoText } from '../../shared/domain/base/money.ts';
import type { Pointer } from '../../shared/domain/ledger/snapshot.ts';
import { weekOf } from '../../shared/domain/report/local-week.ts';
import { monthCloseOf } from '../../shared/domain/report/month-close.ts';
import { sumOf } from '../../shared/domain/report/spenders.ts';
import { weeklyReportOf } from '../../shared/domain/report/weekly.ts';
import { aBasis } from '../builders/report-world.ts';

const basis = aBasis();

describe('the week on the command line', () => {
  const table = weeklyTable(basis, '2026-W46');

  test("each team's rows are what Slack is told of it, to the picodollar, by the team's own clocks", () => {
    const claims = weeklyReportOf(
      basis,
      'claims',
      weekOf(parseInstant('2026-11-11T12:00:00Z'), 'Europe/Berlin'),
    );
    const told = table.json.find(({ team }) => team === 'claims');
    expect(told).toMatchObject({ week: '2026-W46', zone: 'Europe/Berlin', spent: picoText(claims.spent) });
    const { columns, rows } = table.exact;
    const own = rows.filter((row) => row[columns.indexOf('team')] === 'claims');
    expect(sumOf(own.map((row) => parsePico(row[columns.indexOf('cost')]!)))).toBe(claims.spent);
    expect(told?.newcomers).toEqual(
      claims.newcomers.map(({ principal, cost }) => ({ principal, cost: picoText(cost) })),
    );
    expect(claims.newcomers.length).toBeGreaterThan(0);
  });

  test('it is called by its week, and who names no caller by that', () => {
    expect(table.title).toBe('Bedrock in 2026-W46');
    expect(table.shown.filter(([team]) => team !== '').map((row) => row[1])).toContain('all');
  });

  test('without a name it is the newest that is delivered whole, and one that nobody knows is refused', () => {
    expect(weeklyTable(basis, undefined).json[0]?.week).toBe('2026-W46');
    const saturday = aBasis({ asOf: '2026-11-14T08:00:00Z' });
    expect(weeklyTable(saturday, undefined).json[0]?.week).toBe('2026-W45');
    expect(() => weeklyTable(basis, '2020-W01')).toThrow('nothing is known of this week');
  });
});

test('the close on the command line adds up to Bedrock’s part of the bill, in cents as to the last digit', () => {
  const pointers = basis.views.map(({ pointer }) => billed(pointer));
  const input = { pointers, budgets: basis.budgets, learned: undefined };
  const stated = { '2026-10/claims': '1' };
  const close = monthCloseOf(input, '2026-11', stated)!;
  const { shown, exact, json } = closeTable(close);
  const amounts = (kinds: readonly string[]) =>
    sumOf(
      shown.filter(([kind]) => kinds.includes(kind!)).map((row) => parsePico(row[2]!.replace(/[$,]/g, ''))),
    );
  expect(amounts(['team', 'category'])).toBe(amounts(['total']));
  const parts = exact.rows.filter(([kind]) => kind !== 'adjustment');
  expect(sumOf(parts.map((row) => parsePico(row[3]!)))).toBe(parsePico(close.total));
  expect(exact.rows.filter(([kind]) => kind === 'adjustment').length).toBe(close.adjustments.length);
  expect(close.adjustments.length).toBeGreaterThan(0);
  expect(json[0]).toMatchObject({ total: close.total, difference: '0' });
});

/** With a tax that is no whole cent, as AWS bills one. */
function billed(pointer: Pointer): Pointer {
  const usage = sumOf(Object.values(pointer.totals.teams).map(({ USD = '0' }) => parsePico(USD)));
  const tax = parsePico('12.345678901234');
  const of = (cost: bigint) => ({ rows: 1, cost: { USD: picoText(cost) } });
  const byCategory = { usage: of(usage), tax: of(tax) };
  const bedrock = { ...of(usage + tax), usageCost: { USD: picoText(usage) }, byCategory };
  return { ...pointer, totals: { ...pointer.totals, bedrock } };
}
