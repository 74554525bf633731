// node test/bench/readers/run.ts [--help]: Billhook and other readers answer the same question about the same file.
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { processIo } from '../../../functions/cli/io.ts';
import { progressOn } from '../../../functions/cli/progress.ts';
import { disagreements } from './agree.ts';
import { CONTENDER_NAMES, chosenContenders } from './contenders.ts';
import { createStopwatch } from './measure.ts';
import { builtPrograms } from './programs.ts';
import { playRounds } from './rounds.ts';
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

const io = processIo();
const { values } = parseArgs({
  options: {
    ...FILE_FLAGS,
    only: { type: 'string' },
    runs: { type: 'string' },
    warm: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

async function main(): Promise<void> {
  const progress = progressOn(io);
  const file = fileOfFlags(values);
  const runs = Number(values.runs ?? 7);
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs is a whole number from 1 on');
  const warm = values.warm === true;
  const contenders = chosenContenders({
    format: file.kind === 'csv' ? 'csv' : 'parquet',
    warm,
    only: values.only?.split(','),
  });
  const stopwatch = createStopwatch(cpus().length);
  const { madeFile } = await import('./make-file.ts');
  const path = await madeFile(file, progress);
  const programs = await builtPrograms(contenders.map(({ program }) => program));
  const plan = { contenders, file: path, runs, warmRuns: warm ? WARM_RUNS : undefined, programs };
  const results = await playRounds(plan, stopwatch, (round, { name }) =>
    progress.update(`${round === 0 ? 'warming up' : `round ${round} of ${runs}`}: ${name}`),
  );
  progress.done();
  const where = `Node ${process.versions.node}, ${cpus()[0]?.model}, one thread ${stopwatch.canPin ? 'pinned to one core' : 'not pinned'}`;
  io.out(`${basename(path)}, medians of ${runs} rounds, ratios to the first line; ${where}\n\n`);
  io.out(`${(warm ? warmTable : processTable)(contenders, results)}\n`);
  const answers = contenders.map(({ name }) => [name, results.get(name)!.at(-1)!.answer] as const);
  const wrong = disagreements(answers);
  io.err(wrong.length === 0 ? `all agree: ${JSON.stringify(answers[0]?.[1])}\n` : `${wrong.join('\n')}\n`);
  if (wrong.length > 0) process.exitCode = 1;
}

if (values.help === true) io.out(USAGE);
else if (!existsSync(fileURLToPath(new URL('node_modules', import.meta.url)))) {
  io.err('the other readers are not installed: npm ci --prefix test/bench/readers\n');
  process.exitCode = 2;
} else {
  await main().catch((error: unknown) => {
    io.err(`${error instanceof Error ? error.message : error}\n${USAGE}`);
    process.exitCode = 2;
  });
}
