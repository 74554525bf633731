import { Argument, type Command, Option } from 'commander';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { parsePeriod } from '../../../shared/domain/base/period.ts';
import { REGION_DIMENSION } from '../../../shared/domain/ledger/entry.ts';
import type { LedgerView } from '../../../shared/domain/ledger/snapshot.ts';
import { discoverDeliveries } from '../../../shared/flow/discover.ts';
import { foldDelivery } from '../../../shared/flow/ingest.ts';
import { openSource } from '../../../shared/runtime/open-source.ts';
import type { Settings } from '../../../shared/runtime/settings.ts';
import type { CommandContext } from '../command-context.ts';
import { examples, STORE_HELP } from '../help.ts';
import { printJson, styleOf } from '../io.ts';
import { requireStore } from '../local-store.ts';
import { settingsFrom } from '../options.ts';
import { countProgress } from '../progress.ts';
import { REPORTS, type ReportKind, reportOf } from '../report-rows.ts';
import { csvTable, textTable } from '../table.ts';
import { withStore } from '../with-store.ts';

interface ReportOptions {
  readonly period?: string;
  readonly by?: string;
  readonly format: 'table' | 'csv' | 'json';
  readonly json?: boolean;
  readonly store?: string;
  readonly config?: string;
  readonly cost?: string;
}

type Read = Pick<LedgerView, 'entries'> & {
  readonly pointer: Pick<LedgerView['pointer'], 'totals' | 'currency' | 'billingPeriod'>;
};

export function addReportCommand(program: Command, context: CommandContext): void {
  program
    .command('report')
    .description('spend tables of a billing period: what each team, principal or model cost')
    .addArgument(new Argument('<kind>', 'which table').choices([...REPORTS]))
    .argument('[path]', 'an export, its files, or s3://bucket/prefix; without it, the store')
    .option('--period <month>', 'billing period YYYY-MM, a UTC month (default: the newest)')
    .option('--by <tag>', 'showback by this tag key instead of by team, e.g. project, or by region')
    .addOption(
      new Option('--format <format>', 'csv has exact amounts')
        .choices(['table', 'csv', 'json'])
        .default('table'),
    )
    .option('--json', 'short for --format json')
    .option('--store <dir>', STORE_HELP)
    .option('--config <file>', 'billhook.yml with attribution rules, for a path')
    .option('--cost <basis>', 'unblended or net, for a path (default: unblended, or what --config says)')
    .addHelpText('after', REPORT_HELP)
    .action((kind: ReportKind, path: string | undefined, options: ReportOptions) =>
      report(kind, path, options, context),
    );
}

const REPORT_HELP = `
showback    Bedrock usage by team; credits, refunds, discounts and tax apart; sums to Bedrock's part of the bill
top         the ten dearest pairs of principal and model
untagged    principals whose usage no attribution rule gives to a team
models      by model and kind of token
principals  by principal and team
${examples(
  'report showback ./my-export --period 2026-11',
  'report showback --by project --format csv > showback.csv',
)}`;

async function report(
  kind: ReportKind,
  path: string | undefined,
  options: ReportOptions,
  context: CommandContext,
): Promise<void> {
  if (options.period !== undefined) parsePeriod(options.period);
  const settings = settingsFrom(options);
  const read =
    path === undefined ? await fromStore(options) : await fromPath(path, options, settings, context);
  const { billingPeriod, currency } = read.pointer;
  const { columns, shown, exact, json } = reportOf(kind, read.entries, read.pointer, options.by);
  const { io } = context;
  if (options.json === true || options.format === 'json') {
    printJson(io, { report: kind, period: billingPeriod, currency, rows: json });
  } else if (options.format === 'csv') {
    io.out(csvTable(exact.columns, exact.rows));
  } else if (json.length === 0) {
    io.out(`No Bedrock usage for this table in ${billingPeriod}.\n`);
  } else {
    io.out(`${styleOf(io).bold(`Bedrock in ${billingPeriod}`)}\n${textTable(columns, shown, io.width)}`);
  }
}

async function fromStore(options: ReportOptions): Promise<Read> {
  return withStore(options, 'read', async (store) => {
    const pointers = await store.ports.ledger.pointers(store.exportName());
    const pointer =
      options.period === undefined
        ? pointers.at(-1)
        : pointers.find((one) => one.billingPeriod === options.period);
    if (pointer !== undefined) return store.ports.ledger.view(pointer);
    throw misconfigured('the store has no ledger of this period', {
      file: requireStore(options.store),
      expected: pointers.map((one) => one.billingPeriod).join(' or ') || 'a run with --store first',
      found: options.period ?? 'nothing',
    });
  });
}

async function fromPath(
  path: string,
  options: ReportOptions,
  settings: Settings,
  { io }: CommandContext,
): Promise<Read> {
  const source = await openSource(path);
  const found = await discoverDeliveries(source, source.bucket, source.prefix);
  const wanted = found.filter(
    (one) => options.period === undefined || (one.billingPeriod ?? options.period) === options.period,
  );
  const newest = wanted
    .toSorted(
      (a, b) => (a.billingPeriod ?? '').localeCompare(b.billingPeriod ?? '') || a.executedAt - b.executedAt,
    )
    .at(-1);
  if (newest === undefined) {
    throw misconfigured('there is no delivery of this period here', {
      file: path,
      expected: [...new Set(found.map((one) => one.billingPeriod ?? 'bare files'))].join(' or '),
      found: options.period ?? '',
    });
  }
  // Regions have a ledger of their own whatever is asked for.
  const asked = options.by === undefined || options.by === REGION_DIMENSION ? [] : [options.by];
  const tagDimensions = [...new Set([...settings.attribution.tagDimensions, ...asked])];
  const progress = countProgress(io, 'rows read');
  const snapshot = await foldDelivery(source, newest, {
    exportName: newest.exportName,
    attribution: { ...settings.attribution, tagDimensions },
    cost: settings.cost,
    onProgress: progress.count,
  });
  progress.done();
  return { entries: snapshot.entries, pointer: snapshot };
}
