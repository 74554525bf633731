import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { barriers } from '../../builders/console/accessible.ts';
import { NO_CHROMIUM } from '../../builders/console/browser.ts';
import { backtest, backtestJob, budgets } from '../../builders/console/budget-documents.ts';
import type { FixtureAsked, Fixtures } from '../../builders/console/server.ts';
import { visitor } from '../../builders/console/visitor.ts';

describe.skipIf(NO_CHROMIUM)('the page of budgets', () => {
  const go = visitor();

  const claims = budgets.budgets[0]!;

  const withClaims = (changed: Partial<typeof claims>, version: number) => ({
    ...budgets,
    version,
    budgets: [{ ...claims, ...changed }, ...budgets.budgets.slice(1)],
  });

  const typeBudget = async (page: Page, amount: string): Promise<void> => {
    await page.getByLabel('Budget of claims').fill(amount);
    await page.getByText(backtest.words).waitFor();
  };

  test('what is typed is backtested, summed against the cap and then saved with its reason', async () => {
    const puts: FixtureAsked[] = [];
    const tests: unknown[] = [];
    let shown = budgets;
    const { page } = await go('/budgets', {
      budgets: () => shown,
      askBacktest: ({ body }) => {
        tests.push(body);
        return backtestJob;
      },
      putBudget: (asked) => {
        puts.push(asked);
        shown = withClaims({ amount: '12500' }, 8);
        return shown;
      },
    });
    await typeBudget(page, '12,500');
    await page.locator('.figure', { hasText: 'Room under the cap' }).getByText('−$500.00').waitFor();
    expect(puts).toEqual([]);
    expect(tests).toMatchObject([
      { team: 'claims', days: 30, budget: { amount: '12500', minDollars: '25' } },
    ]);
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('Why (kept with the change)').fill('Agents for Spain');
    await page.getByRole('button', { name: 'Save claims' }).click();
    await page.getByText('The budget of claims is saved.').waitFor();
    expect(puts[0]!.body).toEqual({
      ...{ amount: '12500', currency: 'USD', thresholds: [50, 80, 100], minDollars: '25' },
      ...{ owner: claims.owner, channel: claims.channel, months: claims.months },
      reason: 'Agents for Spain',
    });
    expect(puts[0]!.headers['if-match']).toBe('"7"');
    expect(puts[0]!.headers['idempotency-key']).toMatch(/^[\da-f-]{36}$/);
    await page.getByText('not saved').waitFor({ state: 'detached' });
  });

  test('who is second sees both versions, and what they typed is saved over the newer one', async () => {
    let shown = budgets;
    const puts: FixtureAsked[] = [];
    const { page, complaints } = await go('/budgets', {
      budgets: () => shown,
      putBudget: (asked) => {
        puts.push(asked);
        if (asked.headers['if-match'] === '"9"')
          return withClaims({ amount: '12000', channel: '#theirs' }, 10);
        shown = withClaims({ amount: '9000', channel: '#theirs' }, 9);
        return {
          refused: 412,
          problem: { kind: 'conflict', message: 'Somebody changed it since you read it.' },
        };
      },
    });
    await typeBudget(page, '12000');
    await page.getByLabel('Why (kept with the change)').fill('Mine');
    await page.getByRole('button', { name: 'Save claims' }).click();
    const clash = page.locator('.clash');
    await clash.waitFor();
    const row = (field: string) => clash.getByRole('row', { name: field }).textContent();
    expect(await row('Budget')).toBe('Budget11000900012000');
    expect(await row('Channel')).toBe('Channel#claims-ai#theirsnot typed: theirs stays');
    expect(await page.getByLabel('Budget of claims').inputValue()).toBe('12000');
    expect(await page.getByLabel('Why (kept with the change)').inputValue()).toBe('Mine');
    expect(await page.getByRole('button', { name: 'Save claims' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Keep what I typed' }).click();
    await page.getByRole('button', { name: 'Save claims' }).click();
    await page.getByText('The budget of claims is saved.').waitFor();
    expect(puts[1]!.body).toMatchObject({ amount: '12000', channel: '#theirs', reason: 'Mine' });
    // The browser itself reports the refused call.
    expect(complaints.filter((text) => !text.includes('412'))).toEqual([]);
  });

  test('a save of another team shows what meanwhile changed under what is still typed', async () => {
    let shown = budgets;
    const { page } = await go('/budgets', {
      budgets: () => shown,
      putBudget: () => {
        shown = withClaims({ amount: '9000' }, 9);
        return shown;
      },
    });
    await typeBudget(page, '12000');
    await page.getByLabel('Budget of search').fill('9600');
    await page.getByRole('button', { name: 'Save search' }).click();
    await page.locator('.clash', { hasText: '9000' }).waitFor();
    expect(await page.getByLabel('Budget of claims').inputValue()).toBe('12000');
  });

  test('a backtest that takes long says how far it is, and is given up when something else is typed', async () => {
    const running = { ...backtestJob, state: 'running' as const, done: 11, result: null };
    const dropped: unknown[] = [];
    const { page } = await go('/budgets', {
      askBacktest: ({ body }) => {
        const { budget } = body as { readonly budget: { readonly amount: string } };
        return { ...running, id: `backtest-${budget.amount}`, words: 'It waits for its turn.' };
      },
      backtest: ({ params }) =>
        params.id === 'backtest-12500'
          ? { ...running, id: params.id, words: 'It judges delivery 12 of 61.' }
          : backtestJob,
      dropBacktest: ({ params }) => {
        dropped.push(params.id);
        return running;
      },
    });
    await page.getByLabel('Budget of claims').fill('12,500');
    await page.getByText('It judges delivery 12 of 61.').waitFor();
    expect(await page.getByRole('progressbar').getAttribute('value')).toBe('11');
    expect(await barriers(page)).toEqual([]);
    await typeBudget(page, '12,600');
    expect(dropped).toEqual(['backtest-12500']);
  });

  test('a value that is none is told at its field and cannot be saved', async () => {
    const { page } = await go('/budgets');
    await page.getByLabel('Budget of claims').fill('lots');
    await page.getByText('A number such as 1200').waitFor();
    expect(await page.getByRole('button', { name: 'Save claims' }).isDisabled()).toBe(true);
  });

  test('the proposed floor is taken over, and a proposal becomes a budget that is not saved yet', async () => {
    const { page } = await go('/budgets');
    await typeBudget(page, '12000');
    await page.getByRole('button', { name: 'Use $40 as the floor' }).click();
    expect(await page.getByLabel('Floor, money of claims').inputValue()).toBe('40');
    await page.getByRole('button', { name: 'Take it for fraud' }).click();
    expect(await page.getByLabel('Budget of fraud').inputValue()).toBe('1900');
  });

  test('an import is looked at before it replaces anything', async () => {
    const bodies: unknown[] = [];
    const importBudgets: Fixtures['importBudgets'] = ({ body }) => {
      bodies.push(body);
      const change = {
        at: '2026-11-19T09:00:00.000Z',
        by: { id: 'you', name: 'You' },
        version: 7,
        reason: '',
      };
      return {
        version: 8,
        changes: [{ ...change, team: 'claims', before: { amount: '11000' }, after: { amount: '1' } }],
      };
    };
    const { page } = await go('/budgets', { importBudgets });
    await page.getByRole('button', { name: 'Import…' }).click();
    await page.getByLabel('Or paste it').fill('team,amount\nclaims,1');
    expect(await page.getByRole('button', { name: 'Replace all budgets' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await page.getByText('amount $11,000.00 → $1').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByRole('button', { name: 'Replace all budgets' }).click();
    await page.getByText('The budgets are replaced.').waitFor();
    expect(bodies).toMatchObject([{ dryRun: true }, { dryRun: false, format: 'csv' }]);
  });

  test('the history says what changed, and of what', async () => {
    const { page } = await go('/budgets');
    const panel = page.locator('.panel', { hasText: 'History' });
    const rows = await panel.locator('tbody tr').allTextContents();
    expect(rows[0]).toContain('suportnew: amount $500.00Ada Stone');
    expect(rows[1]).toContain(
      'amount $9,000.00 → $11,000.00 · thresholds 80, 100 → 50, 80, 100 · months default → 2026-12: $14,000.00',
    );
    expect(rows[2]).toContain('All teamscap $24,000.00 → $26,000.00');
  });

  test('a raise ends with its month, and an undo names the version it takes back', async () => {
    const asked: FixtureAsked[] = [];
    const keep = (one: FixtureAsked) => {
      asked.push(one);
      return budgets;
    };
    const { page } = await go('/budgets', { raise: keep, undoBudget: keep });
    await page.getByRole('button', { name: 'Months and more of claims' }).click();
    await page.getByText('Ends by itself with November 2026').waitFor();
    await page.getByLabel('Amount, USD').fill('13000');
    await page.getByLabel('Why').fill('Black Friday');
    await page.getByRole('button', { name: 'Raise', exact: true }).click();
    await page.getByText('claims has 13000 USD in November 2026.').waitFor();
    await page.getByRole('button', { name: 'Undo the last change' }).click();
    await page.getByText('The last change is taken back.').waitFor();
    expect(asked[0]!.body).toEqual({ amount: '13000', period: '2026-11', reason: 'Black Friday' });
    expect(asked.map(({ headers }) => headers['if-match'])).toEqual(['"7"', '"7"']);
  });
});
