import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type Look, type Looked, startBrowser, visit } from './browser.ts';
import { FIXTURES } from './fixtures.ts';
import type { Fixtures } from './server.ts';

/** Goes to pages of the usual company with some answers replaced; leaves them, and the browser, by itself. */
export function visitor(): (
  path: string,
  fixtures?: Fixtures,
  look?: Omit<Look, 'fixtures'>,
) => Promise<Looked> {
  let browser: Browser | undefined;
  const open: Looked[] = [];
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterEach(async () => {
    for (const { close } of open.splice(0)) await close();
  });
  afterAll(() => browser?.close());
  return async (path, fixtures = {}, look = {}) => {
    if (browser === undefined) throw new Error('a visit before the tests began');
    const looked = await visit(browser, path, { fixtures: { ...FIXTURES, ...fixtures }, ...look });
    looked.page.setDefaultTimeout(10_000);
    open.push(looked);
    return looked;
  };
}
