import type { Command } from 'commander';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { parseInstant } from '../../../shared/domain/base/instant.ts';
import { discoverDeliveries, type FoundDelivery } from '../../../shared/flow/discover.ts';
import { evaluateExport } from '../../../shared/flow/evaluate.ts';
import { ingestDelivery } from '../../../shared/flow/ingest.ts';
import { sendMessage } from '../../../shared/flow/notify.ts';
import { openSource } from '../../../shared/runtime/open-source.ts';
import { parseBudgets } from '../../../shared/runtime/settings.ts';
import { EXIT } from '../failure-output.ts';
import { printJson } from '../io.ts';
import { openStore, type Store } from '../local-store.ts';
import { readUserFile, settingsFrom } from '../options.ts';
import type { CommandContext } from '../program.ts';
import { countProgress } from '../progress.ts';
import { alertJson, periodJson } from '../run-json.ts';
import { runText } from '../run-text.ts';

interface RunOptions {
  readonly json?: boolean;
  readonly store?: string;
  readonly config?: string;
  readonly budgets?: string;
  readonly asOf?: string;
  readonly export?: string;
  readonly cost?: string;
  readonly failOn?: string;
}

export function addRunCommand(program: Command, context: CommandContext): void {
  program
    .command('run <path>')
    .description('deliveries through the whole pipeline on the embedded store: ledger, alerts, spend by team')
    .option('--json', 'machine-readable output')
    .option('--store <dir>', 'keep ledger, budgets and alerts here between runs (default: forget them)')
    .option('--config <file>', 'billhook.yml: attribution rules and defaults')
    .option('--budgets <file>', 'budgets as .csv or .yml; replaces those in the store')
    .option(
      '--as-of <time>',
      'only deliveries made until then, judged as of then (UTC, e.g. 2026-11-18T12:00Z)',
    )
    .option('--export <name>', 'where the folder holds several exports')
    .option('--cost <basis>', 'unblended or net')
    .option('--fail-on <what>', 'exit 1 on: alerts')
    .addHelpText(
      'after',
      '\nPATH is a Data Export folder, a manifest, .parquet or .csv(.gz) files, or s3://bucket/prefix.',
    )
    .action((path: string, options: RunOptions) => run(path, options, context));
}

async function run(path: string, options: RunOptions, { io, exitWith }: CommandContext): Promise<void> {
  const settings = settingsFrom(options);
  if (options.failOn !== undefined && options.failOn !== 'alerts') {
    throw misconfigured('not something to fail on', { expected: '--fail-on alerts', found: options.failOn });
  }
  const budgets =
    options.budgets === undefined
      ? undefined
      : parseBudgets(readUserFile(options.budgets, 'budget file'), options.budgets);
  const asOf = options.asOf === undefined ? undefined : parseInstant(options.asOf);
  const source = await openSource(path);
  const all = await discoverDeliveries(source, source.bucket, source.prefix);
  const deliveries = chosen(all, options, asOf);
  const store = await openStore({
    source,
    settings,
    ...(options.store === undefined ? {} : { dir: options.store }),
  });
  try {
    if (budgets !== undefined) {
      const { version } = await store.ports.budgets.read();
      await store.ports.budgets.replace(budgets, version, 'billhook run --budgets', store.ports.clock.now());
    }
    const exportName = deliveries[0]?.exportName ?? '';
    store.claim(exportName);
    const progress = countProgress(io, 'rows read');
    for (const [index, delivery] of deliveries.entries()) {
      await ingestDelivery(store.ports, delivery, {
        exportName,
        attribution: settings.attribution,
        cost: settings.cost,
        onProgress: (rows) => progress.count(rows, `delivery ${index + 1} of ${deliveries.length}`),
      });
      await judge(store, exportName, asOf);
    }
    progress.done();
    const pointers = await store.ports.ledger.pointers(exportName);
    const alerts = await store.ports.alerts.recent(exportName);
    const messages = {
      posted: store.recorded().filter((one) => !one.edited).length,
      edited: store.recorded().filter((one) => one.edited).length,
      withdrawn: 0,
    };
    if (options.json === true) {
      printJson(io, { periods: pointers.map(periodJson), alerts: alerts.map(alertJson), messages });
    } else {
      const book = await store.ports.budgets.read();
      io.out(runText({ exportName, pointers, alerts, budgets: book.budgets, messages }, io));
    }
    if (options.failOn === 'alerts' && alerts.some((alert) => alert.state === 'firing'))
      exitWith(EXIT.findings);
  } finally {
    await store.close();
  }
}

/** One judgement and its messages, until no newer ledger came in between. */
async function judge(store: Store, exportName: string, asOf: number | undefined): Promise<void> {
  const settings = asOf === undefined ? store.settings : { ...store.settings, asOf };
  const result = await evaluateExport(store.ports, exportName, settings);
  if (result.outcome !== 'judged') return;
  for (const id of result.queued) await sendMessage(store.ports, id);
}

function chosen(
  all: readonly FoundDelivery[],
  options: RunOptions,
  asOf: number | undefined,
): readonly FoundDelivery[] {
  const names = [...new Set(all.map((delivery) => delivery.exportName))];
  const name = options.export ?? names[0];
  if (options.export === undefined && names.length > 1) {
    throw misconfigured('there are several exports here; choose one with --export', {
      found: names.join(', '),
    });
  }
  const named = all.filter((delivery) => delivery.exportName === name);
  if (named.length === 0) {
    throw misconfigured('there is no such export here', {
      expected: names.join(', '),
      found: options.export ?? 'none',
    });
  }
  const known = asOf === undefined ? named : named.filter((delivery) => delivery.executedAt <= asOf);
  if (known.length === 0) {
    throw misconfigured('no delivery had been made by then', {
      expected: `--as-of not before ${new Date(named[0]?.executedAt ?? 0).toISOString()}`,
      found: options.asOf ?? '',
    });
  }
  return known;
}
