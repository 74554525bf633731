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
import { REPORTS, type Report, type ReportKind, reportOf } from '../report-rows.ts';
import { STORED_REPORTS, type StoredReport, storedReport } from '../stored-reports.ts';
import { csvTable, textTable } from '../table.ts';
import { withStore } from '../with-store.ts';

interface ReportOptions {
  readonly period?: string;
  readonly by?: string;
  readonly week?: string;
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
    .addArgument(new Argument('<kind>', 'which table').choices([...REPORTS, ...STORED_REPORTS]))
    .argument('[path]', 'an export, its files, or s3://bucket/prefix; without it, the store')
    .option('--period <month>', 'billing period YYYY-MM, a UTC month (default: the newest)')
    .option('--week <week>', 'of weekly: ISO week YYYY-Www (default: the newest that is delivered whole)')
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
    .action((kind: ReportKind | StoredReport, path: string | undefined, options: ReportOptions) =>
      report(kind, path, options, context),
    );
}

const REPORT_HELP = `
showback    Bedrock usage by team; credits, refunds, discounts and tax apart; sums to Bedrock's part of the bill
top         the ten dearest pairs of principal and model
untagged    principals whose usage no attribution rule gives to a team
models      by model and kind of token
principals  by principal and team
weekly      each team's week as Slack is told on Monday: dearest principals, against the week before and the plan
close       the month as finance is told: teams, credits and tax, what earlier months became; from the store, too
${examples(
  'report showback ./my-export --period 2026-11',
  'report showback --by project --format csv > showback.csv',
  'report weekly --week 2026-W47',
  'report close --period 2026-10 --format json',
)}`;

async function report(
  kind: ReportKind | StoredReport,
  path: string | undefined,
  options: ReportOptions,
  context: CommandContext,
): Promise<void> {
  if (options.period !== undefined) parsePeriod(options.period);
  const { report: table, ...of } = isStored(kind)
    ? await ofStore(kind, path, options)
    : await ofLedger(kind, path, options, context);
  const { columns, shown, exact, json } = table;
  const { io } = context;
  if (options.json === true || options.format === 'json') {
    printJson(io, { report: kind, ...of, rows: json });
  } else if (options.format === 'csv') {
    io.out(csvTable(exact.columns, exact.rows));
  } else if (json.length === 0) {
    io.out(`No Bedrock usage for this table in ${of.period}.\n`);
  } else {
    io.out(
      `${styleOf(io).bold(table.title ?? `Bedrock in ${of.period}`)}\n${textTable(columns, shown, io.width)}`,
    );
    if (table.note !== undefined) io.out(`${styleOf(io).dim(table.note)}\n`);
  }
}

const isStored = (kind: ReportKind | StoredReport): kind is StoredReport =>
  STORED_REPORTS.some((each) => each === kind);

function ofStore(kind: StoredReport, path: string | undefined, options: ReportOptions) {
  if (path !== undefined) {
    throw misconfigured(`${kind} needs budgets, alerts and earlier months: keep a store first`, {
      expected: `npx billhook run ${path} --store DIR, then report ${kind} --store DIR`,
      found: path,
    });
  }
  return withStore(options, 'read', (store) => storedReport(store, kind, options));
}

async function ofLedger(
  kind: ReportKind,
  path: string | undefined,
  options: ReportOptions,
  context: CommandContext,
): Promise<{ readonly report: Report; readonly period: string; readonly currency: string }> {
  const settings = settingsFrom(options);
  const read =
    path === undefined ? await fromStore(options) : await fromPath(path, options, settings, context);
  const { billingPeriod, currency } = read.pointer;
  const table = reportOf(kind, read.entries, read.pointer, options.by);
  return { report: table, period: billingPeriod, currency };
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
