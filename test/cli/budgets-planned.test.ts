import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../../functions/cli/main.ts';
import { anIo } from '../builders/an-io.ts';
import { toCsv } from '../builders/cur-file.ts';
import { aSpend } from '../builders/export-files.ts';
import { enterFolder } from './command-line.ts';

const PLANNED = `budgets:
  - team: search
    monthly_amount: 12000
    months: {2026-12: 20000}
    alerts_per: month
    time_zone: Europe/Berlin
    working_days: Mon-Thu
    day_starts_at: 08:30
`;
let home: ReturnType<typeof enterFolder>;
beforeAll(async () => {
  home = enterFolder();
  home.put({
    'bill.csv': toCsv([aSpend('search', 10)]),
    'old.csv': 'team,monthly_amount\nsearch,12000\n',
    'planned.yml': PLANNED,
  });
  expect(await main(['run', 'bill.csv', '--store', 'store', '--budgets', 'old.csv'], anIo())).toBe(0);
});
afterAll(() => home.leave());

async function printed(line: string): Promise<string> {
  const io = anIo({ width: 200 });
  expect(await main([...line.split(' '), '--store', 'store'], io)).toBe(0);
  return io.printed();
}

test('what is planned is imported, listed and exported; columns that nobody uses are left out of the list', async () => {
  expect(await printed('budgets list')).not.toMatch(/planned|at work|false alerts/);
  expect(await printed('budgets import planned.yml --dry-run')).toContain('other settings');
  expect(await printed('budgets import planned.yml')).toContain('1 changed');
  const list = await printed('budgets list');
  expect(list).toMatch(/planned.*false alerts.*at work/);
  expect(list).toMatch(/2026-12 \$20,000\.00.*1 a month.*Mon Tue Wed Thu 08:30 Berlin/);
  expect(JSON.parse(await printed('budgets list --json')).budgets).toEqual([
    {
      team: 'search',
      currency: 'USD',
      amount: '12000',
      months: { '2026-12': '20000' },
      thresholds: [50, 80, 100],
      alertsPer: 'month',
      timeZone: 'Europe/Berlin',
      workingDays: ['Mon', 'Tue', 'Wed', 'Thu'],
      dayStartsAt: '08:30',
    },
  ]);
  const csv = await printed('budgets export --format csv');
  expect(csv).toContain('2026-12=20000,month,Europe/Berlin,Mon Tue Wed Thu,08:30');
  home.put({ 'again.csv': csv });
  expect(await printed('budgets import again.csv')).toBe('Nothing to change.\n');
});
