import { parseArgs } from 'node:util';
import { processIo } from '../../functions/cli/io.ts';
import { countProgress } from '../../functions/cli/progress.ts';
import { textTable } from '../../functions/cli/table.ts';
import { killedDemo } from '../e2e/cli/killed-demo.ts';
import { hostileFiles } from '../fuzz/hostile-files.ts';
import { hostileTexts } from '../fuzz/hostile-texts.ts';
import { columnReadings } from '../readers/column-readings.ts';
import { exportReadings } from '../readers/export-readings.ts';
import { everyDeath } from '../sim/deaths.ts';
import { hostileWords } from '../words/hostile-words.ts';
import type { DeepCheck } from './deep-check.ts';
import { guardsMissed } from './guards.ts';
import { hostileMonths } from './worlds.ts';

/** By the names that `--only` takes, in the order in which they are run. */
const CHECKS: Readonly<Record<string, DeepCheck>> = {
  months: hostileMonths,
  guards: guardsMissed,
  deaths: everyDeath,
  files: hostileFiles,
  texts: hostileTexts,
  words: hostileWords,
  readers: exportReadings,
  columns: columnReadings,
  demo: killedDemo,
};

const USAGE = `npm run test:deep -- [--only ${Object.keys(CHECKS).join(',')}] [--share 0.1] [--seed 1]
  --only   just these checks
  --share  part of the full figures, over 0 and at most 1
  --seed   the same seed gives the same cases
Mutation testing is apart: npm run test:mutation.`;

const io = processIo();
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    share: { type: 'string' },
    seed: { type: 'string' },
    help: { type: 'boolean' },
  },
});
const share = Number(values.share ?? 1);
const seed = Number(values.seed ?? 1);
const only = values.only?.split(',') ?? Object.keys(CHECKS);
const unknown = only.find((name) => CHECKS[name] === undefined);
if (values.help === true || unknown !== undefined || !(share > 0 && share <= 1) || !Number.isInteger(seed)) {
  io.err(`${unknown === undefined ? '' : `there is no check "${unknown}"\n`}${USAGE}\n`);
  process.exit(values.help === true ? 0 : 2);
}

const rows: string[][] = [];
const failures: string[] = [];
for (const name of only) {
  const check = CHECKS[name]!;
  const progress = countProgress(io, check.what);
  const start = performance.now();
  const outcome = await check.run({ count: Math.ceil(check.full * share), seed, onProgress: progress.count });
  const seconds = Math.round((performance.now() - start) / 1000);
  const verdict = outcome.failures.length === 0 ? 'held' : 'BROKEN';
  progress.done(`${check.what}: ${verdict} after ${seconds} s`);
  rows.push([
    check.what,
    outcome.count.toLocaleString('en-US'),
    `${seed}`,
    `${seconds}`,
    verdict,
    outcome.result,
  ]);
  failures.push(...outcome.failures.map((failure) => `${check.what}: ${failure}`));
}
const columns = [
  { title: 'what' },
  { title: 'how many', align: 'right' },
  { title: 'seed', align: 'right' },
  { title: 'seconds', align: 'right' },
  { title: '' },
  { title: 'result' },
] as const;
io.out(`\n${textTable(columns, rows, 10_000)}`);
if (failures.length > 0) {
  io.out(`\n${failures.slice(0, 50).join('\n')}\n`);
  process.exitCode = 1;
}
