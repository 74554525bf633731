import type { Command } from 'commander';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { isoInstant } from '../../../shared/domain/base/instant.ts';
import { periodStart } from '../../../shared/domain/base/period.ts';
import { rulesDigest } from '../../../shared/domain/charge/validate-attribution.ts';
import { discoverDeliveries, type FoundDelivery } from '../../../shared/flow/discover.ts';
import { evaluateExport } from '../../../shared/flow/evaluate.ts';
import { ingestDelivery } from '../../../shared/flow/ingest.ts';
import type { RecordedMessage } from '../../../shared/runtime/compose-local.ts';
import { openSource } from '../../../shared/runtime/open-source.ts';
import { parseBudgets, type Settings } from '../../../shared/runtime/settings.ts';
import type { CommandContext } from '../command-context.ts';
import { EXIT } from '../failure-output.ts';
import { examples, PATH_HELP } from '../help.ts';
import { type Io, printJson } from '../io.ts';
import { openStore, type Store } from '../local-store.ts';
import { checkFailOn, instantOption, readUserFile, settingsFrom } from '../options.ts';
import { countProgress } from '../progress.ts';
import { replaceBudgets } from '../replace-budgets.ts';
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
    .option('--as-of <time>', 'only deliveries made until then, judged as of then; UTC: 2026-11-18T12:00Z')
    .option('--export <name>', 'which one, where the folder holds several exports')
    .option('--cost <basis>', 'unblended or net (default: unblended, or what --config says)')
    .option('--fail-on <what>', 'exit 1 on: alerts')
    .addHelpText('after', `\n${PATH_HELP}`)
    .addHelpText(
      'after',
      examples(
        'run ./my-export                           every delivery in the folder, oldest first',
        'run ./my-export --budgets budgets.csv     with budgets: team,monthly_amount (USD)',
        'run s3://bucket/prefix --store .billhook  kept, for alerts, explain, report and the next run',
        'run ./my-export --fail-on alerts --json   in CI',
      ),
    )
    .action((path: string, options: RunOptions) => run(path, options, context));
}

async function run(path: string, options: RunOptions, { io, exitWith }: CommandContext): Promise<void> {
  const settings = settingsFrom(options);
  checkFailOn(options.failOn);
  const budgets =
    options.budgets === undefined
      ? undefined
      : parseBudgets(readUserFile(options.budgets, 'budget file'), options.budgets);
  const asOf = options.asOf === undefined ? undefined : instantOption('--as-of', options.asOf);
  const source = await openSource(path);
  const deliveries = chosenDeliveries(
    await discoverDeliveries(source, source.bucket, source.prefix),
    options,
    asOf,
  );
  const exportName = deliveries[0]?.exportName ?? '';
  const store = await openStore({
    source,
    settings,
    use: 'write',
    ...(options.store === undefined ? {} : { dir: options.store }),
  });
  try {
    store.claim(exportName);
    if (budgets !== undefined) await replaceBudgets(store.ports, budgets, 'billhook run --budgets');
    await followDeliveries(store, deliveries, { settings, asOf, io });
    const pointers = await store.ports.ledger.pointers(exportName);
    const alerts = await store.ports.alerts.recent(exportName);
    const messages = messageCounts(store.recorded());
    if (options.json === true) {
      printJson(io, { periods: pointers.map(periodJson), alerts: alerts.map(alertJson), messages });
    } else {
      const book = await store.ports.budgets.read();
      const kept = options.store === undefined ? {} : { store: options.store };
      io.out(runText({ exportName, pointers, alerts, budgets: book.budgets, messages, ...kept }, io));
    }
    if (options.failOn === 'alerts' && alerts.some((alert) => alert.state === 'firing'))
      exitWith(EXIT.findings);
  } finally {
    await store.close();
  }
}

interface Following {
  readonly settings: Settings;
  readonly asOf: number | undefined;
  readonly io: Io;
}

/** Each delivery as if it had just come in: read, published, judged, told. */
async function followDeliveries(
  store: Store,
  deliveries: readonly FoundDelivery[],
  { settings, asOf, io }: Following,
): Promise<void> {
  const progress = countProgress(io, 'rows read');
  const rules = rulesDigest(settings.attribution);
  let judged = false;
  let otherRules = false;
  for (const [index, delivery] of deliveries.entries()) {
    const note = deliveries.length === 1 ? undefined : `delivery ${index + 1} of ${deliveries.length}`;
    const result = await ingestDelivery(store.ports, delivery, {
      exportName: delivery.exportName,
      attribution: settings.attribution,
      cost: settings.cost,
      onProgress: (rows) => progress.count(rows, note),
    });
    if (result.outcome === 'published') refuseTimeBefore(result.pointer.billingPeriod, asOf);
    otherRules ||= result.outcome === 'stale' && result.visible.rulesDigest !== rules;
    // A known delivery was judged when it came; the last word is said again, since settings may have changed.
    judged = result.outcome === 'published';
    if (!judged && index < deliveries.length - 1) continue;
    progress.note(`${note === undefined ? '' : `${note}: `}judging …`);
    await judge(store, delivery.exportName, index === deliveries.length - 1 ? asOf : undefined);
  }
  progress.done();
  if (otherRules) {
    io.err(
      'Deliveries in this store keep the attribution rules they were read with; a fresh --store reads them anew.\n',
    );
  }
}

/** Nothing can be judged as of a time before the first bill begins. */
function refuseTimeBefore(period: string, asOf: number | undefined): void {
  if (asOf === undefined || asOf >= periodStart(period)) return;
  throw misconfigured('no delivery had been made by then', {
    expected: `--as-of not before ${isoInstant(periodStart(period))}`,
    found: isoInstant(asOf),
  });
}

/** One judgement and its messages, until no newer ledger came in between. */
async function judge(store: Store, exportName: string, asOf: number | undefined): Promise<void> {
  const settings = asOf === undefined ? store.settings : { ...store.settings, asOf };
  const result = await evaluateExport(store.ports, exportName, settings);
  if (result.outcome !== 'judged') return;
  await store.send(result.queued);
}

/** `withdrawn` are those of the edits that took an alert back. */
function messageCounts(recorded: readonly RecordedMessage[]) {
  return {
    posted: recorded.filter((one) => !one.edited).length,
    edited: recorded.filter((one) => one.edited).length,
    withdrawn: recorded.filter((one) => one.notification.data.ending === 'withdrawn').length,
  };
}

/** Those of one export that had been made by then. Throws Failure `misconfigured` where that leaves a question or none. */
export function chosenDeliveries(
  all: readonly FoundDelivery[],
  options: Pick<RunOptions, 'export' | 'asOf'>,
  asOf?: number,
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
  // Files copied today may hold last year's bill: only a delivery that tells its own time can be too new.
  const known = named.filter(
    ({ executedAt, isTimeKnown }) => asOf === undefined || !isTimeKnown || executedAt <= asOf,
  );
  if (known.length === 0) {
    throw misconfigured('no delivery had been made by then', {
      expected: `--as-of not before ${isoInstant(named[0]?.executedAt ?? 0)}`,
      found: options.asOf ?? '',
    });
  }
  return known;
}
