import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { Budget } from '../../../shared/domain/evaluation/budget/budget.ts';
import { budgetFormatOf, parseBudgets, printBudgets } from '../../../shared/runtime/settings.ts';
import { budgetJson, budgetTable, changeJson, changeTable } from '../budget-text.ts';
import type { CommandContext } from '../command-context.ts';
import { examples, STORE_HELP } from '../help.ts';
import { isWatched, literal, printJson } from '../io.ts';
import { readUserFile } from '../options.ts';
import { replaceBudgets } from '../replace-budgets.ts';
import { withStore } from '../with-store.ts';

interface StoreOptions {
  readonly store?: string;
  readonly json?: boolean;
}

interface ImportOptions extends StoreOptions {
  readonly by: string;
  readonly dryRun?: boolean;
}

interface ExportOptions extends StoreOptions {
  readonly format: 'csv' | 'yaml' | 'json';
}

export function addBudgetsCommand(program: Command, context: CommandContext): void {
  const budgets = program
    .command('budgets')
    .description('monthly budgets by team: in and out as CSV or YAML')
    .addHelpText(
      'after',
      '\nA budget file has a line a team: team,monthly_amount[,currency,thresholds,owner,channel,min_dollars,' +
        'min_percent,\nmonths,alerts_per,time_zone,working_days,day_starts_at,day_ends_at].\n' +
        'Amounts are a calendar month (UTC) in the currency of the bill; thresholds are percent: 50 80 100.\n' +
        'months: amounts of single months, 2026-12=20000 2027-01=15000.\n' +
        'alerts_per: quarter, month or week: about one false alert in that time is bearable.\n' +
        'time_zone, working_days, day_starts_at, day_ends_at: when somebody is at work, Europe/Berlin, Mon-Fri, 09:00, 18:00.',
    );
  addImport(budgets, context);
  addExport(budgets, context);
  addList(budgets, context);
}

function addImport(budgets: Command, { io }: CommandContext): void {
  budgets
    .command('import <file>')
    .description('replace all budgets by those of a .csv or .yml file; a bad file changes nothing')
    .option('--store <dir>', STORE_HELP)
    .option('--by <name>', 'who is changing them, for the audit trail', process.env.USER ?? 'unknown')
    .option('--dry-run', 'show what would change and stop')
    .option('--json', 'machine-readable output')
    .addHelpText(
      'after',
      examples(
        'budgets import budgets.csv --dry-run   what would change',
        'budgets import budgets.csv --by ann    change it, on record',
      ),
    )
    .action(async (file: string, options: ImportOptions) => {
      const dryRun = options.dryRun === true;
      const next = parseBudgets(readUserFile(file, 'budget file'), file);
      const changes = await withStore(options, 'write', (store) =>
        replaceBudgets(store.ports, next, options.by, { dryRun }),
      );
      if (options.json === true) {
        printJson(io, { budgets: next.length, changes, saved: !dryRun });
        return;
      }
      for (const change of changes) io.out(`${literal(change)}\n`);
      const verb = dryRun ? 'would change' : 'changed';
      io.out(
        changes.length === 0 ? 'Nothing to change.\n' : `${changes.length} ${verb}; ${next.length} in all.\n`,
      );
    });
}

function addExport(budgets: Command, { io }: CommandContext): void {
  budgets
    .command('export [file]')
    .description('write all budgets as .csv or .yml (to stdout without a file); import reads it back')
    .option('--store <dir>', STORE_HELP)
    .addOption(new Option('--format <format>', 'for stdout').choices(['csv', 'yaml', 'json']).default('csv'))
    .option('--json', 'short for --format json')
    .addHelpText('after', examples('budgets export budgets.csv', 'budgets export --format yaml'))
    .action(async (file: string | undefined, options: ExportOptions) => {
      const format = file === undefined ? options.format : budgetFormatOf(file);
      const book = await withStore(options, 'read', (store) => store.ports.budgets.read());
      if (file !== undefined && format !== 'json') {
        writeFileSync(file, printBudgets(book.budgets, format));
        io.err(`${book.budgets.length} budgets written to ${file}\n`);
      }
      if (options.json === true || format === 'json') {
        printJson(io, { version: book.version, budgets: book.budgets.map(budgetJson) });
      } else if (file === undefined) {
        io.out(printBudgets(isWatched(io) ? book.budgets.map(readable) : book.budgets, format));
      }
    });
}

/** A file gets the very names; a terminal would obey what is in them. */
const readable = ({ team, owner, channel, ...budget }: Budget): Budget => ({
  ...budget,
  team: literal(team),
  ...(owner === undefined ? {} : { owner: literal(owner) }),
  ...(channel === undefined ? {} : { channel: literal(channel) }),
});

function addList(budgets: Command, { io }: CommandContext): void {
  budgets
    .command('list')
    .description('budgets, thresholds and channels in force')
    .option('--store <dir>', STORE_HELP)
    .option('--history', 'who changed what, newest first')
    .option('--json', 'machine-readable output')
    .action(async (options: StoreOptions & { readonly history?: boolean }) => {
      const history = options.history === true;
      const { book, changes } = await withStore(options, 'read', async ({ ports }) => ({
        book: await ports.budgets.read(),
        changes: history ? await ports.budgets.changes(HISTORY_MAX) : [],
      }));
      if (options.json === true) {
        printJson(io, {
          version: book.version,
          budgets: book.budgets.map(budgetJson),
          ...(history ? { changes: changes.map(changeJson) } : {}),
        });
      } else if (history) {
        io.out(changes.length === 0 ? 'No budget was ever changed here.\n' : changeTable(changes, io.width));
      } else if (book.budgets.length === 0) io.out(NO_BUDGETS);
      else io.out(budgetTable(book.budgets, io.width));
    });
}

const HISTORY_MAX = 100;
const NO_BUDGETS =
  'No budgets yet. Write lines of team,monthly_amount into a .csv file, then: npx billhook budgets import FILE\n';
