// node test/bench/readers/agree-rollup.ts [count] [seed]: generated exports, and the same ones written by DuckDB, summed by SQL.
import { type Io, processIo } from '../../../functions/cli/io.ts';
import { countProgress } from '../../../functions/cli/progress.ts';
import { benchCommand } from './bench-command.ts';

const USAGE = `node test/bench/readers/agree-rollup.ts [count] [seed]
Writes [count] small exports of all layouts (default: 200, seed 1), lets DuckDB write each of them once more, and compares
what DuckDB's SQL and Billhook find in them: rows, costs and usage amounts by group, to the last digit.
`;

function numberAt(place: number, usual: number): number {
  const number = Number(process.argv[place] ?? usual);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new Error(`"${process.argv[place]}" is not a whole number`);
}

async function main(io: Io): Promise<readonly string[]> {
  const [count, seed] = [numberAt(2, 200), numberAt(3, 1)];
  const { checkRollups } = await import('./check-rollup.ts');
  const progress = countProgress(io, 'exports read by DuckDB and by Billhook');
  const { files, rows, groups, wrong } = await checkRollups(count, seed, progress.count);
  progress.done('');
  io.out(
    `${count} exports (seed ${seed}), ${files} files, ${rows} rows, ${groups} groups: ${wrong.length} exports summed differently\n`,
  );
  return wrong;
}

await benchCommand(processIo(), USAGE, main);
