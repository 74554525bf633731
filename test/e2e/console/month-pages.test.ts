import { describe, expect, test } from 'vitest';
import { barriers } from '../../builders/console/accessible.ts';
import { NO_CHROMIUM } from '../../builders/console/browser.ts';
import { freshness } from '../../builders/console/documents.ts';
import {
  deliveries,
  rules,
  rulesEffect,
  statements,
  untagged,
} from '../../builders/console/month-documents.ts';
import type { FixtureAsked } from '../../builders/console/server.ts';
import { visitor } from '../../builders/console/visitor.ts';
import { HOSTILE_NAMES } from '../../builders/hostile.ts';

const RULE = { by: 'principal', pattern: 'role/claims-poc@*', team: 'claims' };

describe.skipIf(NO_CHROMIUM)('the pages of a month', () => {
  const go = visitor();

  test.each(['/alerts', '/alerts/A7K2Q', '/budgets', '/untagged', '/deliveries', '/statements/2026-10'])(
    '%s can be read and used by everybody in light and dark, fits a phone, and nothing complains',
    async (path) => {
      const { page, complaints } = await go(path);
      expect(await barriers(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await barriers(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      // Charts follow the new width when they are told of it.
      const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
      await expect.poll(width, { timeout: 10_000 }).toBe(360);
      expect(complaints).toEqual([]);
    },
  );

  test('names that want to be more than names are text', async () => {
    const names = HOSTILE_NAMES.filter((name) => name !== '' && name.length < 100);
    const { page, complaints } = await go('/untagged', {
      untagged: () => ({
        ...untagged,
        principals: names.map((principal) => ({
          ...untagged.principals[0]!,
          ...{ principal, likelyTeam: principal, evidence: principal, command: `aws ${principal}` },
        })),
        hygiene: [{ key: names[3]!, problem: 'spelling', values: names, cost: '1' }],
        gateways: [
          {
            ...untagged.gateways[0]!,
            principal: names[4]!,
            split: [{ by: 'tag', key: names[3]!, cost: '1', share: 1 }],
          },
        ],
      }),
    });
    await page.getByRole('button', { name: /^Show all/ }).click();
    await page.locator('.command', { hasText: '<script>alert(1)</script>' }).waitFor();
    expect(await page.locator('main script, main img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('a rule is tried on the month before it is saved with its reason', async () => {
    const puts: FixtureAsked[] = [];
    const { page } = await go('/untagged', {
      putRules: (asked) => {
        puts.push(asked);
        return { ...rules, effect: rulesEffect };
      },
    });
    await page.getByLabel('Caller or account').fill('role/claims-poc@*');
    await page.getByLabel('Team', { exact: true }).fill('claims');
    await page.getByRole('button', { name: 'Add rule' }).click();
    await page.getByText('Of $1,987.50 untagged in November 2026, $1,575.20 would be left.').waitFor();
    await page.getByText('claims: $412.30 of 2 principals').waitFor();
    expect(await barriers(page)).toEqual([]);
    await page.getByLabel('Why (kept with the change)').fill('Anna owns it');
    await page.getByRole('button', { name: 'Save rules' }).click();
    await page.getByText('The rules are saved.').waitFor();
    const proposed = [...rules.rules.map(({ rule }) => rule), RULE];
    expect(puts.map(({ body }) => body)).toEqual([
      { rules: proposed, dryRun: true },
      { rules: proposed, reason: 'Anna owns it' },
    ]);
    expect(puts[1]!.headers['if-match']).toBe('"7"');
  });

  test('a command is copied to the letter', async () => {
    const { page } = await go('/untagged');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page
      .getByRole('button', { name: /^Copy command/ })
      .first()
      .click();
    await page.getByText('Copied.').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(untagged.principals[0]!.command);
  });

  test('a statement shows its lines, closes, and names each file with its checksum', async () => {
    const { page } = await go('/statements/2026-10');
    await page.getByRole('button', { name: 'claims' }).click();
    await page.getByText('Restated usage').waitFor();
    await page.getByText('it closes to the last digit').waitFor();
    await page.getByRole('button', { name: 'acme-cur-2026-10.csv', exact: true }).waitFor();
    await page.getByText(statements.files[0]!.sha256).first().waitFor();
  });

  test('a month that does not close says not to book it', async () => {
    const { page } = await go('/statements/2026-10', {
      statements: () => ({ ...statements, difference: '-0.000000000001' }),
    });
    await page.getByText('do not book this month').waitFor();
    expect(await page.getByText('it closes').count()).toBe(0);
  });

  test('differences of deliveries do not cancel each other out', async () => {
    const [first, ...others] = deliveries.deliveries;
    const { page } = await go('/deliveries', {
      deliveries: () => ({
        ...deliveries,
        deliveries: [{ ...first!, difference: '2' }, { ...others[0]!, difference: '-2' }, ...others.slice(1)],
      }),
    });
    await page.locator('.figure', { hasText: 'Ledger less export' }).getByText('$4.00').waitFor();
  });

  test('what is held back stands there with its reason, and so does what is no longer kept', async () => {
    const [first, ...others] = deliveries.deliveries;
    const after = { ...first!, why: 'the delivery before it is no longer kept' };
    const { page } = await go('/deliveries', {
      deliveries: () => ({
        ...deliveries,
        deliveries: [after, ...others],
        dropped: { count: 3, afterDays: 140 },
      }),
    });
    await page.getByText('ends in the middle of a row group').waitFor();
    await page.getByText('3 deliveries are no longer kept').waitFor();
    await page.getByText('not kept').waitFor();
  });

  test('empty, failed and stale pages say what to do next', async () => {
    const empty = await go('/deliveries', {
      deliveries: () => ({ ...deliveries, deliveries: [], ripeness: [] }),
    });
    await empty.page.getByText('npx billhook doctor').waitFor();
    const failed = await go('/untagged', {
      untagged: () => ({
        refused: 500,
        problem: { kind: 'internal', message: 'The ledger does not answer.' },
      }),
    });
    await failed.page.getByText('The ledger does not answer.').waitFor();
    await failed.page.getByRole('button', { name: 'Try again' }).waitFor();
    const stale = await go('/untagged', {
      untagged: () => ({ ...untagged, freshness: { ...freshness, isStale: true } }),
    });
    await stale.page.getByText('AWS has delivered nothing for').waitFor();
  });
});
