import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toCsv } from '../builders/cur-file.ts';
import { aSpend } from '../builders/export-files.ts';
import { csv, csvGz, exported, MANIFEST } from './bad-files.ts';
import { billhook, enterFolder } from './command-line.ts';

let home: ReturnType<typeof enterFolder>;
beforeAll(() => {
  home = enterFolder();
});
afterAll(() => home.leave());

describe('names that nobody should obey', () => {
  // Escape sequences of one and of two bytes, a bell, text direction, a line separator, a formula, markup.
  const NAMES = ['ev\u001b[31mil\u0007', 'z\u009b2J\u202eg\u2028np', '=HYPERLINK("x")', '<b>&amp;\ud800'];
  const harmless = /^[^\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u202e\ud800]*$/;

  beforeAll(async () => {
    home.put({
      'names.csv': toCsv(NAMES.map((name, index) => aSpend(name, 50 - index))),
      'names.yml': `budgets:\n  - team: ${JSON.stringify(NAMES[0])}\n    monthly_amount: 10\n`,
    });
    expect((await billhook('run', 'names.csv', '--budgets', 'names.yml', '--store', 'names')).exitCode).toBe(
      0,
    );
  });

  test.each([
    'run names.csv --budgets names.yml',
    'total names.csv --json',
    'report showback --store names',
    'report principals --store names --format csv',
    'report showback --store names --json',
    'alerts list --store names',
    'alerts list --store names --json',
    'alerts show budget --store names',
    'explain budget --store names',
    'explain budget --store names --json',
    'budgets list --store names',
    'budgets list --store names --history --json',
  ])('%s shows them as they are and obeys none', async (line) => {
    const { exitCode, out, err } = await billhook(...line.split(' '));
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(harmless);
    expect(out).toMatch(/ev.{1,6}\[31mil/u);
  });

  test('a program gets the very name, a spreadsheet no formula', async () => {
    const { out } = await billhook('report', 'showback', '--store', 'names', '--json');
    const { rows } = JSON.parse(out) as { rows: readonly { team: string }[] };
    // Half a character, spelled by a JSON escape, is the one thing that cannot be kept.
    expect(rows.map((row) => row.team)).toEqual([...NAMES.slice(0, 3), '<b>&amp;\ufffd']);
    const table = await billhook('report', 'showback', '--store', 'names', '--format', 'csv');
    const cells: string[][] = parse(table.out);
    expect(cells[0]).toEqual(['team', 'cost', 'currency', 'share_percent', 'tokens']);
    expect(cells[3]).toEqual([`'${NAMES[2]}`, '48', 'USD', '24.7', '500']);
    expect(cells.flatMap((row) => row.slice(1)).join()).not.toMatch(/%|total/);
  });
});

describe('a path', () => {
  const rowsOf = async (path: string): Promise<unknown> => {
    const { out } = await billhook('total', path, '--json');
    return (JSON.parse(out) as { rows?: unknown }).rows ?? out;
  };

  test('of a manifest brings the data files of its export, wherever the export lies', async () => {
    home.put(exported());
    expect(await rowsOf(MANIFEST)).toBe(3);
    home.put({
      'flat/acme-Manifest.json': exported()[MANIFEST],
      'flat/acme-00001.csv': csv(),
      'flat/b.csv': csv(),
    });
    expect(await rowsOf('flat/acme-Manifest.json')).toBe(3);
  });

  test('of a file is that file alone, whatever lies beside it under a longer name', async () => {
    home.put({ 'pair/a.csv': csv(), 'pair/a.csv.gz': csvGz(), 'pair/a.csv.bak': 'x' });
    expect(await rowsOf('pair/a.csv')).toBe(3);
    expect(await rowsOf('pair/a.csv.gz')).toBe(3);
  });
});

describe('a store', () => {
  test('is not made by somebody who only looks', async () => {
    for (const line of ['alerts list', 'budgets export', 'report top', 'explain spike']) {
      const { exitCode, err } = await billhook(...line.split(' '), '--store', 'unmade');
      expect(exitCode).toBe(2);
      expect(err).toContain('fill it with: npx billhook run PATH --store unmade');
    }
    expect(existsSync('unmade')).toBe(false);
  });

  test('is written by one at a time; what a killed one left behind holds nobody up', async () => {
    home.put({ 'a.csv': csv(), 'shared/lock': `${process.ppid}\n` });
    const busy = await billhook('run', 'a.csv', '--store', 'shared', '--json');
    expect(busy.exitCode).toBe(2);
    expect(JSON.parse(busy.out)).toMatchObject({
      error: { kind: 'retryable', file: 'shared', found: `process ${process.ppid}` },
    });
    // Above the largest process id that Linux gives.
    writeFileSync('shared/lock', '4194305\n');
    expect((await billhook('run', 'a.csv', '--store', 'shared')).exitCode).toBe(0);
    expect(readdirSync('shared').sort()).toEqual(['ledger.db', 'rollups', 'store.json']);
    expect((await billhook('alerts', 'list', '--store', 'shared')).out).toMatch(/^Nothing is firing/);
    expect((await billhook('budgets', 'list', '--store', 'shared')).out).toMatch(/budgets import FILE/);
  });
});

describe('help', () => {
  const COMMANDS = [
    'demo',
    'run',
    'total',
    'report',
    'alerts list',
    'alerts show',
    'explain',
    'generate',
    'detect',
    'backtest',
  ];

  test.each([...COMMANDS, 'budgets import', 'budgets export'])('of %s has an example', async (command) => {
    const { exitCode, out, err } = await billhook(...command.split(' '), '--help');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toContain(`$ npx billhook ${command}`);
    expect(out.split('\n').filter((line) => line.length > 120)).toEqual([]);
  });

  test('says where times are, what exit codes mean and which files are read', async () => {
    expect((await billhook('--help')).out).toMatch(/All times are UTC\..*Exit codes: 0 fine, 1 findings/s);
    expect((await billhook('run', '--help')).out).toMatch(
      /PATH is a Data Export folder, a \*-Manifest\.json/,
    );
    expect((await billhook('budgets', '--help')).out).toMatch(/team,monthly_amount.*month \(UTC\)/s);
  });
});
