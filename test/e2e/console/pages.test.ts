import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers } from '../../builders/console/accessible.ts';
import { NO_CHROMIUM, startBrowser, visit } from '../../builders/console/browser.ts';
import { TEAMS } from '../../builders/console/company.ts';
import { bridge } from '../../builders/console/documents.ts';
import { FIXTURES } from '../../builders/console/fixtures.ts';

const PRINCIPAL = `/principals?id=${encodeURIComponent(TEAMS[0]!.principals[0]!)}`;

describe.skipIf(NO_CHROMIUM)('the pages of overview, team and principal', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test.each([
    ['/', 'AI spending in November 2026'],
    ['/teams/claims', 'claims'],
    [PRINCIPAL, 'role/claims-agent'],
  ])(
    '%s can be read and used by everybody in light and dark, fits a phone, and nothing complains',
    async (path, title) => {
      const { page, complaints, close } = await visit(browser, path, { fixtures: FIXTURES });
      expect(await page.locator('h1').textContent()).toBe(title);
      expect(await barriers(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await barriers(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      // Charts follow the new width when they are told of it.
      const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
      await expect.poll(width, { timeout: 10_000 }).toBe(360);
      expect(complaints).toEqual([]);
      await close();
    },
  );

  test('times are UTC wherever the reader sits, and amounts are cents of what is exact', async () => {
    const { page, close } = await visit(browser, '/', { fixtures: FIXTURES });
    expect(await page.locator('.freshness').textContent()).toContain('Data through 19 Nov, 06:00 UTC');
    const row = page.locator('tbody tr', { has: page.getByRole('link', { name: 'docs' }) });
    const spent = row.locator('td').first().locator('span');
    const exact = (await spent.getAttribute('title'))!.replace(' USD', '');
    expect(exact).toMatch(/^\d+\.\d{9,12}$/);
    expect(await spent.textContent()).toBe(`$${Number(exact).toFixed(2)}`);
    await close();
  });

  test('the parts of a change are seen to add up, and where they do not the page says so', async () => {
    const closed = await visit(browser, '/teams/claims', { fixtures: FIXTURES });
    await closed.page.getByText('add up to after, to the last picodollar').waitFor();
    await closed.close();
    const fixtures = { ...FIXTURES, bridge: () => ({ ...bridge, after: '4480.91' }) };
    const open = await visit(browser, '/teams/claims', { fixtures });
    await open.page.getByText('The parts leave -0.003250000001 USD unexplained').waitFor();
    await open.close();
  });

  test('a range is chosen by its days and stands in the address', async () => {
    const { page, server, close } = await visit(browser, '/teams/claims', { fixtures: FIXTURES });
    await page.getByText('30 d', { exact: true }).click();
    await page.getByRole('heading', { name: 'By day' }).waitFor();
    expect(new URL(page.url()).search).toBe('?from=2026-10-21&to=2026-11-19');
    expect(server.asked.filter((call) => call === 'GET /teams/claims')).toHaveLength(2);
    await close();
  });
});
