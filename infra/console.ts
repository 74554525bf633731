// node infra/console.ts: the console's pages under dist/console.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'dist/console');

export interface ConsoleFile {
  /** Relative to dist/console. */
  readonly path: string;
  readonly bytes: number;
  readonly gzipBytes: number;
}

export interface Console {
  readonly folder: string;
  readonly files: readonly ConsoleFile[];
  /** Every file that was read for it. */
  readonly inputs: readonly string[];
}

/** Puts a whole new console in the place of the old one. Throws vite's error where a source does not build. */
export async function buildConsole(outDir = OUT): Promise<Console> {
  const fresh = `${resolve(outDir)}.${process.pid}`;
  // Loaded here: whoever only might build a console does not wait for what builds it.
  const { build } = await import('vite');
  const inputs = new Set<string>();
  await build({
    plugins: [{ name: 'inputs', moduleParsed: ({ id }) => void inputs.add(id.replace(/\?.*$/, '')) }],
    configFile: join(ROOT, 'functions/console/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: fresh },
  });
  const old = `${outDir}.old-${process.pid}`;
  if (existsSync(outDir)) renameSync(outDir, old);
  renameSync(fresh, outDir);
  rmSync(old, { recursive: true, force: true });
  const files = readdirSync(outDir, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(outDir, path)).isFile())
    .sort()
    .map((path) => {
      const code = readFileSync(join(outDir, path));
      return { path, bytes: code.byteLength, gzipBytes: gzipSync(code).byteLength };
    });
  // Modules that vite makes up have no file.
  return { folder: outDir, files, inputs: [...inputs].filter((id) => existsSync(id)) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files } = await buildConsole();
  const kb = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`.padStart(9);
  for (const { path, bytes, gzipBytes } of files) {
    process.stdout.write(`${path.padEnd(40)}${kb(bytes)}  gzip ${kb(gzipBytes)}\n`);
  }
}
