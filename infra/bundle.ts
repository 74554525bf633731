import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { type ZipOptions, zipSync } from 'fflate';
import { arrowByAddress } from './arrow-by-address.ts';
import { compileKernels } from './kernels.ts';

export interface Bundle {
  readonly name: string;
  /** ES module with every dependency inside: what the Lambda host of the run on one machine starts. */
  readonly module: string;
  /** Modules beside it that it starts as threads of its own. */
  readonly threads: readonly string[];
  /** Parts of both that are loaded only when they are needed. */
  readonly chunks: readonly string[];
  /** All of them as Lambda takes them. */
  readonly zip: string;
  /** Of the module, its threads and what they load. */
  readonly moduleBytes: number;
  readonly zipBytes: number;
  /** Source files that are really in the bundle after unused code was dropped, relative to the project. */
  readonly sources: readonly string[];
  /** Every file that was written, and every one that was read for it. */
  readonly files: readonly string[];
  readonly inputs: readonly string[];
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** Threads that a function starts, by function: each is a module of its own beside the function's. */
const THREADS: Readonly<Record<string, readonly string[]>> = {
  ingest: ['shared/adapters/cur/decode/decode-worker.ts'],
  'read-file': ['shared/adapters/cur/decode/decode-worker.ts'],
};
/** Modules that a function's modules look for beside them when there is need. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  ingest: ['shared/adapters/cur/kernels/twin/twin.ts'],
  'read-file': ['shared/adapters/cur/kernels/twin/twin.ts'],
};
/** Files that they look for beside them. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = {
  ingest: ['shared/adapters/cur/kernels/kernels.wasm'],
  'read-file': ['shared/adapters/cur/kernels/kernels.wasm'],
};
const OPTIONS = {
  bundle: true,
  splitting: true,
  // Names stay: error names and stack traces can be read, and keeping them otherwise costs a call a function at start.
  minifyWhitespace: true,
  minifySyntax: true,
  // Node prints the line that an error was thrown in: a whole bundle in one would drown what it says.
  lineLimit: 4_000,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.mjs' },
  legalComments: 'none',
  logLevel: 'warning',
} as const satisfies BuildOptions;
/** How everything is built that is deployed, or measured as deployed. */
export const BUILD_OPTIONS = {
  ...OPTIONS,
  // Some dependencies are CommonJS and call require() for node's own modules, which an ES module does not have.
  banner: {
    js: "import { createRequire as billhookRequire } from 'node:module'; const require = billhookRequire(import.meta.url);",
  },
} as const satisfies BuildOptions;
/**
 * A thread starts in a third of the time of a function: without CommonJS, and without the half of Arrow that it leaves
 * alone. What it throws crosses over as words: its names may go.
 */
export const THREAD_OPTIONS: BuildOptions = {
  ...OPTIONS,
  minifyIdentifiers: true,
  plugins: [arrowByAddress],
};
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

/**
 * Writes dist/<name>/index.mjs, its threads, their chunks and dist/<name>.zip. Chunks of an older build stay: a process
 * that it started may need them yet. Throws esbuild's error where a source does not build.
 */
export async function bundleFunction(name: string, outDir = join(ROOT, 'dist')): Promise<Bundle> {
  const companionPaths = (COMPANIONS[name] ?? []).map((path) => join(ROOT, path));
  if (!companionPaths.every((path) => existsSync(path))) await compileKernels();
  const built = [await buildModule(`functions/${name}/handler.ts`, 'index.mjs', BUILD_OPTIONS)];
  for (const path of THREADS[name] ?? [])
    built.push(await buildModule(path, moduleName(path), THREAD_OPTIONS));
  const beside: BuiltModule[] = [];
  for (const path of BESIDE[name] ?? [])
    beside.push(await buildModule(path, moduleName(path), THREAD_OPTIONS));
  const companions = companionPaths.map((path) => ({ file: basename(path), code: readFileSync(path) }));
  const chunks = [...built.flatMap((module) => module.chunks), ...beside];
  const files = [...built, ...chunks, ...companions];
  const entry = (code: Uint8Array): [Uint8Array, ZipOptions] => [
    code,
    { mtime: new Date(ZIP_TIME), os: 3, attrs: 0o644 << 16 },
  ];
  const zip = zipSync(Object.fromEntries(files.map(({ file, code }) => [file, entry(code)])), { level: 9 });
  mkdirSync(join(outDir, name), { recursive: true });
  for (const { file, code } of files) replaceFile(join(outDir, name, file), code);
  replaceFile(join(outDir, `${name}.zip`), zip);
  const [module = '', ...threads] = built.map(({ file }) => join(outDir, name, file));
  return {
    name,
    module,
    threads,
    chunks: chunks.map(({ file }) => join(outDir, name, file)),
    zip: join(outDir, `${name}.zip`),
    moduleBytes: files.reduce((sum, { code }) => sum + code.byteLength, 0),
    zipBytes: zip.byteLength,
    sources: [...new Set([...built, ...beside].flatMap(({ sources }) => sources))],
    files: [...files.map(({ file }) => join(outDir, name, file)), join(outDir, `${name}.zip`)],
    inputs: [...new Set([...built, ...beside].flatMap(({ inputs }) => inputs)), ...companionPaths],
  };
}

const moduleName = (path: string): string => `${basename(path, '.ts')}.mjs`;

interface BuiltFile {
  readonly file: string;
  readonly code: Uint8Array;
}

interface BuiltModule extends BuiltFile {
  readonly chunks: readonly BuiltFile[];
  readonly sources: readonly string[];
  readonly inputs: readonly string[];
}

/**
 * What is imported by a call only becomes a chunk of its own, so that starting reads no code that most invocations never
 * need. Function and thread are built apart: what both need would be cut to neither's measure.
 */
async function buildModule(entryPoint: string, file: string, options: BuildOptions): Promise<BuiltModule> {
  const result = await build({
    ...options,
    absWorkingDir: ROOT,
    entryPoints: { [basename(file, '.mjs')]: entryPoint },
    write: false,
    metafile: true,
    outdir: 'dist',
  });
  const files = (result.outputFiles ?? []).map(({ path, contents }) => ({
    file: basename(path),
    code: contents,
  }));
  const used = Object.values(result.metafile?.outputs ?? {}).flatMap((output) =>
    Object.entries(output.inputs),
  );
  return {
    ...files.find((built) => built.file === file)!,
    chunks: files.filter((built) => built.file !== file),
    sources: used
      .filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && !path.startsWith('node_modules'))
      .map(([path]) => path),
    inputs: Object.keys(result.metafile?.inputs ?? {}).map((path) => resolve(ROOT, path)),
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
