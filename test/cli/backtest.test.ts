import { globSync, rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { aSpend, deliveryFiles } from '../builders/export-files.ts';
import { billhook, enterFolder } from './command-line.ts';

let home: ReturnType<typeof enterFolder>;
beforeEach(() => {
  home = enterFolder();
});
afterEach(() => home.leave());

/** An export whose budget of $100 is crossed with its second delivery. */
function putExport(): void {
  const specs = [
    { executedAt: '2026-11-17T13:14:43.337Z', executionId: 'first', chunks: [[aSpend('search', 10)]] },
    { executedAt: '2026-11-18T13:14:43.337Z', executionId: 'second', chunks: [[aSpend('search', 85)]] },
  ];
  for (const { keys, files, manifest } of specs.map(deliveryFiles)) {
    home.put(Object.fromEntries(keys.data.map((key, index) => [`export/${key}`, files[index]!])));
    home.put(Object.fromEntries(keys.manifests.map((key) => [`export/${key}`, manifest])));
  }
  home.put({ 'budgets.csv': 'team,monthly_amount\nsearch,100\n' });
}

const run = (line: string) => billhook(...line.split(' '));

test('deliveries in a folder: what would have been told, and nothing beside it', async () => {
  putExport();
  const { exitCode, out } = await run('backtest export --budgets budgets.csv --json');
  expect(exitCode).toBe(0);
  const told = JSON.parse(out);
  expect(told).toMatchObject({
    from: '2026-11-17T13:14:43.337Z',
    to: '2026-11-18T13:14:43.337Z',
    deliveries: 2,
    fired: { times: 1 },
    incidents: [{ team: 'search', kind: 'budget-threshold', would: 'told', amount: '85' }],
    messages: [{ at: '2026-11-18T13:14:43.337Z', reason: 'first' }],
    quietFloors: [{ team: 'search', minDollars: 10, loud: null }],
  });
  expect(told.incidents[0]).not.toHaveProperty('realAlert');
});

test('a store: what really was sent stands beside it, and the store is left as it was', async () => {
  putExport();
  await run('run export --budgets budgets.csv --store kept');
  const { exitCode, out } = await run('backtest --store kept');
  expect({ exitCode, out }).toEqual({
    exitCode: 0,
    out: expect.stringMatching(
      /search +2026-11-18 13:14Z +budget threshold of 2026-11 +\$85\.00 +at the same time/,
    ),
  });
  expect(out).toContain('Would have fired 1 time in 1 message: 1 incident that really alerted, 0 that');
  const again = await run('backtest --store kept --json --days 1');
  expect(JSON.parse(again.out)).toMatchObject({ fired: { times: 1, matched: 1, unknown: 0 } });
  for (const file of globSync('kept/**/2026-11-17*.arrow')) rmSync(file);
  const lacking = (await run('backtest --store kept')).out.replace(/\s+/g, ' ');
  expect(lacking).toContain(
    '1 delivery is no longer kept and left out: 2026-11-17T13:14. A deployed Billhook',
  );
  expect(lacking).toContain('140 days after another took its place; the last of each month stays.');
});

describe('is told plainly', () => {
  test.each([
    ['there is no store', 'backtest', /there is no such store; fill it with: npx billhook run/],
    [
      'a team that nobody knows',
      'backtest export --team claims',
      /no delivery knows this team.*--team search, found claims/,
    ],
    ['a number that is none', 'backtest --min-dollars lots', /not an amount.*--min-dollars 100/],
    ['a span that is none', 'backtest --alerts-per day', /--alerts-per quarter or month or week/],
    ['days beyond counting', 'backtest --days 0', /--days from 1 to/],
  ])('%s', async (_, line, says) => {
    putExport();
    const { exitCode, err } = await run(line);
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringMatching(says) });
  });
});
