// node infra/console.ts: the console's pages under dist/console.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'dist/console');

export interface ConsoleFile {
  /** Relative to dist/console. */
  readonly path: string;
  readonly bytes: number;
  readonly gzipBytes: number;
}

/** Writes dist/console whole. Throws vite's error where a source does not build. */
export async function buildConsole(outDir = OUT): Promise<readonly ConsoleFile[]> {
  await build({
    configFile: join(ROOT, 'functions/console/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir },
  });
  return readdirSync(outDir, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(outDir, path)).isFile())
    .sort()
    .map((path) => {
      const code = readFileSync(join(outDir, path));
      return { path, bytes: code.byteLength, gzipBytes: gzipSync(code).byteLength };
    });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = await buildConsole();
  const kb = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`.padStart(9);
  for (const { path, bytes, gzipBytes } of files) {
    process.stdout.write(`${path.padEnd(40)}${kb(bytes)}  gzip ${kb(gzipBytes)}\n`);
  }
}
