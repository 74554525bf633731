import { readFileSync } from 'node:fs';
import type { Browser, Locator, Page } from 'playwright-core';
import { barriers } from '../../builders/console/accessible.ts';
import { shown } from '../../builders/console/browser.ts';

/** One person at the console, in a browser of their own. */
export interface Seat {
  readonly page: Page;
  /** Follows an address, on this console or from a message; then looks. */
  go(address: string): Promise<void>;
  /** Waits until the page is whole; throws where somebody could not use it. */
  look(): Promise<void>;
  /** By its heading. */
  panel(title: string): Locator;
  /** Texts of the rows of a panel's table, cells parted by bars. */
  rows(title: string): Promise<readonly string[]>;
  /** Value and note of a figure, by its label. */
  figure(label: string): Promise<readonly string[]>;
  /** What a click saves to the disk. */
  download(click: Locator): Promise<Uint8Array>;
  /** Everything that the API told this browser so far of the company's spending. */
  heard(): Promise<string>;
  /** Errors of scripts, refusals of the policy, requests that failed or were refused. */
  readonly complaints: readonly string[];
}

const PATIENCE_MS = 20_000;

/** `person` is chosen by the cookie of a run on one machine, where nobody signs in. */
export async function takeSeat(browser: Browser, home: string, person: string): Promise<Seat> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addCookies([{ name: 'billhook-person', value: person, url: home }]);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const { complaints, heard } = listenTo(page);
  const panel = (title: string): Locator =>
    page.locator('.panel', { has: page.getByRole('heading', { name: title, exact: true }) });
  const look = async (): Promise<void> => {
    await shown(page);
    const found = await barriers(page);
    if (found.length > 0) throw new Error(`${page.url()} ${found.join('\n')}`);
  };
  return {
    page,
    look,
    panel,
    go: async (address) => {
      await page.goto(new URL(address, home).href);
      await look();
    },
    rows: async (title) => {
      const rows = await panel(title).locator('tbody tr').all();
      return Promise.all(
        rows.map(async (row) => (await row.locator('th, td').allTextContents()).join(' | ')),
      );
    },
    figure: (label) =>
      page
        .locator('.figure', { has: page.getByText(label, { exact: true }) })
        .locator('dd')
        .allTextContents(),
    download: async (click) => {
      const [download] = await Promise.all([page.waitForEvent('download'), click.click()]);
      return new Uint8Array(readFileSync(await download.path()));
    },
    heard: async () => (await Promise.all(heard)).join('\n'),
    complaints,
  };
}

function listenTo(page: Page) {
  const complaints: string[] = [];
  const heard: Promise<string>[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`${request.method()} ${request.url()} failed`));
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    // Who one can be is told to everybody on one machine, and says who is of which team.
    if (!pathname.startsWith('/api/') || pathname.endsWith('/me')) return;
    heard.push(response.text().catch(() => ''));
  });
  return { complaints, heard };
}
