import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const OUT = fileURLToPath(new URL('dist/', import.meta.url));
const KERNELS = fileURLToPath(new URL('../../../shared/adapters/cur/kernels/kernels.wasm', import.meta.url));

/**
 * Every reader as it would be deployed: one module, with nothing to find or to strip of types at its start. Only what has a
 * binary of its own stays outside. By name of the source; paths of the modules.
 */
export async function builtPrograms(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  mkdirSync(OUT, { recursive: true });
  await build({
    absWorkingDir: FOLDER,
    entryPoints: [...new Set(names)].map((name) => `${name}.ts`),
    outdir: OUT,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: ['@duckdb/*', 'nodejs-polars', 'parquet-wasm'],
    logLevel: 'warning',
    banner: {
      js: "import { createRequire as outerRequire } from 'node:module'; const require = outerRequire(import.meta.url);",
    },
  });
  // In an artifact the compiled kernels lie beside the module.
  if (existsSync(KERNELS)) copyFileSync(KERNELS, join(OUT, 'kernels.wasm'));
  return new Map(names.map((name) => [name, join(OUT, `${name}.mjs`)]));
}
