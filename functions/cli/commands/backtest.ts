import type { Command } from 'commander';
import type { Tried } from '../../../shared/domain/alert/backtest/tried.ts';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { parsePico } from '../../../shared/domain/base/money.ts';
import { byText } from '../../../shared/domain/base/order.ts';
import type { BudgetBook } from '../../../shared/domain/evaluation/budget/budget.ts';
import {
  type Backtest,
  type BacktestQuery,
  backtestDeliveries,
  backtestExport,
} from '../../../shared/flow/backtest.ts';
import { discoverDeliveries } from '../../../shared/flow/discover.ts';
import { foundDeliveries } from '../../../shared/flow/stored-deliveries.ts';
import { evaluateSettingsOf } from '../../../shared/runtime/evaluate-settings.ts';
import { openSource } from '../../../shared/runtime/open-source.ts';
import { parseBudgets, type Settings } from '../../../shared/runtime/settings.ts';
import { backtestJson } from '../backtest-json.ts';
import { backtestText } from '../backtest-text.ts';
import type { CommandContext } from '../command-context.ts';
import { examples, PATH_HELP, STORE_HELP } from '../help.ts';
import { printJson } from '../io.ts';
import { openStore, requireStore } from '../local-store.ts';
import { alertsPerOption, amountOption, readUserFile, settingsFrom, wholeNumber } from '../options.ts';
import { countProgress } from '../progress.ts';
import { withStore } from '../with-store.ts';
import { chosenDeliveries } from './run.ts';

interface BacktestOptions {
  readonly store?: string;
  readonly days: string;
  readonly team?: string;
  readonly minDollars?: string;
  readonly minPercent?: string;
  readonly alertsPer?: string;
  readonly budgets?: string;
  readonly config?: string;
  readonly export?: string;
  readonly cost?: string;
  readonly json?: boolean;
}

const DAYS_MAX = 3650;

const WHAT_HELP = `
Each stored delivery is judged again, as the pipeline did when it came, with what was known then and not a row more.
Without PATH: what the store holds, beside what was really sent. With PATH: deliveries that no pipeline has seen.
${PATH_HELP}`;

export function addBacktestCommand(program: Command, context: CommandContext): void {
  program
    .command('backtest [path]')
    .description('settings tried on the past: what would have been sent, and what was')
    .option('--store <dir>', STORE_HELP)
    .option('--days <n>', 'only the deliveries of the last n days', '90')
    .option('--team <name>', 'only this team, and its lowest floor without a false alarm to the dollar')
    .option('--min-dollars <amount>', 'a rise would count only from so many dollars above the usual')
    .option('--min-percent <percent>', 'and only from so many percent above the usual')
    .option('--alerts-per <span>', 'about one false alert per quarter, month or week and team')
    .option('--budgets <file>', 'budgets as .csv or .yml in the place of the stored ones')
    .option('--config <file>', 'billhook.yml: defaults, and for PATH attribution rules')
    .option('--export <name>', 'which one, where PATH holds several exports')
    .option('--cost <basis>', 'of PATH: unblended or net (default: unblended, or what --config says)')
    .option('--json', 'machine-readable output')
    .addHelpText('after', WHAT_HELP)
    .addHelpText(
      'after',
      examples(
        'backtest                                      by the settings of now, beside what was really sent',
        'backtest --team search --min-dollars 60       what a lower floor would have told, and when',
        'backtest --budgets next-year.csv --days 30    with other budgets',
        'backtest ./my-export --alerts-per month       deliveries in a folder, without any store',
      ),
    )
    .action((path: string | undefined, options: BacktestOptions) => backtest(path, options, context));
}

async function backtest(
  path: string | undefined,
  options: BacktestOptions,
  { io }: CommandContext,
): Promise<void> {
  const settings = settingsFrom(options);
  const tried = triedFrom(options);
  const progress = countProgress(io, 'deliveries');
  const query: Query = {
    defaults: evaluateSettingsOf(settings, {}).defaults,
    days: wholeNumber('--days', options.days, 1, DAYS_MAX),
    tried,
    quietFloors: true,
    onProgress: (done, of) => progress.note(`judging delivery ${done + 1} of ${of}`),
    ...(options.budgets === undefined ? {} : { budgets: budgetsFrom(options.budgets) }),
  };
  const done =
    path === undefined
      ? await ofStore(query, options)
      : await ofPath(path, query, settings, { ...options, note: progress.note });
  progress.done();
  refuseUnknownTeam(done.result, tried.team);
  const report = { ...done, tried };
  if (options.json === true) printJson(io, backtestJson(report));
  else io.out(backtestText(report, io));
}

type Query = BacktestQuery & { readonly budgets?: BudgetBook };

interface Done {
  readonly exportName: string;
  readonly result: Backtest;
  /** False where nothing was ever sent about these deliveries. */
  readonly wasLive: boolean;
}

async function ofStore(query: Query, options: BacktestOptions): Promise<Done> {
  return withStore(options, 'read', async ({ ports, exportName }) => {
    const result = await backtestExport(ports, exportName(), query);
    if (result.deliveries > 0) return { exportName: exportName(), result, wasLive: true };
    throw misconfigured(
      result.missing.length === 0
        ? 'nothing is stored yet; fill the store with: npx billhook run PATH --store DIR'
        : 'the deliveries are known, but what was in them is no longer kept; run them again: npx billhook backtest PATH',
      { file: requireStore(options.store), expected: 'at least one stored delivery' },
    );
  });
}

/** The pipeline's readers and a folder for what they have read, both gone at the end. */
async function ofPath(
  path: string,
  query: Query,
  settings: Settings,
  { note, ...options }: BacktestOptions & { readonly note: (text: string) => void },
): Promise<Done> {
  const source = await openSource(path);
  const found = chosenDeliveries(await discoverDeliveries(source, source.bucket, source.prefix), options);
  const exportName = found[0]?.exportName ?? '';
  const store = await openStore({ source, settings, use: 'write' });
  try {
    const deliveries = foundDeliveries(store.ports, found, {
      exportName,
      attribution: settings.attribution,
      cost: settings.cost,
      onProgress: (rows) => note(`reading: ${rows.toLocaleString('en-US')} rows`),
    });
    const budgets = query.budgets ?? { version: 0, budgets: [] };
    return {
      exportName,
      result: await backtestDeliveries(deliveries, { ...query, budgets }),
      wasLive: false,
    };
  } finally {
    await store.close();
  }
}

const triedFrom = ({ team, minDollars, minPercent, alertsPer }: BacktestOptions): Tried => ({
  ...(team === undefined ? {} : { team }),
  ...(minDollars === undefined
    ? {}
    : { minDollars: parsePico(String(amountOption('--min-dollars', minDollars))) }),
  ...(minPercent === undefined ? {} : { minPercent: amountOption('--min-percent', minPercent) }),
  ...(alertsPer === undefined ? {} : { alertsPer: alertsPerOption(alertsPer) }),
});

const budgetsFrom = (file: string): BudgetBook => ({
  version: 0,
  budgets: parseBudgets(readUserFile(file, 'budget file'), file),
});

function refuseUnknownTeam({ teams }: Backtest, team: string | undefined): void {
  if (team === undefined || teams.includes(team)) return;
  throw misconfigured('no delivery knows this team', {
    expected: `--team ${teams.toSorted(byText).join(' or ')}`,
    found: team,
  });
}
