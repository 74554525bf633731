import { defineConfig } from 'vitest/config';

// What kills mutants of the domain and the flow: their own tests, without servers or child processes.
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/{domain,flow}/**/*.{test,prop}.ts'],
    // Changes the process's time zone, which Stryker's worker threads cannot.
    exclude: ['test/domain/base/time-zone.test.ts'],
    testTimeout: 60_000,
  },
});
