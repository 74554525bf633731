import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

/** Files that change what everybody in their process shares: modules, its environment, its clock. */
const CHANGES_ITS_PROCESS = /\bvi\.(mock|stubEnv|stubGlobal|useFakeTimers)\(|\bprocess\.env\.\w+ = /;
const INSTALLED = '**/node_modules/**';
const alone = globSync('test/*/**/*.{test,prop}.ts', { cwd: root, exclude: [INSTALLED] }).filter((path) =>
  CHANGES_ITS_PROCESS.test(readFileSync(`${root}${path}`, 'utf8')),
);

interface Settings {
  readonly testTimeout?: number;
  readonly isolate?: boolean;
  readonly exclude?: string[];
  readonly globalSetup?: string;
}

// What a small file costs is its process and its imports: files share both.
const project = (name: string, include: string[], { exclude = alone, ...settings }: Settings = {}) => ({
  test: {
    name,
    include,
    exclude: [INSTALLED, ...exclude],
    ...{ root, testTimeout: 60_000, hookTimeout: 60_000, isolate: false },
    ...settings,
  },
});

// One project a kind, so `vitest --project contract` runs a suite alone.
export default defineConfig({
  test: {
    root,
    pool: 'forks',
    // One more than processors, as long as those are few: stories wait for servers of their own.
    maxWorkers: Math.min(availableParallelism(), 3) + 1,
    projects: [
      project('unit', ['test/{domain,flow,adapters,runtime,cli,synthetic}/**/*.test.ts'], {
        testTimeout: 30_000,
      }),
      project(
        'alone',
        alone.filter((path) => !path.startsWith('test/e2e/')),
        { isolate: true, exclude: [] },
      ),
      project('prop', ['test/**/*.prop.ts']),
      project('contract', ['test/contract/**/*.test.ts']),
      project('arch', ['test/arch/**/*.test.ts']),
      // Server processes, and stories that set the clock.
      project('e2e', ['test/e2e/**/*.test.ts'], {
        ...{ testTimeout: 180_000, isolate: true, exclude: [] },
        globalSetup: `${root}test/e2e/build-once.ts`,
      }),
    ],
  },
});
