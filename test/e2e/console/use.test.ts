import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NO_CHROMIUM, shown, startBrowser, visit } from '../../builders/console/browser.ts';
import { alerts, freshness, overview, team } from '../../builders/console/documents.ts';
import { FIXTURES } from '../../builders/console/fixtures.ts';
import { HOSTILE_NAMES } from '../../builders/hostile.ts';

describe.skipIf(NO_CHROMIUM)('the console in use', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('everything is reached by keyboard: skip link, pages, charts, sorting, dialogs', async () => {
    const { page, close } = await visit(browser, '/', { fixtures: FIXTURES });
    const focused = (what: string) => page.evaluate<string>(`document.activeElement.${what}`);
    await page.keyboard.press('Tab');
    expect(await focused('textContent.trim()')).toBe('Skip to the page');
    await page.keyboard.press('Enter');
    expect(await focused('id')).toBe('page');

    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused('id')).toBe('page');

    const chart = page.getByRole('slider');
    await chart.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await chart.getAttribute('aria-valuetext')).toMatch(/^2 Nov \(UTC\): Spent \$\d/);

    await page.getByRole('button', { name: 'Team' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('th[aria-sort="ascending"]').textContent()).toContain('Team');
    expect(await page.locator('tbody th a').first().textContent()).toBe('claims');
    expect(await page.locator('tbody th a').nth(1).textContent()).toBe('docs');

    await page.getByRole('link', { name: 'docs' }).focus();
    await page.keyboard.press('Enter');
    await shown(page);
    expect(await focused('textContent')).toBe('docs');
    await page.keyboard.press('g');
    await page.keyboard.press('o');
    await page.getByRole('heading', { level: 1, name: 'AI spending' }).waitFor();
    await close();
  });

  test('colours follow the system until somebody chooses, and the choice is kept', async () => {
    const { page, close } = await visit(browser, '/', { fixtures: FIXTURES, colors: 'dark' });
    const paper = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const dark = await paper();
    await page.getByLabel('Colours').selectOption('light');
    const light = await paper();
    expect(light).not.toBe(dark);
    await page.reload();
    await shown(page);
    expect(await paper()).toBe(light);
    await close();
  });

  test('names from the bill are text and nothing else, in every place of every page', async () => {
    const names = HOSTILE_NAMES.filter((name) => name !== '' && name.isWellFormed() && name.length < 500);
    const month = overview();
    const page1 = team('claims');
    const alert = { ...alerts[0]!, headline: names.join(' '), standing: names[3]! };
    const [row] = page1.principals;
    const fixtures = {
      ...FIXTURES,
      overview: () => ({
        ...month,
        teams: names.map((name) => ({ ...month.teams[0]!, team: name })),
        open: [alert],
      }),
      team: ({ params }: { readonly params: Readonly<Record<string, string>> }) => ({
        ...page1,
        team: params.team ?? '',
        owner: names[3]!,
        channel: names[4]!,
        alerts: [alert],
        principals: names.map((key) => ({ ...row!, key })),
        plans: [{ ...page1.plans[0]!, note: names[4]! }],
      }),
    };
    const { page, complaints, close } = await visit(browser, '/', { fixtures });
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const live = () =>
      page.evaluate<number>('document.querySelectorAll("main script, main img, main b, main iframe").length');
    expect(await page.locator('table').first().locator('tbody th a').allTextContents()).toEqual(names);
    const links = await page.evaluate<readonly string[]>('[...document.links].map((link) => link.href)');
    expect(links.filter((href) => !href.startsWith(new URL(page.url()).origin))).toEqual([]);
    expect(await live()).toBe(0);
    await page.getByRole('link', { name: '<script>alert(1)</script>', exact: true }).click();
    await shown(page);
    expect(await page.locator('h1').textContent()).toBe('<script>alert(1)</script>');
    expect(await live()).toBe(0);
    expect([dialogs, complaints]).toEqual([[], []]);
    await close();
  });

  test('what goes wrong is said in a sentence with a way on, and what was shown stays', async () => {
    let refused = true;
    const fixtures = {
      ...FIXTURES,
      overview: () =>
        refused
          ? {
              refused: 500,
              problem: { kind: 'internal', message: 'Something went wrong here; it was logged. Try again.' },
            }
          : { ...overview(), freshness: { ...freshness, isStale: true } },
    };
    const { page, close } = await visit(browser, '/', { fixtures });
    await page.getByRole('alert').getByText('it was logged').waitFor();
    refused = false;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('AWS has delivered nothing for 48 minutes.').waitFor();
    await page.getByRole('link', { name: 'claims' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'claims' }).waitFor();
    refused = true;
    await page.getByRole('link', { name: 'Overview' }).first().click();
    await page.getByText('Not up to date.').waitFor();
    expect(await page.locator('.figure-value').first().textContent()).toBe('$11,046.06');
    await close();
  });

  test('a page without anything to show says what to do next; an unknown address leads back', async () => {
    const month = overview([]);
    const fixtures = {
      ...FIXTURES,
      overview: () => ({ ...month, spent: '0', untagged: null, forecast: null, open: [], months: [] }),
      team: () => ({
        refused: 404,
        problem: { kind: 'not-found', message: 'There is no such team, or it is not yours to see.' },
      }),
    };
    const { page, close } = await visit(browser, '/', { fixtures });
    await page.getByText('No team spent anything in this month.').waitFor();
    await page.getByText('Nothing is open.').waitFor();
    expect(await page.getByText('Paid for by no team').count()).toBe(0);
    await page.goto(new URL('/teams/nobody', page.url()).href);
    await page.getByText('There is no such team, or it is not yours to see.').waitFor();
    await page.goto(new URL('/nowhere/at/all', page.url()).href);
    await page.getByRole('link', { name: 'Go to the overview' }).click();
    await page.getByText('No team spent anything in this month.').waitFor();
    await close();
  });
});
