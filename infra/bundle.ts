import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { zipSync } from 'fflate';

export interface Bundle {
  readonly name: string;
  /** ES module with every dependency inside: what the Lambda host of the run on one machine starts. */
  readonly module: string;
  /** The same module as Lambda takes it. */
  readonly zip: string;
  readonly moduleBytes: number;
  readonly zipBytes: number;
  /** Source files that are really in the bundle after unused code was dropped, relative to the project. */
  readonly sources: readonly string[];
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
// Zip entries carry a local time; a fixed one makes equal code an equal file, so an unchanged function is not deployed.
const ZIP_TIME = '1980-01-01 00:00:00';

/** Folders of functions/ that hold a handler, by name. */
export const functionNames = (): readonly string[] =>
  readdirSync(join(ROOT, 'functions'), { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() && readdirSync(join(ROOT, 'functions', entry.name)).includes('handler.ts'),
    )
    .map((entry) => entry.name)
    .sort();

/** Writes dist/<name>/index.mjs and dist/<name>.zip. Throws esbuild's error where a source does not build. */
export async function bundleFunction(name: string, outDir = join(ROOT, 'dist')): Promise<Bundle> {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: [`functions/${name}/handler.ts`],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    // Error names and stack traces stay readable.
    keepNames: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    outfile: 'index.mjs',
    legalComments: 'none',
    logLevel: 'warning',
    // Some dependencies are CommonJS and call require() for node's own modules, which an ES module does not have.
    banner: {
      js: "import { createRequire as billhookRequire } from 'node:module'; const require = billhookRequire(import.meta.url);",
    },
  });
  const code = result.outputFiles[0]!.contents;
  const zip = zipSync(
    { 'index.mjs': [code, { mtime: new Date(ZIP_TIME), os: 3, attrs: 0o644 << 16 }] },
    { level: 9 },
  );
  const module = join(outDir, name, 'index.mjs');
  mkdirSync(join(outDir, name), { recursive: true });
  replaceFile(module, code);
  replaceFile(join(outDir, `${name}.zip`), zip);
  const inputs = Object.values(result.metafile.outputs)[0]?.inputs ?? {};
  return {
    name,
    module,
    zip: join(outDir, `${name}.zip`),
    moduleBytes: code.byteLength,
    zipBytes: zip.byteLength,
    sources: Object.keys(inputs).filter(
      (path) => inputs[path]!.bytesInOutput > 0 && !path.startsWith('node_modules'),
    ),
  };
}

/** Whole or not at all: a function's process or a second build may be reading the old one. */
function replaceFile(path: string, bytes: Uint8Array): void {
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, bytes);
  renameSync(fresh, path);
}

export const bundleAll = async (): Promise<readonly Bundle[]> =>
  Promise.all(functionNames().map((name) => bundleFunction(name)));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const bundle of await bundleAll()) {
    const kb = (bytes: number) => `${Math.round(bytes / 1024)} KB`.padStart(8);
    process.stdout.write(`${bundle.name.padEnd(10)} ${kb(bundle.moduleBytes)} zip ${kb(bundle.zipBytes)}\n`);
  }
}
