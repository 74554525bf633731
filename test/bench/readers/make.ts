// node test/bench/readers/make.ts [--help]: writes one of the files that readers are measured on.
import { parseArgs } from 'node:util';
import { processIo } from '../../../functions/cli/io.ts';
import { progressOn } from '../../../functions/cli/progress.ts';
import { madeFile } from './make-file.ts';
import { FILE_FLAGS, FILE_USAGE, fileOfFlags } from './test-file.ts';

const USAGE = `node test/bench/readers/make.ts [flags]: writes a synthetic CUR 2.0 file, and prints its path
${FILE_USAGE}
`;

const io = processIo();
try {
  const { values } = parseArgs({ options: { ...FILE_FLAGS, help: { type: 'boolean' } } });
  io.out(values.help === true ? USAGE : `${await madeFile(fileOfFlags(values), progressOn(io))}\n`);
} catch (error) {
  io.err(`${error instanceof Error ? error.message : error}\n${USAGE}`);
  process.exitCode = 2;
}
