import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { builtConsole } from '../../../infra/built.ts';
import { type FixtureServer, type Fixtures, startFixtureServer } from './server.ts';

const PLACES = [
  process.env.BILLHOOK_CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Debian: `apt-get install chromium`. Undefined where there is none: whoever needs it says so and does without. */
export const CHROMIUM = PLACES.find((path) => path !== '' && existsSync(path));
export const NO_CHROMIUM = CHROMIUM === undefined;
if (NO_CHROMIUM) process.stderr.write('No chromium here: what only a browser can show is not looked at.\n');

const ARGS = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM ?? '', args: ARGS });

export interface Looked {
  readonly page: Page;
  readonly server: FixtureServer;
  /** What the browser complained of so far: errors of scripts, refusals of the policy, failed loads. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface Look {
  readonly fixtures: Fixtures;
  readonly colors?: 'light' | 'dark';
  /** CSS pixels. */
  readonly width?: number;
  /** Before anything is loaded. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** One visitor of a console of its own, whose page is whole when this resolves. */
export async function visit(browser: Browser, path: string, look: Look): Promise<Looked> {
  const server = await startFixtureServer(look.fixtures, await builtConsole());
  const context: BrowserContext = await browser.newContext({
    colorScheme: look.colors ?? 'light',
    viewport: { width: look.width ?? 1280, height: 800 },
    timezoneId: 'America/Los_Angeles',
  });
  const page = await context.newPage();
  await look.prepare?.(page);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${server.url}${path}`);
  await shown(page);
  const close = async (): Promise<void> => {
    await context.close();
    await server.close();
  };
  return { page, server, complaints, close };
}

/** The page's title is there, and no grey line any more. */
export async function shown(page: Page): Promise<void> {
  await page.locator('main h1').waitFor();
  await page.locator('main .skeleton').first().waitFor({ state: 'detached' });
  await page.locator('main .chart:not(:has(canvas))').first().waitFor({ state: 'detached' });
}
