import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { parseDecimal } from '../../../shared/domain/base/decimal.ts';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { formatMoney, picoOf } from '../../../shared/domain/base/money.ts';
import { parsePeriod } from '../../../shared/domain/base/period.ts';
import type { Statement } from '../../../shared/domain/report/statement.ts';
import { type MonthStatement, statementsOf } from '../../../shared/flow/statements.ts';
import type { CommandContext } from '../command-context.ts';
import { examples, STORE_HELP } from '../help.ts';
import { type Io, literal, printJson, styleOf } from '../io.ts';
import { requireStore, type Store } from '../local-store.ts';
import { NOT_FINAL } from '../stored-reports.ts';
import { textTable } from '../table.ts';
import { withStore } from '../with-store.ts';

interface StatementOptions {
  readonly period?: string;
  readonly store?: string;
  readonly out?: string;
  readonly format: 'table' | 'csv' | 'json' | 'xlsx' | 'focus';
  readonly json?: boolean;
}

export function addStatementCommand(program: Command, { io }: CommandContext): void {
  program
    .command('statement')
    .description('what each team pays for a month; all of them and the rest are the delivery, to the cent')
    .option('--period <month>', 'billing period YYYY-MM, a UTC month (default: the newest)')
    .addOption(
      new Option('--format <format>', 'focus: rows of FOCUS 1.2 as CSV; xlsx needs --out')
        .choices(['table', 'csv', 'json', 'xlsx', 'focus'])
        .default('table'),
    )
    .option('--out <file>', 'write it there')
    .option('--store <dir>', STORE_HELP)
    .option('--json', 'short for --format json')
    .addHelpText('after', EXPLAINED)
    .action((options: StatementOptions) => statement(options, io));
}

const EXPLAINED = `
Usage is each team's own. Credits, discounts, refunds and tax belong to no caller: they are split by usage, and say so.
What earlier months came to after they were stated is charged as an adjustment.
${examples('statement --period 2026-10', 'statement --period 2026-10 --format xlsx --out october.xlsx')}`;

async function statement(options: StatementOptions, io: Io): Promise<void> {
  const format = options.json === true ? 'json' : options.format;
  if (format === 'xlsx' && options.out === undefined) {
    throw misconfigured('a workbook is no text', { expected: '--out FILE.xlsx', found: 'no --out' });
  }
  await withStore(options, 'read', async (store) => {
    const month = await monthOf(store, options);
    if (format === 'table') {
      io.out(tableText(month, io));
      return;
    }
    const files = await store.ports.statements.render(month.statement, month.entries);
    const ending = { csv: /\d\.csv$/, json: /\.json$/, xlsx: /\.xlsx$/, focus: /-focus/ }[format];
    const file = files.find(({ name }) => ending.test(name))!;
    if (options.out !== undefined) {
      writeFileSync(options.out, file.bytes);
      io.err(`${options.out}: ${file.bytes.length} bytes, sha256 ${file.sha256}\n`);
    } else if (format === 'json') printJson(io, JSON.parse(new TextDecoder().decode(file.bytes)));
    else io.out(new TextDecoder().decode(file.bytes));
  });
}

async function monthOf({ ports, exportName }: Store, options: StatementOptions): Promise<MonthStatement> {
  const periods = (await ports.ledger.pointers(exportName())).map(({ billingPeriod }) => billingPeriod);
  const period = options.period === undefined ? periods.at(-1) : parsePeriod(options.period);
  const now = ports.clock.now();
  const found =
    period === undefined ? undefined : await statementsOf(ports, { teams: '*' }, exportName(), period, now);
  if (found !== undefined) return found;
  throw misconfigured('the store has no ledger of this period', {
    file: requireStore(options.store),
    expected: periods.join(' or ') || 'a run with --store first',
    found: options.period ?? 'nothing',
  });
}

const ROUNDED = 'Each amount is rounded to the cent by itself; --format csv has every digit.';

function tableText({ statement: month, isClosed }: MonthStatement, io: Io): string {
  const style = styleOf(io);
  const money = (text: string): string => formatMoney(picoOf(parseDecimal(text)), month.currency);
  const rows = [
    ...month.teams.flatMap((team) => teamRows(team, money)),
    ...month.rest.map(({ words, cost }) => ['', words, money(cost)]),
    ['total', '', money(month.total)],
    ['delivered by AWS', `delivery ${month.executionId}`, money(month.delivered)],
    ['difference', '', money(month.difference)],
  ];
  const state = isClosed ? 'final' : NOT_FINAL;
  const title = style.bold(`Statement of ${month.period} (${state})`);
  const columns = [{ title: 'team' }, { title: '' }, { title: month.currency, align: 'right' as const }];
  const table = textTable(
    columns,
    rows.map((row) => row.map(literal)),
    io.width,
  );
  return `${title}\n${table}${style.dim(ROUNDED)}\n`;
}

const teamRows = (
  { team, lines, due }: Statement['teams'][number],
  money: (text: string) => string,
): readonly (readonly string[])[] =>
  lines.length === 1
    ? [[team, lines[0]!.words, money(lines[0]!.cost)]]
    : [
        ...lines.map(({ words, cost }, index) => [index === 0 ? team : '', words, money(cost)]),
        ['', `due from ${team}`, money(due)],
      ];
