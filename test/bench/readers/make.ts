// node test/bench/readers/make.ts [--help]: writes one of the files that readers are measured on.
import { parseArgs } from 'node:util';
import { type Io, processIo } from '../../../functions/cli/io.ts';
import { progressOn } from '../../../functions/cli/progress.ts';
import { benchCommand } from './bench-command.ts';
import { FILE_FLAGS, FILE_USAGE, fileOfFlags } from './test-file.ts';

const USAGE = `node test/bench/readers/make.ts [flags]: writes a synthetic CUR 2.0 file, and prints its path
${FILE_USAGE}
`;

async function main(io: Io): Promise<readonly string[]> {
  const { values } = parseArgs({ options: FILE_FLAGS });
  const { madeFile } = await import('./make-file.ts');
  io.out(`${await madeFile(fileOfFlags(values), progressOn(io))}\n`);
  return [];
}

await benchCommand(processIo(), USAGE, main);
