import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { billhook } from '../../cli/command-line.ts';
import { aShell, ROOT, runProgram } from './checkout.ts';
import { exactSum } from './exact-sum.ts';

interface Totals {
  readonly files: number;
  readonly rows: number;
  readonly cost: { readonly USD: string };
  readonly bedrock: { readonly cost: { readonly USD: string } };
}

interface Run {
  readonly periods: readonly {
    readonly period: string;
    readonly executionId: string;
    readonly cost: { readonly USD: string };
    readonly teams: Readonly<Record<string, { readonly USD: string }>>;
  }[];
  readonly alerts: readonly { readonly id: string; readonly state: string }[];
  readonly messages: { readonly posted: number; readonly edited: number; readonly withdrawn: number };
}

interface Generated {
  readonly deliveries: readonly {
    readonly rows: number;
    readonly cost: string;
    readonly dataKeys: readonly string[];
    readonly manifestKeys: readonly string[];
  }[];
}

const BUDGETS = 'team,monthly_amount,thresholds\nfraud,100,50 100\nsearch,5000,\n';

/** Of a CSV report with a header line: the cells of one column. */
const column = (text: string, name: string): readonly string[] =>
  parse<Record<string, string>>(text, { columns: true, bom: true }).map((row) => row[name] ?? '');

/** What reads and sends is a process, as users start it; what only looks at the store is asked in this one. */
const here = (line: string) => billhook(...line.split(' '));

