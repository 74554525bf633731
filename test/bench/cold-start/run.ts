// node test/bench/cold-start/run.ts [--help]: how large each function is as deployed, and how soon it works.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Io, processIo } from '../../../functions/cli/io.ts';
import { progressOn } from '../../../functions/cli/progress.ts';
import { type Bundle, bundleFunction, functionNames } from '../../../infra/bundle.ts';
import { createStopwatch } from '../readers/measure.ts';
import { type ColdStart, EMPTY, openColdHost } from './cold-host.ts';
import { coldTable, initMs, type Measured, median } from './cold-table.ts';
import { realEvent } from './first-events.ts';

const USAGE = `node test/bench/cold-start/run.ts [--runs 21]
Bundles every function as it is deployed, and starts each in a fresh process of the Lambda host, in turn with an empty
handler on the same host and an empty Node; medians of --runs rounds after one that only warms the caches. Ends with 1
where a bundle has 3 MB or more, or an init takes 400 ms or more at the median.
`;

/** The aims: what AWS unpacks and what a person waits for. */
const ZIP_BYTES_MAX = 3_000_000;
const INIT_MS_MAX = 400;

async function main(io: Io): Promise<readonly string[]> {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '21' } } });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs is a whole number from 1 on');
  const folder = mkdtempSync(join(tmpdir(), 'billhook-cold-'));
  try {
    const progress = progressOn(io);
    for (const name of functionNames()) realEvent(name);
    progress.update('bundling …');
    const bundles = await Promise.all(functionNames().map((name) => bundleFunction(name, folder)));
    const measured = await playRounds(folder, bundles, runs, progress.update);
    progress.done();
    io.out(`${coldTable([measured.empty, ...measured.functions], measured.empty)}\n\n`);
    io.out(`An empty Node from start to end: ${measured.emptyNode}.\n`);
    io.out(
      `${runs} rounds on ${cpus().length} cores, ${cpus()[0]?.model}; load ${loadavg()[0]!.toFixed(1)}.\n`,
    );
    return measured.functions.flatMap(faultsOf);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function playRounds(
  folder: string,
  bundles: readonly Bundle[],
  runs: number,
  note: (text: string) => void,
) {
  const nothing = join(folder, 'nothing.mjs');
  writeFileSync(nothing, '');
  const empty = join(folder, 'empty', 'index.mjs');
  mkdirSync(join(folder, 'empty'));
  writeFileSync(empty, 'export const handler = async () => ({});\n');
  const stopwatch = createStopwatch(cpus().length);
  const host = await openColdHost();
  const names = [EMPTY, ...bundles.map(({ name }) => name)];
  const starts = new Map<string, ColdStart[]>(names.map((name) => [name, []]));
  const emptyNode: { wallMs: number; cpuMs: number }[] = [];
  try {
    for (let round = 0; round <= runs; round += 1) {
      note(round === 0 ? 'warming up' : `round ${round} of ${runs}`);
      const node = await stopwatch.measure({ program: nothing, args: [], env: {}, pinned: false });
      if (round > 0) emptyNode.push({ wallMs: node.wallSeconds * 1000, cpuMs: node.cpuSeconds * 1000 });
      for (const name of names) {
        const module = bundles.find((bundle) => bundle.name === name)?.module ?? empty;
        const start = await host.start(name, module);
        if (round > 0) starts.get(name)!.push(start);
      }
    }
  } finally {
    await host.close();
  }
  const [wall, cpu] = [emptyNode.map(({ wallMs }) => wallMs), emptyNode.map(({ cpuMs }) => cpuMs)];
  return {
    empty: { name: EMPTY, starts: starts.get(EMPTY)! } satisfies Measured,
    functions: bundles.map(
      ({ name, zipBytes, moduleBytes }): Measured => ({
        ...{ name, zipBytes, unzippedBytes: moduleBytes },
        starts: starts.get(name)!,
      }),
    ),
    emptyNode: `${median(wall).toFixed(0)} ms, ${median(cpu).toFixed(0)} ms of processor time`,
  };
}

function faultsOf(one: Measured): readonly string[] {
  const ms = initMs(one);
  return [
    ...((one.zipBytes ?? 0) < ZIP_BYTES_MAX ? [] : [`${one.name} has ${one.zipBytes} bytes zipped`]),
    ...(ms < INIT_MS_MAX
      ? []
      : [`${one.name} takes ${ms.toFixed(0)} ms to start; ${INIT_MS_MAX} are the aim`]),
  ];
}

const io = processIo();
if (process.argv.includes('--help')) io.out(USAGE);
else {
  const wrong = await main(io).catch((error: unknown) => {
    process.exitCode = 2;
    return [error instanceof Error ? error.message : String(error)];
  });
  for (const sentence of wrong) io.err(`${sentence}\n`);
  if (wrong.length > 0) process.exitCode ??= 1;
}
