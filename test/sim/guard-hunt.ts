import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Guard } from './guards.ts';
import type { BrokenWorld } from './hunt.ts';
import { startHunter } from './hunter.ts';

/** How the simulation fared without one guard. */
export interface GuardHunt {
  readonly guard: Guard;
  /** Worlds played until it was noticed, or all of them. */
  readonly worlds: number;
  readonly seconds: number;
  /** Undefined: nobody noticed. */
  readonly caught?: BrokenWorld;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Takes one guard out of the code that the simulation is built from and plays worlds until a promise is broken. Throws
 * where the guard's text does not stand in its file exactly once, or the file is not played: then the list is no longer
 * true.
 */
export async function huntWithout(
  guard: Guard,
  { worlds, seed }: { readonly worlds: number; readonly seed: number },
): Promise<GuardHunt> {
  const start = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'billhook-guard-'));
  try {
    const hunter = startHunter(pathToFileURL(await buildWithout(guard, folder)));
    try {
      const found = await hunter.hunt({ seed, from: 0, to: worlds, stopAtFirst: true });
      const [caught] = found.broken;
      const seconds = (performance.now() - start) / 1000;
      return { guard, worlds: found.worlds, seconds, ...(caught === undefined ? {} : { caught }) };
    } finally {
      hunter.end();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One module, which starts five times as fast as its three hundred sources. */
async function buildWithout(guard: Guard, folder: string): Promise<string> {
  const contents = without(guard, readFileSync(join(ROOT, guard.file), 'utf8'));
  const outfile = join(folder, 'hunt-process.mjs');
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['test/sim/hunt-process.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    metafile: true,
    plugins: [
      {
        name: 'without a guard',
        setup: ({ onLoad }) =>
          onLoad({ filter: new RegExp(`/${guard.file.replaceAll('.', '\\.')}$`) }, () => ({
            contents,
            loader: 'ts',
          })),
      },
    ],
  });
  if (metafile.inputs[guard.file] === undefined)
    throw new Error(`the guard "${guard.name}" stands in ${guard.file}, which the simulation does not play`);
  return outfile;
}

export function without({ name, file, find, replace }: Guard, source: string): string {
  const parts = source.split(find);
  if (parts.length !== 2) {
    throw new Error(
      `the guard "${name}" should stand once in ${file}, and stands there ${parts.length - 1} times`,
    );
  }
  return parts.join(replace);
}
