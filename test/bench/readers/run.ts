// node test/bench/readers/run.ts [--help]: Billhook and other readers answer the same question about the same file.
import { parseArgs } from 'node:util';
import { type Io, processIo } from '../../../functions/cli/io.ts';
import { progressOn } from '../../../functions/cli/progress.ts';
import { benchCommand, runsOf } from './bench-command.ts';
import { CONTENDER_NAMES, chosenContenders } from './contenders.ts';
import { coldTable, processTable, warmTable } from './table.ts';
import { FILE_FLAGS, FILE_USAGE, fileOfFlags } from './test-file.ts';

const WARM_RUNS = 9;
const COLD_RUNS = 21;
const COLD_ROWS = 10;
const USAGE = `node test/bench/readers/run.ts [flags]: the file is made when it is not there
${FILE_USAGE}
  --only a,b           ${CONTENDER_NAMES.slice(0, 5).join(', ')},
                       ${CONTENDER_NAMES.slice(5).join(', ')} (those that read the file)
  --runs 7             rounds after one that only warms the caches
  --no-tag             the question without the team's tag (Billhook, DuckDB)
  --cold               import and first row above an empty Node (Billhook, ${COLD_RUNS} pairs, ${COLD_ROWS} rows)
  --warm               time of a reading in one process (median of ${WARM_RUNS}) instead of whole processes
`;

async function main(io: Io): Promise<readonly string[]> {
  const { values } = parseArgs({
    options: {
      ...FILE_FLAGS,
      only: { type: 'string' },
      runs: { type: 'string' },
      warm: { type: 'boolean' },
      cold: { type: 'boolean' },
      'no-tag': { type: 'boolean' },
    },
  });
  if (values.cold === true) return cold(io, values);
  const warm = values.warm === true;
  const file = fileOfFlags(values);
  const runs = runsOf(values.runs);
  const contenders = chosenContenders({
    format: file.kind === 'csv' ? 'csv' : 'parquet',
    warm,
    noTag: values['no-tag'] === true,
    only: values.only?.split(','),
  });
  const { machine, measureFile } = await import('./measure-file.ts');
  const settings = { runs, warmRuns: warm ? WARM_RUNS : undefined };
  const { name, fileBytes, results, answer, wrong } = await measureFile(
    file,
    contenders,
    settings,
    progressOn(io),
  );
  io.out(`${name}, medians of ${runs} rounds, ratios to the first line; ${machine()}\n\n`);
  io.out(`${warm ? warmTable(results) : processTable(results, fileBytes)}\n`);
  if (wrong.length === 0) io.err(`all agree: ${JSON.stringify(answer)}\n`);
  return wrong;
}

async function cold(io: Io, values: Parameters<typeof fileOfFlags>[0]): Promise<readonly string[]> {
  const file = fileOfFlags({ rows: `${COLD_ROWS}`, ...values });
  const { measureCold } = await import('./cold.ts');
  const runs = runsOf(typeof values.runs === 'string' ? values.runs : `${COLD_RUNS}`);
  io.out(`${coldTable(await measureCold(file, runs, progressOn(io)))}\n`);
  return [];
}

await benchCommand(processIo(), USAGE, main);
