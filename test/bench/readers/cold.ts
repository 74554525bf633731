import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Progress } from '../../../functions/cli/progress.ts';
import { THREAD_OPTIONS } from '../../../infra/bundle.ts';
import { madeFile } from './make-file.ts';
import { createStopwatch } from './measure.ts';
import type { ColdPair, ColdRuns } from './table.ts';
import type { TestFile } from './test-file.ts';

const OUT = fileURLToPath(new URL('dist/first-row/', import.meta.url));
const KERNELS = fileURLToPath(new URL('../../../shared/adapters/cur/kernels/kernels.wasm', import.meta.url));

type Environment = Readonly<Record<string, string>>;

/** Node keeps what it compiled between starts, as the command line asks it to. */
const KEPT_CODE: Environment = { NODE_COMPILE_CACHE: join(OUT, 'compiled') };

/** The decoder as it is deployed, and beside it a module of nothing. */
async function builtCold(): Promise<{ readonly empty: string; readonly firstRow: string }> {
  mkdirSync(OUT, { recursive: true });
  await build({
    ...THREAD_OPTIONS,
    absWorkingDir: fileURLToPath(new URL('.', import.meta.url)),
    entryPoints: ['first-row.ts'],
    outdir: OUT,
  });
  copyFileSync(KERNELS, join(OUT, 'kernels.wasm'));
  const empty = join(OUT, 'empty.mjs');
  writeFileSync(empty, '');
  return { empty, firstRow: join(OUT, 'first-row.mjs') };
}

/** Whole processes in pairs: Node with an empty module, and Node with the reader up to its first batch. */
export async function measureCold(file: TestFile, runs: number, progress: Progress): Promise<ColdRuns> {
  const stopwatch = createStopwatch(cpus().length);
  const path = await madeFile(file, progress);
  const { empty, firstRow } = await builtCold();
  const pair = async (pinned: boolean, env: Environment): Promise<ColdPair> => [
    await stopwatch.measure({ program: empty, args: [], env, pinned }),
    await stopwatch.measure({ program: firstRow, args: [path], env, pinned }),
  ];
  const measured: Record<keyof ColdRuns, ColdPair[]> = { oneCore: [], allCores: [], again: [] };
  for (let run = 0; run <= runs; run += 1) {
    progress.update(run === 0 ? 'warming up' : `pair ${run} of ${runs}`);
    const pairs = {
      oneCore: await pair(true, {}),
      allCores: await pair(false, {}),
      again: await pair(false, KEPT_CODE),
    };
    // The first of them fills the caches.
    if (run === 0) continue;
    measured.oneCore.push(pairs.oneCore);
    measured.allCores.push(pairs.allCores);
    measured.again.push(pairs.again);
  }
  progress.done();
  return measured;
}
