import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NO_CHROMIUM, startBrowser, visit } from '../../builders/console/browser.ts';
import { me } from '../../builders/console/documents.ts';
import { FIXTURES } from '../../builders/console/fixtures.ts';
import type { FixtureAsked } from '../../builders/console/server.ts';

const TOKEN = 'head.claims.signature';
const REFUSAL = { refused: 401, problem: { kind: 'unauthenticated', message: 'Sign in first.' } };
const fixtures = {
  ...FIXTURES,
  me: ({ headers }: FixtureAsked) => (headers.authorization === `Bearer ${TOKEN}` ? me : REFUSAL),
};

/** A provider under the address of the console, which knows one person and hands out `token`. */
function provider(token: Readonly<Record<string, string>>) {
  const seen: URLSearchParams[] = [];
  const prepare = async (page: Page): Promise<void> => {
    const json = (body: unknown) => ({ contentType: 'application/json', body: JSON.stringify(body) });
    const base = (address: string): string => `${new URL(address).origin}/provider`;
    await page.route('**/sign-in.json', (route) =>
      route.fulfill(json({ issuer: base(route.request().url()), clientId: 'console', scope: 'openid' })),
    );
    await page.route('**/provider/.well-known/openid-configuration', (route) => {
      const here = base(route.request().url());
      return route.fulfill(
        json({ authorization_endpoint: `${here}/authorize`, token_endpoint: `${here}/token` }),
      );
    });
    await page.route('**/provider/authorize?*', (route) => {
      const { searchParams } = new URL(route.request().url());
      seen.push(searchParams);
      const back = `${searchParams.get('redirect_uri')}?code=C1&state=${searchParams.get('state')}`;
      return route.fulfill({ status: 302, headers: { location: back } });
    });
    await page.route('**/provider/token', (route) => {
      seen.push(new URLSearchParams(route.request().postData() ?? ''));
      return route.fulfill(json(token));
    });
  };
  return { seen, prepare };
}

describe.skipIf(NO_CHROMIUM)('signing in', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  test('whoever follows a link signs in with the provider and arrives where the link leads', async () => {
    const { seen, prepare } = provider({ access_token: 'opaque', id_token: TOKEN });
    const { page, close } = await visit(browser, '/teams/claims?from=2026-11-10&to=2026-11-12', {
      fixtures,
      prepare,
    });
    await page.getByRole('heading', { level: 1, name: 'claims' }).waitFor();
    expect(new URL(page.url()).search).toBe('?from=2026-11-10&to=2026-11-12');
    const [asked, given] = seen;
    expect(asked!.get('code_challenge_method')).toBe('S256');
    const digest = createHash('sha256').update(given!.get('code_verifier')!).digest('base64url');
    expect(asked!.get('code_challenge')).toBe(digest);
    expect(await page.evaluate<string>('document.body.innerText')).not.toContain(TOKEN);
    await close();
  });

  test('a file comes with the token, under the name that the API gives it; else why not is said', async () => {
    const { prepare } = provider({ access_token: TOKEN });
    let isThere = true;
    const { page, close } = await visit(browser, '/budgets', {
      fixtures: {
        ...fixtures,
        exportBudgets: ({ headers, params }: FixtureAsked) =>
          headers.authorization !== `Bearer ${TOKEN}`
            ? REFUSAL
            : isThere
              ? { file: `all.${params.format}`, text: 'team,monthly_amount\n' }
              : { refused: 500, problem: { kind: 'internal', message: 'It was logged.' } },
      },
      prepare,
    });
    const csv = page.getByRole('button', { name: 'CSV of all budgets' });
    const [saved] = await Promise.all([page.waitForEvent('download'), csv.click()]);
    expect([saved.suggestedFilename(), readFileSync(await saved.path(), 'utf8')]).toEqual([
      'all.csv',
      'team,monthly_amount\n',
    ]);
    isThere = false;
    await csv.click();
    await page.getByText('It was logged.').waitFor();
    isThere = true;
    await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Try again' }).click(),
    ]);
    await csv.waitFor();
    await close();
  });

  test('a stranger is told whom to ask instead of being sent round and round', async () => {
    const { seen, prepare } = provider({ access_token: 'some.body.else' });
    const { page, close } = await visit(browser, '/', { fixtures, prepare });
    await page.getByText('Billhook does not know you').waitFor();
    expect(seen).toHaveLength(2);
    await close();
  });

  test('a code that this tab did not ask for is not taken', async () => {
    const { seen, prepare } = provider({ access_token: TOKEN });
    const { page, close } = await visit(browser, '/signed-in?code=C9&state=theirs', { fixtures, prepare });
    await page.getByText('was not what this tab had begun').waitFor();
    expect(seen).toEqual([]);
    await close();
  });
});
