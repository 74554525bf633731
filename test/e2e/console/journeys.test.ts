import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parsePico } from '../../../shared/domain/base/money.ts';
import type { SlackStandInMessage } from '../../../shared/embedded/slack-store.ts';
import { NO_CHROMIUM } from '../../builders/console/browser.ts';
import { exactSum } from '../cli/exact-sum.ts';
import { messageOf } from '../journeys/hands.ts';
import { shown } from '../journeys/shown.ts';
import { billed } from '../journeys/story.ts';
import { openCompany, spending, totalOf } from './company.ts';
import { sheetOf } from './workbook.ts';

/** Of the button that leads out of Slack. */
const linkIn = ({ blocks }: SlackStandInMessage): string =>
  /"url":"([^"]+)"/.exec(JSON.stringify(blocks))?.[1] ?? 'there is no link';

/** The parts that a text has not, or only before an earlier part. */
function outOfOrder(text: string, parts: readonly string[]): readonly string[] {
  let from = 0;
  return parts.filter((part) => {
    const found = text.indexOf(part, from);
    from = found < 0 ? from : found + part.length;
    return found < 0;
  });
}

const REFUSED = 'Failed to load resource: the server responded with a status of';
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const tableOf = (bytes: Uint8Array) =>
  parse<Readonly<Record<string, string>>>(Buffer.from(bytes), { columns: true });
const CLOSED = ['2026-11', '2026-12-04T16:00:00.000Z'] as const;

