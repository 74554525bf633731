// node test/bench/readers/matrix.ts [--help]: how sizes, writers, row groups and principals change what reading costs.
import { parseArgs } from 'node:util';
import { type Io, processIo } from '../../../functions/cli/io.ts';
import { progressOn } from '../../../functions/cli/progress.ts';
import { benchCommand, runsOf } from './bench-command.ts';
import { chosenContenders } from './contenders.ts';
import { fileHead, fileLine } from './table.ts';
import { type TestFile, testFile } from './test-file.ts';

const USAGE = `node test/bench/readers/matrix.ts [flags]: one line for each of many files; they are made when they are not there
  --only a,b  readers, of which the first is what the others are compared with (default: billhook,duckdb)
  --runs 7    rounds after one that only warms the caches
`;

const MILLION = 1_000_000;

/** What differs from 1,000,000 rows by parquet-rs with pages v1, 2,000 principals. */
const FILES: readonly TestFile[] = [
  { rows: 200_000 },
  {},
  { rows: 5 * MILLION },
  { groupRows: 20_000 },
  { groupRows: 100_000 },
  { dictionaries: false },
  { kind: 'v2' as const },
  { kind: 'v2' as const, principals: 200_000 },
  { kind: 'duck' as const },
  { principals: 200 },
  { principals: 20_000 },
  { principals: 200_000 },
].map((wishes) => testFile({ rows: MILLION, ...wishes }));

async function main(io: Io): Promise<readonly string[]> {
  const { values } = parseArgs({ options: { only: { type: 'string' }, runs: { type: 'string' } } });
  const runs = runsOf(values.runs);
  const only = (values.only ?? 'billhook,duckdb').split(',');
  const contenders = chosenContenders({ format: 'parquet', warm: false, noTag: false, only });
  const { machine, measureFile } = await import('./measure-file.ts');
  const progress = progressOn(io);
  io.out(`medians of ${runs} rounds; ${machine()}\n\n${fileHead(contenders)}\n`);
  const wrong: string[] = [];
  for (const file of FILES) {
    const measured = await measureFile(file, contenders, { runs, warmRuns: undefined }, progress);
    io.out(`${fileLine(measured.name, contenders, measured.results)}\n`);
    wrong.push(...measured.wrong.map((sentence) => `${measured.name}: ${sentence}`));
  }
  return wrong;
}

await benchCommand(processIo(), USAGE, main);
