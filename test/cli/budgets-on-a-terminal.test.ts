import { afterAll, beforeAll, expect, test } from 'vitest';
import { main } from '../../functions/cli/main.ts';
import { UNSEEN } from '../../shared/domain/base/unseen.ts';
import { anIo } from '../builders/an-io.ts';
import { toCsv } from '../builders/cur-file.ts';
import { aSpend } from '../builders/export-files.ts';
import { enterFolder } from './command-line.ts';

const TEAM = 'ev\u001b[31mil\u009b2J\u202egnp';
let home: ReturnType<typeof enterFolder>;
beforeAll(async () => {
  home = enterFolder();
  home.put({
    'bill.csv': toCsv([aSpend('search', 10)]),
    'b.yml': `budgets:\n  - team: ${JSON.stringify(TEAM)}\n    monthly_amount: 10\n`,
  });
  const run = ['run', 'bill.csv', '--budgets', 'b.yml', '--store', 'store'];
  expect(await main(run, anIo())).toBe(0);
});
afterAll(() => home.leave());

async function exported(format: string, width: number): Promise<string> {
  const io = anIo({ width });
  expect(await main(['budgets', 'export', '--store', 'store', '--format', format], io)).toBe(0);
  return io.printed();
}

test('an export of budgets keeps the very names for a file and shows a terminal nothing to obey', async () => {
  expect(await exported('csv', 10_000)).toContain(TEAM);
  for (const format of ['csv', 'yaml', 'json']) {
    const shown = await exported(format, 80);
    expect(shown.replaceAll('\n', '').search(UNSEEN)).toBe(-1);
    expect(shown).toContain('[31mil');
  }
});
