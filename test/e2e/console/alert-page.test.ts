import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatMoney, parsePico } from '../../../shared/domain/base/money.ts';
import { alertDetail, evidence } from '../../builders/console/alert-document.ts';
import { NO_CHROMIUM } from '../../builders/console/browser.ts';
import { HOUR, NOW } from '../../builders/console/company.ts';
import { visitor } from '../../builders/console/visitor.ts';

describe.skipIf(NO_CHROMIUM)('the page of an alert', () => {
  const go = visitor();

  const PATH = '/alerts/A7K2Q';

  test('a decision shows before it is answered, and then as it was answered', async () => {
    const bodies: unknown[] = [];
    let isAcknowledged = false;
    const now = () => ({
      ...alertDetail,
      alert: { ...alertDetail.alert, standing: isAcknowledged ? 'acknowledged' : 'firing' },
    });
    const { page } = await go(PATH, {
      alert: now,
      decide: ({ body }) => {
        bodies.push(body);
        isAcknowledged = true;
        return now();
      },
    });
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/decisions', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText('acknowledged, saving…').waitFor();
    release();
    await page.getByText('acknowledged', { exact: true }).waitFor();
    expect(bodies).toEqual([{ decision: 'acknowledge' }]);
  });

  test('a refusal takes it back and says why', async () => {
    const message = 'Your role is viewer, which reads only.';
    const { page } = await go(PATH, {
      decide: () => ({ refused: 403, problem: { kind: 'forbidden', message } }),
    });
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText(message).waitFor();
    await page.getByText('firing', { exact: true }).waitFor();
    expect(await page.getByText('saving…').count()).toBe(0);
  });

  test('a snooze has its price and lasts as long as it says', async () => {
    const bodies: unknown[] = [];
    const { page } = await go(PATH, {
      decide: ({ body }) => {
        bodies.push(body);
        return alertDetail;
      },
    });
    await page.getByRole('button', { name: 'Snooze 8 h about $304 extra' }).click();
    await page.getByText('Snoozed for 8 hours.').waitFor();
    expect(bodies).toMatchObject([{ decision: 'snooze' }]);
    const { until } = bodies[0] as { readonly until: string };
    const afterwards = Date.parse(until) - Date.parse(NOW) - 8 * HOUR;
    expect(afterwards).toBeGreaterThanOrEqual(0);
    expect(afterwards).toBeLessThan(60_000);
  });

  test('a verdict takes a sentence', async () => {
    const bodies: unknown[] = [];
    const { page } = await go(PATH, {
      decide: ({ body }) => {
        bodies.push(body);
        return alertDetail;
      },
    });
    await page.getByRole('button', { name: 'Expected: planned' }).click();
    await page.getByLabel('What it is for').fill('Evaluation night');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Kept as planned.').waitFor();
    expect(bodies).toEqual([{ decision: 'verdict', verdict: 'planned', note: 'Evaluation night' }]);
  });

  test('the contributions are shown in order and handed out exactly, with nothing that a spreadsheet would run', async () => {
    const hostile = { ...evidence.contributions[0]!, model: '=HYPERLINK("http://x","y")' };
    const { page } = await go(PATH, {
      alert: () => ({
        ...alertDetail,
        evidence: { ...evidence, contributions: [hostile, ...evidence.contributions.slice(1)] },
      }),
    });
    const panel = page.locator('.panel', { hasText: 'Who and what' });
    await panel.getByRole('button', { name: 'Change' }).click();
    const most = evidence.contributions
      .map(({ rise }) => parsePico(rise))
      .toSorted((a, b) => (a < b ? 1 : -1))[0]!;
    expect(await panel.locator('tbody tr').first().locator('td').last().textContent()).toBe(
      `+${formatMoney(most, 'USD')}`,
    );
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      panel.getByRole('button', { name: 'Contributions as CSV' }).click(),
    ]);
    const lines = readFileSync((await download.path()) ?? '', 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(1 + evidence.contributions.length);
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
    expect(lines[2]).toContain(evidence.contributions[1]!.rise);
  });

  test('the stop card is shown whole and only to be copied', async () => {
    const asked: string[] = [];
    const { page } = await go(PATH);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    page.on('request', (request) => asked.push(request.method()));
    await page.getByText('What would stop role claims-agent').click();
    await page.getByRole('button', { name: /^Copy deny/ }).click();
    await page.getByText('Copied.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('put-role-policy');
    expect(asked.filter((method) => method !== 'GET')).toEqual([]);
  });

  test('without evidence it says when there will be some', async () => {
    const { page } = await go(PATH, {
      alert: () => ({ ...alertDetail, evidence: null, stopCard: null }),
    });
    await page.getByText('npx billhook explain A7K2Q').waitFor();
  });
});
