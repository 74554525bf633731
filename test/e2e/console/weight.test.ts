import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { builtConsole } from '../../../infra/built.ts';
import { consoleFiles } from '../../../shared/embedded/console-files.ts';
import { NO_CHROMIUM, startBrowser, visit } from '../../builders/console/browser.ts';
import { TEAMS } from '../../builders/console/company.ts';
import { overview, team } from '../../builders/console/documents.ts';
import { FIXTURES } from '../../builders/console/fixtures.ts';

const SCRIPT_BYTES_MAX = 200 * 1024;
const GZIP_BYTES_MAX = 60 * 1024;
const DAY = 86_400_000;

describe('what a visitor has to load', () => {
  test('each page with all that it may load is under the budget of scripts', async () => {
    const folder = join(await builtConsole(), 'assets');
    const pages = scriptsByPage(folder);
    expect(pages.size).toBeGreaterThanOrEqual(3);
    for (const [page, scripts] of pages) {
      const code = scripts.map((name) => readFileSync(join(folder, name)));
      const bytes = code.reduce((sum, one) => sum + one.byteLength, 0);
      const gzip = code.reduce((sum, one) => sum + gzipSync(one).byteLength, 0);
      process.stdout.write(`console: ${page} ${toKb(bytes)} KB of scripts, ${toKb(gzip)} KB gzipped\n`);
      expect(bytes).toBeLessThan(SCRIPT_BYTES_MAX);
      expect(gzip).toBeLessThan(GZIP_BYTES_MAX);
    }
  });

  test('nothing is inline and nothing comes from elsewhere, so the policy can be as strict as it is', async () => {
    const folder = await builtConsole();
    const html = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|style=|https?:|data:/);
    const files = consoleFiles(folder);
    const page = files('/alerts/a.b');
    expect([page.status, page.headers['content-type'], page.headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(files('/assets/../index.html').status).toBe(404);
    const [script] = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));
    expect(files(`/assets/${script}`).headers['cache-control']).toContain('immutable');
    expect(consoleFiles('dist/there-is-no-console')('/').status).toBe(503);
  });

  test.skipIf(NO_CHROMIUM)(
    '60 days of 2,000 principals are painted in part, and how soon is told',
    async () => {
      const principals = Array.from(
        { length: 2_000 },
        (_, index) => `arn:aws:iam::123456789012:role/agent-${index}`,
      );
      const many = Array.from({ length: 200 }, (_, index) => ({
        ...TEAMS[index % TEAMS.length]!,
        team: `team-${index}`,
      }));
      const month = overview(many);
      const end = Date.parse('2026-11-20T00:00:00Z');
      const sixty = team('claims', new Date(end - 60 * DAY).toISOString(), new Date(end).toISOString());
      const [row] = sixty.principals;
      const whole = { ...sixty, principals: principals.map((key) => ({ ...row!, key })) };
      const browser = await startBrowser();
      try {
        for (const path of ['/', '/teams/claims?from=2026-09-21&to=2026-11-19']) {
          const { page, close } = await visit(browser, path, {
            fixtures: { ...FIXTURES, overview: () => month, team: () => whole },
            prepare: (page) => page.addInitScript(WATCH_PAINT),
          });
          const paint = await page.evaluate<number>(PAINT_MS);
          process.stdout.write(
            `console: ${path} painted ${paint.toFixed(0)} ms after the API had answered\n`,
          );
          expect(await page.locator('table').first().locator('tbody tr').count()).toBeLessThanOrEqual(25);
          await close();
        }
      } finally {
        await browser.close();
      }
    },
  );
});

/** When the first frame with a row in it was handed over. */
const WATCH_PAINT = `new MutationObserver((_, observer) => {
  if (document.querySelector('main tbody tr') === null) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.paintedAt = performance.now(); }));
}).observe(document, { childList: true, subtree: true })`;
const PAINT_MS = `window.paintedAt - performance.getEntriesByType('resource').find(({ name }) => /v1\\/(overview|teams\\/claims)(\\?|$)/.test(name)).responseEnd`;

const toKb = (bytes: number): string => (bytes / 1024).toFixed(0);

/** The shell with what it starts with, and for each page what that adds, now or when it draws. */
function scriptsByPage(folder: string): ReadonlyMap<string, readonly string[]> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  const textOf = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const named = (text: string, pattern: RegExp): readonly string[] =>
    [...text.matchAll(pattern)].map((match) => match[1]!);
  const atOnce = (name: string) => named(textOf(name), /(?:from|import)\s*["']\.\/([^"']+)["']/g);
  const later = (name: string) => named(textOf(name), /import\(\s*["'`]\.\/([^"'`]+)["'`]/g);
  const closure = (starts: readonly string[], next: (name: string) => readonly string[]): Set<string> => {
    const found = new Set(starts);
    for (const name of found) for (const other of next(name)) found.add(other);
    return found;
  };
  const [entry] = names.filter((name) => name.startsWith('index-'));
  const shell = closure([entry!], atOnce);
  return new Map(
    later(entry!).map((page) => [
      page.replace(/-[\w-]{8}\.js$/, ''),
      [
        ...new Set([
          ...shell,
          ...closure([page], (name) => [...atOnce(name), ...(name === entry ? [] : later(name))]),
        ]),
      ],
    ]),
  );
}