/** One company for all: each journey goes on where the one before has ended. */
describe.skipIf(NO_CHROMIUM)('through the console of a running Billhook', () => {
  let company: Awaited<ReturnType<typeof openCompany>>;
  beforeAll(async () => {
    company = await openCompany();
  }, 120_000);
  afterAll(() => company?.close());

  test('a team gets a budget, an owner and a channel; its owner sees it, and nobody of another team', async () => {
    const { story, seatOf } = company;
    await story.deliver('2026-10', '2026-11-02T06:00:00.000Z', spending);
    await story.deliver('2026-11', '2026-11-16T16:00:00.000Z', spending);
    story.at('2026-11-16T16:10:00Z');
    await story.report();

    // From the team's first card to its page, and from there to where budgets are set.
    const fenna = await seatOf('U0FINANCE');
    await fenna.go(linkIn(messageOf(story, 'onboarding-claims')));
    expect(await fenna.figure('Budget')).toEqual(['None', 'Set one, and see what it would have told']);
    await fenna.page.getByRole('link', { name: 'Set one' }).click();
    await fenna.page.getByRole('button', { name: 'Take it for claims' }).click();
    expect(await field(fenna.page, 'Budget of claims').inputValue()).toBe('2700');
    await field(fenna.page, 'Budget of claims').fill('4,000');
    await field(fenna.page, 'Owner of claims').fill('Anna Berg');
    await field(fenna.page, 'Channel of claims').fill('#claims-ai');
    await fenna.page.getByText('Would not have fired.').waitFor();
    await fenna.look();
    await fenna.page.getByLabel('Why (kept with the change)').fill('Their first one');
    await fenna.page.getByRole('button', { name: 'Save claims' }).click();
    await fenna.page.getByText('new: amount $4,000.00').waitFor();
    expect(await fenna.rows('History')).toEqual([
      expect.stringMatching(
        /^claims \| new: amount \$4,000\.00 · .* · channel #claims-ai \| Fenna Moor \| 16 Nov, 16:\d\d UTC \| Their first one$/,
      ),
    ]);

    // The owner finds their team, and how it stands.
    const anna = await seatOf('U0OWNER');
    await anna.go('/');
    expect((await anna.rows('Teams')).map((row) => row.split(' | ')[0])).toEqual(['claims']);
    await anna.page.getByRole('link', { name: 'claims' }).first().click();
    await anna.page.getByText('Owner Anna Berg · told in #claims-ai').waitFor();
    await anna.look();
    expect(await anna.figure('Of this month’s budget')).toEqual(['30 %', '$1,199.25 of $4,000.00']);
    expect(await anna.figure('Month end, expected')).toEqual(['$2,340', expect.stringMatching(/^\$2,340/)]);
    expect(await anna.figure('Budget ends')).toEqual(['Not this month', 'At this rate it holds']);
    expect(await anna.rows('Principals')).toEqual([
      expect.stringMatching(/^role\/claims-agent@123456789012 \| \$642\.00 /),
      expect.stringMatching(/^role\/claims-batch@123456789012 \| \$401\.25 /),
    ]);

    // Of another team's page there is nothing, on the page and behind it.
    const vic = await seatOf('U0VIEWER');
    await vic.go('/teams/claims');
    await vic.page.getByText('There is no such team, or it is not yours to see.').waitFor();
    await vic.go('/');
    expect((await vic.rows('Teams')).map((row) => row.split(' | ')[0])).toEqual(['search']);
    await vic.go('/budgets');
    expect(await vic.heard()).toContain('search');
    expect(await vic.heard()).not.toMatch(/claims|Anna/);
    expect([fenna, anna, vic].map(({ complaints }) => complaints)).toEqual([
      [],
      [],
      [`${REFUSED} 404 (Not Found)`],
    ]);
  });

  test('a threshold is tried on the past, saved, found in the history and taken back; of two the second is told', async () => {
    const { story, seatOf } = company;
    await story.deliver('2026-11', '2026-11-17T16:00:00.000Z', spending);
    const fenna = await seatOf('U0FINANCE');
    const { page } = fenna;
    const amount = field(page, 'Budget of claims');
    const save = page.getByRole('button', { name: 'Save claims' });
    await fenna.go('/budgets');
    await amount.fill('1500');
    await page.getByText('Would have fired 3 times: 3 not judged.').waitFor();
    await fenna.look();
    expect(await page.locator('.backtest tbody tr').allTextContents()).toEqual([
      'Budget threshold · 100 % of Oct 2026Warningtold 2 Nov, 06:00 UTCnot told thennot judged$2,418.00',
      'Budget threshold · 100 % of Nov 2026Warningtold 16 Nov, 16:00 UTCnot told thennot judged$1,599.25',
      expect.stringMatching(
        /^Spike · role\/claims-agent.*told 17 Nov, 16:00 UTCat the same timenot judged\$230\.00$/,
      ),
    ]);
    await page.getByLabel('Why (kept with the change)').fill('One agent fewer');
    await save.click();
    await page.getByText('amount $4,000.00 → $1,500.00').waitFor();
    expect((await fenna.rows('History'))[0]).toMatch(
      /^claims \| amount \$4,000\.00 → \$1,500\.00 \| Fenna Moor \| 17 Nov, 16:\d\d UTC \| One agent fewer$/,
    );
    await page.getByRole('button', { name: 'Undo the last change' }).click();
    await page.getByText('amount $1,500.00 → $4,000.00').waitFor();
    expect((await fenna.rows('History'))[0]).toMatch(/ \| undo of “One agent fewer”$/);
    expect(await amount.inputValue()).toBe('4000');

    // Both look at the same version; who is second sees what the first has done before anything is saved.
    const otto = await seatOf('U0SECOND');
    await otto.go('/budgets');
    await field(otto.page, 'Budget of claims').fill('3000');
    await field(otto.page, 'Thresholds % of claims').fill('60, 100');
    await amount.fill('2900');
    await page.getByLabel('Why (kept with the change)').fill('As agreed on Monday');
    await otto.page.getByRole('button', { name: 'Save claims' }).click();
    await otto.page.getByText('amount $4,000.00 → $3,000.00').waitFor();
    await save.click();
    await page.locator('.clash').waitFor();
    await page.getByText('amount $4,000.00 → $3,000.00').waitFor();
    await fenna.look();
    expect(await page.locator('.clash tbody tr').allTextContents()).toEqual([
      'Budget400030002900',
      'Thresholds %50, 80, 10060, 100not typed: theirs stays',
    ]);
    await page.getByRole('button', { name: 'Keep what I typed' }).click();
    await save.click();
    await page.getByText('amount $3,000.00 → $2,900.00').waitFor();
    expect((await fenna.rows('History')).map((row) => row.replace(/ \| 1.*UTC/, '')).slice(0, 2)).toEqual([
      'claims | amount $3,000.00 → $2,900.00 | Fenna Moor | As agreed on Monday',
      'claims | amount $4,000.00 → $3,000.00 · thresholds 50, 80, 100 → 60, 100 | Otto Lind | nothing said',
    ]);
    expect((await story.account.budgets.read()).budgets).toMatchObject([
      { amount: parsePico('2900'), thresholds: [60, 100], owner: 'Anna Berg', channel: '#claims-ai' },
    ]);
    expect(otto.complaints).toEqual([]);
    expect(fenna.complaints).toEqual([`${REFUSED} 412 (Precondition Failed)`]);
  });

  test('a link in Slack leads to what the message says, hour by hour; what is decided there is seen in Slack', async () => {
    const { story, seatOf } = company;
    const [alert] = await story.account.alerts.recent(story.stack.exportName);
    const message = () => messageOf(story, alert?.id ?? '');
    const told = message().text;
    expect(told).toMatch(/^CRITICAL · role\/claims-agent · .* · \$48\.00\/h, 24× usual, since Tue 17 Nov/);
    const robin = await seatOf('U0ONCALL');
    const { page } = robin;
    await robin.go(linkIn(message()));

    const text = (await page.locator('main').textContent()) ?? '';
    const [facts = ''] = /\*Now\*.*Who drove the rise[^\n]*/s.exec(shown(message())) ?? [];
    const amounts = facts.match(/\+?\$[\d,.]*\d/g) ?? [];
    expect(amounts.slice(0, 3)).toEqual(['$48.00', '$2.00', '$230.00']);
    expect(amounts.length).toBeGreaterThan(6);
    expect(outOfOrder(text, [told.slice('CRITICAL · '.length), ...amounts])).toEqual([]);
    const [, cost = '', usual = ''] = /it cost (\S+); (\S+) was expected/.exec(shown(message())) ?? [];
    expect(await robin.figure('Above the usual')).toEqual([
      '$138.00',
      expect.stringContaining(`${cost} instead of ${usual}`),
    ]);

    // The chart is drawn of the very hours, and they are the bill's.
    await page.getByRole('slider', { name: 'the judged hours cost 144 USD' }).waitFor();
    const csv = await robin.download(page.getByRole('button', { name: 'Hours as CSV' }));
    const counted = tableOf(csv).filter((row) => row.counted === 'yes');
    const hours = new Set(counted.map((row) => row.hour?.slice(0, 13)));
    const rows = billed('2026-11', '2026-11-17T16:00:00.000Z', spending).filter(
      ({ iamPrincipal, chargePeriodStart }) =>
        String(iamPrincipal).includes('/claims-agent/') && hours.has(String(chargePeriodStart).slice(0, 13)),
    );
    expect(hours.size).toBe(3);
    expect(exactSum(counted.map((row) => row.cost ?? ''))).toBe(
      exactSum(rows.map(({ unblendedCost }) => String(unblendedCost))),
    );
    expect(await robin.panel('Who and what').locator('tfoot').textContent()).toBe(
      `All${cost}${usual}+$138.00`,
    );

    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText('Acknowledged by Robin Vega').waitFor();
    await story.rest();
    expect(message()).toMatchObject({ text: `ACK · ${told}`, edits: 1 });
    expect(shown(message())).toContain('Acknowledged by Robin Vega');
    await robin.look();
    expect(await page.locator('.alert-line .badge').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining('acknowledged')]),
    );
    expect(robin.complaints).toEqual([]);
  });

  test('a month is closed: every file sums to what AWS delivered, to the last decimal', async () => {
    const { story, seatOf } = company;
    await story.deliver(...CLOSED, spending);
    await story.deliver('2026-12', '2026-12-04T16:30:00.000Z', spending);
    story.at('2026-12-05T09:10:00Z');
    await story.report();
    const fenna = await seatOf('U0FINANCE');
    await fenna.go(linkIn(messageOf(story, 'close-2026-11')));
    await fenna.page.getByText('closed', { exact: true }).waitFor();

    const total = await totalOf(...CLOSED);
    const bill = exactSum(billed(...CLOSED, spending).map(({ unblendedCost }) => String(unblendedCost)));
    expect(total.cost.USD).toBe(bill);
    expect(bill.split('.')[1]?.length).toBeGreaterThan(12);
    expect(await fenna.figure('Difference')).toEqual(['$0.00', '✓ it closes to the last digit']);
    for (const label of ['Total', 'Delivered by AWS']) {
      const figure = fenna.page.locator('.figure', { has: fenna.page.getByText(label, { exact: true }) });
      expect(await figure.locator('.number').getAttribute('title')).toBe(`${bill} USD`);
    }

    const saved = async (name: string): Promise<Uint8Array> => {
      const bytes = await fenna.download(fenna.page.getByText(name, { exact: true }));
      const sum = createHash('sha256').update(bytes).digest('hex');
      await fenna.page.getByText(`${sum}  ${name}`).waitFor();
      return bytes;
    };
    const lines = tableOf(await saved('statement-2026-11.csv'));
    const sumOf = (of: (team: string) => boolean) =>
      exactSum(lines.filter(({ team = '' }) => of(team)).map(({ cost = '' }) => cost));
    expect(sumOf(() => true)).toBe(bill);
    const [teams, unattributed, rest] = [
      sumOf((team) => team !== '' && team !== 'unattributed'),
      sumOf((team) => team === 'unattributed'),
      sumOf((team) => team === ''),
    ];
    expect(exactSum([teams, unattributed])).toBe(total.bedrock.cost.USD);
    expect(exactSum([teams, unattributed, rest])).toBe(bill);

    const json = JSON.parse(Buffer.from(await saved('statement-2026-11.json')).toString());
    expect(json).toMatchObject({ total: bill, delivered: bill, difference: '0' });
    const book = await saved('statement-2026-11.xlsx');
    const [head = [], ...cells] = sheetOf(book, 2);
    expect(exactSum(cells.map((row) => row.at(head.indexOf('exact') - head.length) ?? ''))).toBe(bill);
    expect(sheetOf(book, 1)).toContainEqual(['Delivered by AWS', String(Number(bill))]);
    const focus = tableOf(await saved('statement-2026-11-focus-1.2.csv'));
    expect(exactSum([...focus.map(({ BilledCost = '' }) => BilledCost), rest])).toBe(bill);
    expect(fenna.complaints).toEqual([]);
    expect(story.stack.faults()).toBe(0);
  });
});
