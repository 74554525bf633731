import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;

/** Files that change what everybody in their process shares: modules, its environment, its clock, as stories do. */
const CHANGES_ITS_PROCESS =
  /\bvi\.(mock|stubEnv|stubGlobal|useFakeTimers)\(|\bprocess\.env\.\w+ = |\b(beginStory|openCompany)\(/;
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

/** Server processes take their time on a busy machine; each of these finds functions and console built. */
const E2E: Settings = { testTimeout: 180_000, globalSetup: `${root}test/e2e/build-once.ts` };
const isEndToEnd = (path: string): boolean => path.startsWith('test/e2e/');

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
        alone.filter((path) => !isEndToEnd(path)),
        { isolate: true, exclude: [] },
      ),
      project('prop', ['test/**/*.prop.ts']),
      project('contract', ['test/contract/**/*.test.ts']),
      project('arch', ['test/arch/**/*.test.ts']),
      project('e2e', ['test/e2e/**/*.test.ts'], E2E),
      project('e2e-alone', alone.filter(isEndToEnd), { ...E2E, isolate: true, exclude: [] }),
    ],
  },
});
