import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { retryable } from '../../../shared/domain/base/failure.ts';
import { isoInstant } from '../../../shared/domain/base/instant.ts';
import { formatMoney, picoText } from '../../../shared/domain/base/money.ts';
import type { Budget } from '../../../shared/domain/evaluation/budget.ts';
import { diffBudgets } from '../../../shared/domain/evaluation/diff-budgets.ts';
import { budgetFormatOf, parseBudgets, printBudgets } from '../../../shared/runtime/settings.ts';
import { printJson } from '../io.ts';
import { openStore, requireStore } from '../local-store.ts';
import { readUserFile } from '../options.ts';
import type { CommandContext } from '../program.ts';
import { textTable } from '../table.ts';

interface StoreOptions {
  readonly store?: string;
  readonly json?: boolean;
}

const money = (budget: Budget): string => formatMoney(budget.amount, budget.currency);

export function addBudgetsCommand(program: Command, { io }: CommandContext): void {
  const budgets = program
    .command('budgets')
    .description('monthly budgets by team: in and out as CSV or YAML');

  budgets
    .command('import <file>')
    .description('replace all budgets by those of a .csv or .yml file; a bad file changes nothing')
    .option('--store <dir>', 'the store of your runs')
    .option('--by <name>', 'who is changing them, for the audit trail', process.env.USER ?? 'unknown')
    .option('--dry-run', 'show what would change and stop')
    .option('--json', 'machine-readable output')
    .action(async (file: string, options: StoreOptions & { by: string; dryRun?: boolean }) => {
      const next = parseBudgets(readUserFile(file, 'budget file'), file);
      const store = await openStore({ dir: requireStore(options.store) });
      try {
        const book = await store.ports.budgets.read();
        const changes = changesBetween(book.budgets, next);
        if (options.dryRun !== true && changes.length > 0) {
          const kept = await store.ports.budgets.replace(
            next,
            book.version,
            options.by,
            store.ports.clock.now(),
          );
          if (!kept)
            throw retryable('somebody else changed the budgets meanwhile; look at them and import again');
        }
        if (options.json === true)
          printJson(io, { budgets: next.length, changes, saved: options.dryRun !== true });
        else {
          const verb = options.dryRun === true ? 'would change' : 'changed';
          io.out(
            changes.length === 0 ? 'Nothing to change.\n' : `${changes.map((line) => `${line}\n`).join('')}`,
          );
          if (changes.length > 0) io.out(`${changes.length} of ${next.length} budgets ${verb}.\n`);
        }
      } finally {
        await store.close();
      }
    });

  budgets
    .command('export [file]')
    .description('write all budgets as .csv or .yml (to stdout as CSV without a file)')
    .option('--store <dir>', 'the store of your runs')
    .addOption(new Option('--format <format>', 'for stdout').choices(['csv', 'yaml']).default('csv'))
    .action(async (file: string | undefined, options: StoreOptions & { format: 'csv' | 'yaml' }) => {
      const format = file === undefined ? options.format : budgetFormatOf(file);
      const book = await readBook(options);
      const text = printBudgets(book.budgets, format);
      if (file === undefined) io.out(text);
      else {
        writeFileSync(file, text);
        io.err(`${book.budgets.length} budgets written to ${file}\n`);
      }
    });

  budgets
    .command('list')
    .description('budgets, thresholds and channels in force')
    .option('--store <dir>', 'the store of your runs')
    .option('--history', 'who changed what, newest first')
    .option('--json', 'machine-readable output')
    .action(async (options: StoreOptions & { history?: boolean }) => {
      const book = await readBook(options);
      if (options.json === true)
        printJson(io, { version: book.version, budgets: book.budgets.map(budgetJson) });
      else if (options.history === true) {
        const rows = book.changes.map((change) => [
          isoInstant(change.at).slice(0, 16).replace('T', ' '),
          change.by,
          change.team,
          change.before === undefined ? '–' : money(change.before),
          change.after === undefined ? 'removed' : money(change.after),
        ]);
        const columns = ['when (UTC)', 'by', 'team', 'before', 'after'].map((title) => ({ title }));
        io.out(rows.length === 0 ? 'No budget was ever changed here.\n' : textTable(columns, rows, io.width));
      } else if (book.budgets.length === 0) {
        io.out(
          'No budgets yet. Write team,monthly_amount into a CSV file and: npx billhook budgets import FILE\n',
        );
      } else io.out(budgetTable(book.budgets, io.width));
    });
}

async function readBook(options: StoreOptions) {
  const store = await openStore({ dir: requireStore(options.store) });
  try {
    return { ...(await store.ports.budgets.read()), changes: await store.ports.budgets.changes(100) };
  } finally {
    await store.close();
  }
}

const budgetTable = (budgets: readonly Budget[], width: number): string =>
  textTable(
    [
      { title: 'team' },
      { title: 'a month', align: 'right' },
      { title: 'told at' },
      { title: 'channel' },
      { title: 'owner' },
      { title: 'floors' },
    ],
    budgets.map((budget) => [
      budget.team,
      money(budget),
      budget.thresholds.map((each) => `${each} %`).join(', '),
      budget.channel ?? '(fallback)',
      budget.owner ?? '',
      [
        budget.minDollars === undefined ? '' : formatMoney(budget.minDollars, budget.currency),
        budget.minPercent === undefined ? '' : `${budget.minPercent} %`,
      ]
        .filter((part) => part !== '')
        .join(' and '),
    ]),
    width,
  );

const budgetJson = (budget: Budget) => ({
  ...budget,
  amount: picoText(budget.amount),
  ...(budget.minDollars === undefined ? {} : { minDollars: picoText(budget.minDollars) }),
});

/** `search: $10,000.00 -> $12,000.00`, one line a changed team. */
function changesBetween(before: readonly Budget[], after: readonly Budget[]): readonly string[] {
  return diffBudgets(before, after).map(({ team, before: old, after: next }) => {
    if (old === undefined) return next === undefined ? team : `${team}: new, ${money(next)} a month`;
    if (next === undefined) return `${team}: ${money(old)} -> no budget`;
    return `${team}: ${money(old)} -> ${money(next)}${money(old) === money(next) ? ' (other settings)' : ''}`;
  });
}
