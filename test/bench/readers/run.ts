// node test/bench/readers/run.ts [--help]: Billhook and other readers answer the same question about the same file.
import { parseArgs } from 'node:util';
import { type Io, processIo } from '../../../functions/cli/io.ts';
import { progressOn } from '../../../functions/cli/progress.ts';
import { benchCommand, runsOf } from './bench-command.ts';
import { CONTENDER_NAMES, chosenContenders } from './contenders.ts';
import { processTable, warmTable } from './table.ts';
import { FILE_FLAGS, FILE_USAGE, fileOfFlags } from './test-file.ts';

const WARM_RUNS = 9;
const USAGE = `node test/bench/readers/run.ts [flags]: the file is made when it is not there
${FILE_USAGE}
  --only a,b           ${CONTENDER_NAMES.slice(0, 5).join(', ')},
                       ${CONTENDER_NAMES.slice(5).join(', ')} (those that read the file)
  --runs 7             rounds after one that only warms the caches
  --warm               time of a reading in one process (median of ${WARM_RUNS}) instead of whole processes
`;

async function main(io: Io): Promise<readonly string[]> {
  const { values } = parseArgs({
    options: {
      ...FILE_FLAGS,
      only: { type: 'string' },
      runs: { type: 'string' },
      warm: { type: 'boolean' },
    },
  });
  const warm = values.warm === true;
  const file = fileOfFlags(values);
  const runs = runsOf(values.runs);
  const contenders = chosenContenders({
    format: file.kind === 'csv' ? 'csv' : 'parquet',
    warm,
    only: values.only?.split(','),
  });
  const { machine, measureFile } = await import('./measure-file.ts');
  const settings = { runs, warmRuns: warm ? WARM_RUNS : undefined };
  const { name, results, answer, wrong } = await measureFile(file, contenders, settings, progressOn(io));
  io.out(`${name}, medians of ${runs} rounds, ratios to the first line; ${machine()}\n\n`);
  io.out(`${(warm ? warmTable : processTable)(results)}\n`);
  if (wrong.length === 0) io.err(`all agree: ${JSON.stringify(answer)}\n`);
  return wrong;
}

await benchCommand(processIo(), USAGE, main);
