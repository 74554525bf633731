import { defineConfig } from 'vitest/config';

// One project a kind, so `vitest --project contract` runs a suite alone. Wire tests start real server processes.
const project = (name: string, include: string[], testTimeout = 10_000) => ({
  test: { name, include, testTimeout, hookTimeout: 60_000, root: new URL('..', import.meta.url).pathname },
});

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      project('unit', ['test/{domain,flow,adapters,runtime,cli,synthetic}/**/*.test.ts']),
      project('prop', ['test/**/*.prop.ts'], 60_000),
      project('contract', ['test/contract/**/*.test.ts'], 60_000),
      project('arch', ['test/arch/**/*.test.ts'], 60_000),
      project('e2e', ['test/e2e/**/*.test.ts'], 180_000),
    ],
  },
});
