import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Command, Option } from 'commander';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { parsePeriod } from '../../../shared/domain/base/period.ts';
import { BULK_ROWS_MAX, BULK_ROWS_MIN, bulkDeliveries } from '../../../shared/synthetic/bulk.ts';
import type { DeliveryMode, SyntheticFormat } from '../../../shared/synthetic/layout.ts';
import { type WrittenDelivery, writeDelivery } from '../../../shared/synthetic/write-delivery.ts';
import type { CommandContext } from '../command-context.ts';
import { examples } from '../help.ts';
import { type Io, printJson } from '../io.ts';
import { wholeNumber } from '../options.ts';
import { countProgress } from '../progress.ts';

interface GenerateOptions {
  readonly rows: string;
  readonly out: string;
  readonly format: SyntheticFormat;
  readonly period: string;
  readonly principals: string;
  readonly deliveries: string;
  readonly seed: string;
  readonly mode: DeliveryMode;
  readonly export: string;
  readonly rowsPerFile: string;
  readonly json?: boolean;
}

export function addGenerateCommand(program: Command, { io }: CommandContext): void {
  program
    .command('generate')
    .description('realistic CUR 2.0 deliveries: both Bedrock billing shapes beside other services')
    .requiredOption('--rows <n>', 'rows of the last delivery, from 100')
    .requiredOption('--out <dir>', 'where to write; a Data Export folder is made in it')
    .addOption(
      new Option('--format <format>', 'of the data files').choices(['parquet', 'csv']).default('parquet'),
    )
    .addOption(
      new Option('--mode <mode>', 'delivery mode').choices(['create-new', 'overwrite']).default('create-new'),
    )
    .option('--period <month>', 'billing period YYYY-MM, a UTC month', '2026-10')
    .option('--principals <n>', 'callers', '200')
    .option('--deliveries <n>', 'successive restatements of the month', '1')
    .option('--seed <n>', 'the same seed gives the same bytes', '1')
    .option('--rows-per-file <n>', 'rows a data file', '400000')
    .option('--export <name>', 'name of the export', 'synthetic-cur2')
    .option('--json', 'print what was written, with its exact totals')
    .addHelpText(
      'after',
      examples(
        'generate --rows 3000 --deliveries 3 --out ./sample',
        'generate --rows 1000000 --format csv --out ./big',
      ),
    )
    .action((options: GenerateOptions) => generate(options, io));
}

async function generate(options: GenerateOptions, io: Io): Promise<void> {
  const bulk = bulkDeliveries({
    rows: wholeNumber('--rows', options.rows, BULK_ROWS_MIN, BULK_ROWS_MAX),
    seed: wholeNumber('--seed', options.seed, 0),
    period: parsePeriod(options.period),
    principals: wholeNumber('--principals', options.principals, 1, PRINCIPALS_MAX),
    deliveries: wholeNumber('--deliveries', options.deliveries, 1, DELIVERIES_MAX),
  });
  const place = {
    bucket: 'synthetic-bucket',
    prefix: '',
    exportName: exportNameOf(options.export),
    mode: options.mode,
    format: options.format,
    rowsPerFile: wholeNumber('--rows-per-file', options.rowsPerFile, 1),
  };
  const sink = {
    put: async (key: string, bytes: Uint8Array) => {
      const path = join(options.out, key);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
    },
  };
  const written: WrittenDelivery[] = [];
  for (const delivery of bulk) {
    // In overwrite mode a shorter delivery empties the chunks of the one before.
    const chunksBefore = written.at(-1)?.dataKeys.length ?? 0;
    const progress = countProgress(io, 'rows written');
    const truth = await writeDelivery(delivery, { ...place, chunksBefore }, sink, progress.count);
    const files = `${truth.dataKeys.length} ${truth.dataKeys.length === 1 ? 'file' : 'files'}`;
    progress.done(
      `${truth.period}: ${truth.rows.toLocaleString('en-US')} rows, ${truth.cost} USD, in ${files} under ${join(options.out, options.export)}`,
    );
    written.push(truth);
  }
  if (options.json === true) printJson(io, { deliveries: written });
}

const PRINCIPALS_MAX = 1_000_000;
const DELIVERIES_MAX = 200;

/** It becomes a folder's name. */
function exportNameOf(text: string): string {
  if (/^[\w-][\w.-]{0,127}$/.test(text)) return text;
  throw misconfigured('not a name for an export', {
    expected: '--export of up to 128 letters, digits, - and _',
    found: text,
  });
}
