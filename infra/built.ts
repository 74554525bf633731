import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Bundle, bundleFunction, functionNames } from './bundle.ts';
import { buildConsole } from './console.ts';
import { unlessBuilt } from './kept-build.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
/** They say which version of every package is installed, and how sources are read. */
const SETTINGS = ['package.json', 'package-lock.json', 'tsconfig.json'];
const CONSOLE = join(ROOT, 'functions/console');

/**
 * A function's artifact as its sources are now: what lies in `dist/` where it was built from the same, else a new one.
 * What is deployed is always built anew, by `bundleFunction`.
 */
export const builtFunction = (name: string): Promise<Bundle> =>
  unlessBuilt(recordOf(name), async () => {
    const bundle = await bundleFunction(name);
    const inputs = [...pathsOf('infra/bundle.ts', 'infra/arrow-by-address.ts'), ...bundle.inputs];
    return { result: bundle, inputs: [...pathsOf(...SETTINGS), ...inputs], outputs: bundle.files };
  });

export const builtFunctions = (names: readonly string[] = functionNames()): Promise<readonly Bundle[]> =>
  Promise.all(names.map(builtFunction));

/** Folder of the console's pages as their sources are now. */
export const builtConsole = (): Promise<string> =>
  unlessBuilt(recordOf('console'), async () => {
    const { folder, files, inputs } = await buildConsole();
    // Pictures are no modules.
    const pictures = readdirSync(join(CONSOLE, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.svg'))
      .map((name) => join(CONSOLE, 'src', name));
    const settings = pathsOf(...SETTINGS, 'infra/console.ts', 'functions/console/vite.config.ts');
    return {
      result: folder,
      inputs: [...settings, ...pictures, ...inputs],
      outputs: files.map(({ path }) => join(folder, path)),
    };
  });

const pathsOf = (...names: readonly string[]): readonly string[] => names.map((name) => join(ROOT, name));

function recordOf(name: string): string {
  mkdirSync(DIST, { recursive: true });
  return join(DIST, `${name}.built.json`);
}
