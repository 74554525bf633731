import { defineConfig, loadEnv } from 'vite';

const at = (path: string): string => decodeURIComponent(new URL(path, import.meta.url).pathname);

/** `BILLHOOK_API`: where the API of a running stack listens, for `vite` with pages that follow their source. */
const { BILLHOOK_API: api } = loadEnv('', at('.'), 'BILLHOOK_');

export default defineConfig({
  root: at('.'),
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  ...(api === undefined ? {} : { server: { host: '127.0.0.1', proxy: { '/api': api } } }),
  build: {
    outDir: at('../../dist/console'),
    emptyOutDir: true,
    target: 'es2023',
    // No inline script and no data: address, so that the policy of the page can be default-src 'self'.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 120,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'preact', test: /node_modules[\\/]preact/ },
            { name: 'uplot', test: /node_modules[\\/]uplot/ },
          ],
        },
      },
    },
  },
});
