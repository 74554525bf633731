import { Argument, type Command, Option } from 'commander';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { parsePeriod } from '../../../shared/domain/base/period.ts';
import type { LedgerView } from '../../../shared/domain/ledger/snapshot.ts';
import { discoverDeliveries } from '../../../shared/flow/discover.ts';
import { foldDelivery } from '../../../shared/flow/ingest.ts';
import { openSource } from '../../../shared/runtime/open-source.ts';
import type { Settings } from '../../../shared/runtime/settings.ts';
import { printJson } from '../io.ts';
import { openStore, requireStore } from '../local-store.ts';
import { settingsFrom } from '../options.ts';
import type { CommandContext } from '../program.ts';
import { countProgress } from '../progress.ts';
import { REPORTS, type ReportKind, reportOf } from '../report-rows.ts';
import { csvTable, textTable } from '../table.ts';

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
    .description('spend tables: what each team, principal or model cost')
    .addArgument(new Argument('<kind>', 'which table').choices([...REPORTS]))
    .argument('[path]', 'an export, its files, or s3://bucket/prefix; without it, the store')
    .option('--period <month>', 'billing period YYYY-MM (default: the newest)')
    .option('--by <tag>', 'by this tag key instead of by team, e.g. project')
    .addOption(new Option('--format <format>').choices(['table', 'csv', 'json']).default('table'))
    .option('--json', 'short for --format json')
    .option('--store <dir>', 'the store of an earlier run')
    .option('--config <file>', 'billhook.yml with attribution rules')
    .option('--cost <basis>', 'unblended or net')
    .action(async (kind: ReportKind, path: string | undefined, options: ReportOptions) => {
      if (options.period !== undefined) parsePeriod(options.period);
      const settings = settingsFrom(options);
      const read =
        path === undefined
          ? await fromStore(options, settings)
          : await fromPath(path, options, settings, context);
      const report = reportOf(kind, read.entries, read.pointer, options.by);
      const { io } = context;
      if (options.json === true || options.format === 'json') {
        printJson(io, {
          report: kind,
          period: read.pointer.billingPeriod,
          currency: read.pointer.currency,
          rows: report.json,
        });
      } else if (options.format === 'csv') {
        io.out(
          csvTable(
            report.columns.map((column) => column.title),
            report.exact,
          ),
        );
      } else {
        io.out(textTable(report.columns, report.shown, io.width));
      }
    });
}

async function fromStore(options: ReportOptions, settings: Settings): Promise<Read> {
  const store = await openStore({ dir: requireStore(options.store), settings });
  try {
    const pointers = await store.ports.ledger.pointers(await store.exportName());
    const pointer =
      options.period === undefined
        ? pointers.at(-1)
        : pointers.find((one) => one.billingPeriod === options.period);
    if (pointer === undefined) {
      throw misconfigured('the store has no ledger of this period', {
        file: options.store ?? '',
        expected: pointers.map((one) => one.billingPeriod).join(', ') || 'a run with --store first',
        found: options.period ?? 'nothing',
      });
    }
    return await store.ports.ledger.view(pointer);
  } finally {
    await store.close();
  }
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
      expected: [...new Set(found.map((one) => one.billingPeriod ?? '?'))].join(', '),
      found: options.period ?? '',
    });
  }
  const tagDimensions = [
    ...new Set([...settings.attribution.tagDimensions, ...(options.by === undefined ? [] : [options.by])]),
  ];
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
