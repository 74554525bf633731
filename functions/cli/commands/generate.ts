import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Command, Option } from 'commander';
import { misconfigured } from '../../../shared/domain/base/failure.ts';
import { parsePeriod } from '../../../shared/domain/base/period.ts';
import { bulkDeliveries } from '../../../shared/synthetic/bulk.ts';
import type { DeliveryMode, SyntheticFormat } from '../../../shared/synthetic/layout.ts';
import { type WrittenDelivery, writeDelivery } from '../../../shared/synthetic/write-delivery.ts';
import { printJson } from '../io.ts';
import type { CommandContext } from '../program.ts';
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
    .requiredOption('--rows <n>', 'rows of the last delivery')
    .requiredOption('--out <dir>', 'where to write; a Data Export folder is made in it')
    .addOption(new Option('--format <format>').choices(['parquet', 'csv']).default('parquet'))
    .addOption(
      new Option('--mode <mode>', 'delivery mode').choices(['create-new', 'overwrite']).default('create-new'),
    )
    .option('--period <month>', 'billing period YYYY-MM', '2026-10')
    .option('--principals <n>', 'callers', '200')
    .option('--deliveries <n>', 'successive restatements of the month', '1')
    .option('--seed <n>', 'the same seed gives the same bytes', '1')
    .option('--rows-per-file <n>', 'rows a data file', '400000')
    .option('--export <name>', 'name of the export', 'synthetic-cur2')
    .option('--json', 'print what was written, with its exact totals')
    .action(async (options: GenerateOptions) => {
      const whole = (name: string, text: string, min: number): number => wholeNumber(name, text, min);
      const bulk = bulkDeliveries({
        rows: whole('--rows', options.rows, 1),
        seed: whole('--seed', options.seed, 0),
        period: parsePeriod(options.period),
        principals: whole('--principals', options.principals, 1),
        deliveries: whole('--deliveries', options.deliveries, 1),
      });
      const place = {
        bucket: 'synthetic-bucket',
        prefix: '',
        exportName: options.export,
        mode: options.mode,
        format: options.format,
        rowsPerFile: whole('--rows-per-file', options.rowsPerFile, 1),
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
        progress.done(
          `${truth.period}: ${truth.rows.toLocaleString('en-US')} rows, $${truth.cost}, in ${truth.dataKeys.length} ${truth.dataKeys.length === 1 ? 'file' : 'files'} under ${options.out}/${options.export}`,
        );
        written.push(truth);
      }
      if (options.json === true) printJson(io, { deliveries: written });
    });
}

function wholeNumber(name: string, text: string, min: number): number {
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < min) {
    throw misconfigured('not a whole number', { expected: `${name} of at least ${min}`, found: text });
  }
  return value;
}
