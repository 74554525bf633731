import { createHash } from 'node:crypto';
import { isoDay, isoInstant } from '../../domain/base/instant.ts';
import { picoText } from '../../domain/base/money.ts';
import type { LedgerEntry } from '../../domain/ledger/entry.ts';
import type { Statement } from '../../domain/report/statement.ts';
import { alertsTable, focusTable, plansTable, statementTable } from '../../domain/report/statement-rows.ts';
import { weeksTable } from '../../domain/report/statement-weeks.ts';
import type { TextTable } from '../../domain/report/text-table.ts';
import type { StatementFile } from '../../ports/statement-archive.ts';

/** A cell of RFC 4180 with nothing in it that a spreadsheet would run. */
export type CsvCell = (text: string) => string;

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV_TYPE = 'text/csv; charset=utf-8';

export async function statementFiles(
  statement: Statement,
  entries: readonly LedgerEntry[],
  csvCell: CsvCell,
): Promise<readonly StatementFile[]> {
  const name = `statement-${statement.period}`;
  const lines = statementTable(statement);
  const focus = focusTable(statement, entries);
  const sheets: readonly Sheet[] = [
    { name: 'Weekly top 10', file: 'weekly', table: weeksTable(statement.weeks, statement.currency) },
    { name: 'Alerts', file: 'alerts', table: alertsTable(statement) },
    { name: 'Plans', file: 'plans', table: plansTable(statement) },
  ];
  return [
    file(`${name}.csv`, CSV_TYPE, utf8(csvText(lines, csvCell))),
    file(`${name}.json`, 'application/json', utf8(`${JSON.stringify(statementJson(statement), null, 2)}\n`)),
    file(`${name}-focus-1.2.csv`, CSV_TYPE, utf8(csvText(focus, csvCell))),
    ...sheets.map((sheet) =>
      file(`${name}-${sheet.file}.csv`, CSV_TYPE, utf8(csvText(sheet.table, csvCell))),
    ),
    file(`${name}.xlsx`, XLSX_TYPE, await workbook(statement, [{ name: 'Lines', table: lines }, ...sheets])),
  ];
}

interface Sheet {
  readonly name: string;
  /** End of the file that holds the same. */
  readonly file?: string;
  readonly table: TextTable;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

const file = (name: string, type: string, bytes: Uint8Array): StatementFile => ({
  name,
  type,
  bytes,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

const csvText = ({ columns, rows }: TextTable, csvCell: CsvCell): string =>
  [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');

/** Exact amounts as texts, times ISO in UTC. */
export const statementJson = (statement: Statement): Readonly<Record<string, unknown>> => ({
  ...statement,
  executedAt: isoInstant(statement.executedAt),
  weeks: statement.weeks.map((week) => ({ ...week, from: isoDay(week.from), to: isoDay(week.to) })),
  teams: statement.teams.map(({ plans, alerts, ...team }) => ({
    ...team,
    plans: plans.map(({ plan, spent }) => ({
      id: plan.id,
      note: plan.note,
      cap: picoText(plan.cap),
      spent: picoText(spent),
    })),
    alerts: alerts.map(({ id, state, finding, handling }) => ({
      id,
      rule: finding.rule,
      state,
      verdict: handling?.verdict?.verdict ?? null,
      extraCost: picoText(finding.impact.soFar),
    })),
  })),
});

type Cell = Readonly<Record<string, unknown>>;
const head = (value: string): Cell => ({ value, fontWeight: 'bold' });
/** A spreadsheet counts in doubles; the exact amount stands beside it as text. */
const money = (value: string): Cell => ({ value: Number(value), type: Number, format: '#,##0.00' });
const percent = (value: number): Cell => ({ value, type: Number, format: '0.0%' });
/** Never a formula, whatever it begins with. */
const text = (value: string): Cell => ({ value, type: String });

/** A sheet with a row a team, then those given. */
async function workbook(statement: Statement, sheets: readonly Sheet[]): Promise<Uint8Array> {
  const { teams, rest, period, currency, total, delivered, difference, untagged } = statement;
  const summary = [
    [head(`Amazon Bedrock ${period}`), head(currency), head('Earlier months'), head('Due')],
    ...teams.map((team) => [text(team.team), money(team.total), money(team.adjustments), money(team.due)]),
    ...rest.map(({ words, cost }) => [text(words), money(cost)]),
    [head('Total of this month'), money(total)],
    [head('Delivered by AWS'), money(delivered)],
    [head('Difference'), money(difference)],
    [head('Of the usage, untagged'), money(untagged.cost), percent(untagged.share)],
  ];
  // A tenth of what a function would load at its start, for two files a month.
  const { default: writeExcelFile } = await import('write-excel-file/node');
  const book = writeExcelFile([
    { data: summary, sheet: 'Teams', columns: [{ width: 36 }, { width: 16 }, { width: 16 }, { width: 16 }] },
    ...sheets.map(({ name, table }) => ({
      data: rowsOf(table),
      sheet: name,
      columns: table.columns.map(() => ({ width: 18 })),
      stickyRowsCount: 1,
    })),
  ]);
  return new Uint8Array(await book.toBuffer());
}

const AMOUNTS = new Set(['cost', 'extra', 'cap', 'spent']);

/** Amounts as numbers where they stand, and each once more as its exact text at the end of the row. */
function rowsOf({ columns, rows }: TextTable): Cell[][] {
  const at = columns.flatMap((name, index) => (AMOUNTS.has(name) ? [index] : []));
  const exact = at.map((index) => (at.length === 1 ? 'exact' : `exact ${columns[index]}`));
  return [
    [...columns, ...exact].map(head),
    ...rows.map((row) => [
      ...row.map((value, index) => (at.includes(index) ? money(value) : text(value))),
      ...at.map((index) => text(row[index] ?? '')),
    ]),
  ];
}
