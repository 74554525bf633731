import { defineConfig } from 'vitest/config';

// What kills mutants of the domain and the flow: their own tests, without servers or child processes.
export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/{domain,flow}/**/*.{test,prop}.ts'],
    testTimeout: 60_000,
  },
});