describe('three deliveries of a month', () => {
  const shell = aShell();
  const { json } = shell;
  const before = process.cwd();
  let parquet: Generated;
  let csv: Generated;
  let totals: { readonly csv: Totals; readonly parquet: Totals };

  beforeAll(async () => {
    process.chdir(shell.folder);
    writeFileSync('budgets.csv', BUDGETS);
    [parquet, csv] = await Promise.all([
      json<Generated>('generate --rows 1000 --deliveries 3 --seed 7 --out parquet'),
      json<Generated>('generate --rows 1000 --deliveries 3 --seed 7 --format csv --out csv'),
    ]);
    totals = { csv: await json('total csv'), parquet: await json('total parquet') };
  });
  afterAll(() => {
    process.chdir(before);
    shell.remove();
  });

  test('total is the stated truth and the sum of the texts in the file, to the last decimal', () => {
    const truth = csv.deliveries.at(-1)!;
    const text = truth.dataKeys.map((key) =>
      gunzipSync(readFileSync(join(shell.folder, 'csv', key))).toString(),
    );
    expect(totals.csv.rows).toBe(1000);
    expect(totals.csv.cost.USD).toBe(truth.cost);
    expect(totals.csv.cost.USD).toBe(
      exactSum(text.flatMap((one) => column(one, 'line_item_unblended_cost'))),
    );
  });

  test('CSV and Parquet of one month have one total and one ledger; so has the last manifest alone', async () => {
    const last = parquet.deliveries.at(-1)!.manifestKeys[0]!;
    const [ofCsv, all, ofLast] = await Promise.all([
      json<Run>('run csv'),
      shell.billhook('run parquet --fail-on alerts --json'),
      json<Run>(`run parquet/${last}`),
    ]);
    const ofAll = JSON.parse(all.out) as Run;
    // Without budgets nobody is alerted.
    expect(all.exitCode).toBe(0);
    expect({ ...totals.csv, files: 0 }).toEqual({ ...totals.parquet, files: 0 });
    expect(ofCsv.periods).toEqual(ofAll.periods);
    expect(ofLast.periods).toEqual(ofAll.periods);
    expect(ofAll.periods).toMatchObject([{ period: '2026-10', cost: totals.parquet.cost }]);
    expect(Object.keys(ofAll.periods[0]!.teams)).toEqual(expect.arrayContaining(['fraud', 'unattributed']));
  });

  test('a kept run tells once, says so to --fail-on, and a second run changes and sends nothing', async () => {
    const line = 'run parquet --store kept --budgets budgets.csv --fail-on alerts';
    const first = await shell.billhook(`${line} --json`);
    const second = await shell.billhook(`${line} --json`);
    expect([first.exitCode, second.exitCode]).toEqual([1, 1]);
    const [told, again] = [JSON.parse(first.out) as Run, JSON.parse(second.out) as Run];
    expect(told.messages.posted).toBeGreaterThan(0);
    expect(again).toEqual({ ...told, messages: { posted: 0, edited: 0, withdrawn: 0 } });

    const id = told.alerts.find((alert) => alert.state === 'firing')!.id;
    const listed = await here('alerts list --store kept --fail-on alerts');
    const explained = await here(`explain ${id.slice(0, -2)} --store kept`);
    expect(listed).toMatchObject({ exitCode: 1, out: expect.stringContaining(id), err: '' });
    expect(explained).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/SELECT date_trunc/),
      err: '',
    });

    // What was kept can be asked for: each cent of Bedrock's bill is somebody's or has its own line.
    const report = await here('report showback --store kept --format csv');
    const { bedrock, cost } = totals.parquet;
    expect(exactSum(column(report.out, 'cost'))).toBe(bedrock.cost.USD);
    expect(exactSum(column(report.out, 'cost'))).not.toBe(cost.USD);
  });

  test('other attribution rules over a kept ledger change nothing, and that is said', async () => {
    writeFileSync(
      join(shell.folder, 'rules.yml'),
      "attribution: { rules: [{ principal: '*', team: all }] }\n",
    );
    const { out, err, exitCode } = await here('run parquet --store kept --config rules.yml --json');
    expect(exitCode).toBe(0);
    expect(err).toContain('keep the attribution rules they were read with');
    const teams = Object.keys((JSON.parse(out) as Run).periods.at(-1)!.teams);
    expect(teams).not.toContain('all');
  });

  test('budgets go out, are changed in a spreadsheet and come back, on record', async () => {
    const before = await here('budgets export --store kept');
    writeFileSync(join(shell.folder, 'new.csv'), before.out.replace('5000', '6000'));
    expect((await here('budgets import new.csv --store kept --dry-run')).out).toMatch(
      /5,000.*6,000.*\n1 would/,
    );
    expect((await here('budgets import new.csv --store kept --by ann')).exitCode).toBe(0);
    await here('budgets export out.yml --store kept');
    expect((await here('budgets import out.yml --store kept')).out).toBe('Nothing to change.\n');
    const { out } = await here('budgets list --history --store kept --json');
    const { version, changes } = JSON.parse(out) as { version: number; changes: readonly object[] };
    expect(version).toBe(2);
    expect(changes).toMatchObject([
      { by: 'ann', team: 'search', before: { amount: '5000' }, after: { amount: '6000' } },
      { by: 'billhook run --budgets', team: 'fraud', before: null },
      { by: 'billhook run --budgets', team: 'search', before: null, after: { amount: '5000' } },
    ]);
    expect(readdirSync(join(shell.folder, 'kept'))).toEqual([
      'evidence',
      'ledger.db',
      'rollups',
      'store.json',
    ]);
  });

  test('npx starts it from the checkout with whatever Node the machine has', async () => {
    const outside = (process.env.PATH ?? '').split(':').filter((part) => !part.includes('node_modules'));
    const npx = (...words: string[]) =>
      runProgram('npx', ['--no-install', 'billhook', ...words], {
        folder: ROOT,
        env: { ...process.env, PATH: outside.join(':') },
      });
    const [fine, bad] = [
      await npx('total', join(shell.folder, 'parquet'), '--json'),
      await npx('run', 'nowhere'),
    ];
    expect(fine.exitCode).toBe(0);
    expect(JSON.parse(fine.out)).toMatchObject({ rows: 1000 });
    expect(bad).toMatchObject({ exitCode: 2, out: '' });
  });
});
