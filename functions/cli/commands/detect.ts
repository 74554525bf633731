import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { isoInstant, startOfHour } from '../../../shared/domain/base/instant.ts';
import { parsePico, picoText } from '../../../shared/domain/base/money.ts';
import { EVALUATION_DEFAULTS, type EvaluationDefaults } from '../../../shared/domain/evaluation/defaults.ts';
import type { FindingScope } from '../../../shared/domain/evaluation/finding.ts';
import { sensitivityOf } from '../../../shared/domain/evaluation/sensitivity.ts';
import { detectInDeliveries, detectInSeries } from '../../../shared/flow/detect.ts';
import type { SeriesMessage } from '../../../shared/flow/replay-series.ts';
import { csvCell, readSeriesFile } from '../../../shared/runtime/series-file.ts';
import type { CommandContext } from '../command-context.ts';
import { examples } from '../help.ts';
import { type Io, printJson } from '../io.ts';
import { alertsPerOption, amountOption } from '../options.ts';
import { countProgress } from '../progress.ts';

interface DetectOptions {
  readonly json?: boolean;
  readonly input?: string;
  readonly deliveries?: string;
  readonly output?: string;
  readonly notes?: boolean;
  readonly alertsPer: string;
  readonly minDollars?: string;
  readonly minPercent?: string;
}

const FILES_HELP = `
series.csv      series_id,timestamp,cost         hourly, or daily where all times are midnights; zeros may be left out
deliveries.csv  as_of,series_id,timestamp,cost   what each delivery changed, in the order of as_of

A series_id is team, team/principal or team/principal/model; parents are the sums of their children.
The alert at a time knows only what was known by then. One row a message:
series_id,timestamp_of_alert,score,kind,started_at (UTC; score: one in 10^score windows costs as much by chance).`;

export function addDetectCommand(program: Command, { io }: CommandContext): void {
  program
    .command('detect')
    .description('the judgement alone, on series of your own: replayed step by step, never looking ahead')
    .option('--input <series.csv>', 'costs by hour or day, all of them final')
    .option('--deliveries <deliveries.csv>', 'costs as they became known, delivery by delivery')
    .option('--output <alerts.csv>', 'write the alerts here (default: stdout)')
    .option('--alerts-per <span>', 'about one false alert per quarter, month or week and team', 'quarter')
    .option('--min-dollars <amount>', 'a rise counts only from so many dollars above the usual')
    .option('--min-percent <percent>', 'and only from so many percent above the usual')
    .option(
      '--notes',
      'also what is no rise: workloads that stopped, models that are seen for the first time',
    )
    .option('--json', 'machine-readable output')
    .addHelpText('after', FILES_HELP)
    .addHelpText(
      'after',
      examples(
        'detect --input series.csv --output alerts.csv',
        'detect --deliveries deliveries.csv --output alerts.csv --alerts-per month',
      ),
    )
    .action((options: DetectOptions) => detect(options, io));
}

async function detect(options: DetectOptions, io: Io): Promise<void> {
  const defaults = defaultsFrom(options);
  const { input, deliveries } = options;
  if ((input === undefined) === (deliveries === undefined)) {
    throw misconfigured('one file is needed', { expected: '--input FILE or --deliveries FILE' });
  }
  const progress = countProgress(io, input === undefined ? 'deliveries judged' : 'steps judged');
  const settings = { defaults, notes: options.notes === true, onProgress: progress.count };
  const file = input ?? deliveries ?? '';
  const messages =
    input === undefined
      ? await detectInDeliveries(readSeriesFile(file, true), { ...settings, file })
      : await detectInSeries(readSeriesFile(input, false), settings);
  progress.done();
  const rows = messages.map(alertRow);
  if (options.output !== undefined) writeFileSync(options.output, csvOf(rows));
  if (options.json === true) printJson(io, { alerts: rows });
  else if (options.output === undefined) io.out(csvOf(rows));
  else io.err(`${rows.length} ${rows.length === 1 ? 'alert' : 'alerts'} written to ${options.output}\n`);
}

function defaultsFrom(options: DetectOptions): EvaluationDefaults {
  const { minDollars, minPercent } = options;
  return {
    ...EVALUATION_DEFAULTS,
    ...sensitivityOf(alertsPerOption(options.alertsPer)),
    // A floor that was asked for is the floor: no share of the team's day beside it.
    ...(minDollars === undefined
      ? {}
      : { minDollars: parsePico(String(amountOption('--min-dollars', minDollars))), teamShareMin: 0 }),
    ...(minPercent === undefined ? {} : { minPercent: amountOption('--min-percent', minPercent) }),
  };
}

interface AlertRow {
  readonly series_id: string;
  readonly timestamp_of_alert: string;
  readonly score: number;
  readonly kind: string;
  readonly started_at: string;
  readonly reason: string;
  readonly cost_per_hour: string;
  readonly usual_per_hour: string;
}

const alertRow = ({ at, finding, reason }: SeriesMessage): AlertRow => ({
  series_id: seriesName(finding.scope),
  timestamp_of_alert: isoInstant(at).replace('.000Z', 'Z'),
  score: finding.baseline?.score ?? 0,
  kind: finding.rule,
  started_at: isoInstant(startOfHour(finding.startedAt)).replace('.000Z', 'Z'),
  reason,
  cost_per_hour: picoText(finding.costPerHour),
  usual_per_hour: picoText(finding.usualPerHour),
});

const seriesName = ({ team, principal, model }: FindingScope): string =>
  [team, principal, model].filter((part) => part !== undefined && part !== '').join('/');

const COLUMNS = ['series_id', 'timestamp_of_alert', 'score', 'kind', 'started_at'] as const;

const csvOf = (rows: readonly AlertRow[]): string =>
  [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((name) => csvCell(String(row[name]))).join(','))]
    .map((line) => `${line}\n`)
    .join('');
