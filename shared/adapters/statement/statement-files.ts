import { createHash } from 'node:crypto';
import writeExcelFile from 'write-excel-file/node';
import { isoInstant } from '../../domain/base/instant.ts';
import { picoText } from '../../domain/base/money.ts';
import type { LedgerEntry } from '../../domain/ledger/entry.ts';
import type { Statement } from '../../domain/report/statement.ts';
import { focusTable, statementTable, type TextTable } from '../../domain/report/statement-rows.ts';
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
  return [
    file(`${name}.csv`, CSV_TYPE, utf8(csvText(lines, csvCell))),
    file(`${name}.json`, 'application/json', utf8(`${JSON.stringify(statementJson(statement), null, 2)}\n`)),
    file(`${name}-focus-1.2.csv`, CSV_TYPE, utf8(csvText(focus, csvCell))),
    file(`${name}.xlsx`, XLSX_TYPE, await workbook(statement, lines)),
  ];
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
/** Never a formula, whatever it begins with. */
const text = (value: string): Cell => ({ value, type: String });

/** A sheet with a row a team, and one with every line. */
async function workbook(statement: Statement, lines: TextTable): Promise<Uint8Array> {
  const { teams, rest, period, currency, total, delivered, difference } = statement;
  const summary = [
    [head(`Amazon Bedrock ${period}`), head(currency), head('Earlier months'), head('Due')],
    ...teams.map((team) => [text(team.team), money(team.total), money(team.adjustments), money(team.due)]),
    ...rest.map(({ words, cost }) => [text(words), money(cost)]),
    [head('Total of this month'), money(total)],
    [head('Delivered by AWS'), money(delivered)],
    [head('Difference'), money(difference)],
  ];
  const at = lines.columns.indexOf('cost');
  const details = [
    [...lines.columns.map(head), head('exact')],
    ...lines.rows.map((row) => [
      ...row.map((value, index) => (index === at ? money(value) : text(value))),
      text(row[at] ?? ''),
    ]),
  ];
  const book = writeExcelFile([
    { data: summary, sheet: 'Teams', columns: [{ width: 36 }, { width: 16 }, { width: 16 }, { width: 16 }] },
    { data: details, sheet: 'Lines', columns: lines.columns.map(() => ({ width: 18 })), stickyRowsCount: 1 },
  ]);
  return new Uint8Array(await book.toBuffer());
}
