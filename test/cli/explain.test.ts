import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stopCardText } from '../../functions/cli/explain-stop-card.ts';
import { explainText } from '../../functions/cli/explain-text.ts';
import type { EvidencePack } from '../../shared/domain/evidence/pack.ts';
import { stopCardFor } from '../../shared/flow/explain.ts';
import { anIo } from '../builders/an-io.ts';
import { toCsv } from '../builders/cur-file.ts';
import { aPack } from '../builders/evidence.ts';
import { aSpend } from '../builders/export-files.ts';
import { anAlert } from '../builders/transition.ts';
import { billhook, enterFolder } from './command-line.ts';

let home: ReturnType<typeof enterFolder>;
beforeAll(async () => {
  home = enterFolder();
  home.put({
    'bill.csv': toCsv([aSpend('search', '85.125'), aSpend('search', '2.5', { hour: '2026-11-18T06' })]),
    'budgets.yml': 'budgets:\n  - team: search\n    monthly_amount: 100\n',
  });
  await billhook('run', 'bill.csv', '--budgets', 'budgets.yml', '--store', 'kept');
});
afterAll(() => home.leave());

const explain = (...more: readonly string[]) => billhook('explain', 'budget', '--store', 'kept', ...more);

describe('explain', () => {
  test('prints the kept evidence: sums beside the message’s amount, and a query over the files that one names', async () => {
    const { out, exitCode } = await explain('--export', "s3://it's/mine/");
    expect(exitCode).toBe(0);
    expect(out).toContain('cost in the message $87.63, difference $0.00');
    expect(out).toContain('amount in the message $87.63, difference $0.00');
    expect(out).toContain('kept with version 1 of the alert, when it was told');
    expect(out).toContain("read_parquet(['s3://it''s/mine/data/BILLING_PERIOD=2026-11/**/*.parquet']");
  });

  test('hands programs the whole pack', async () => {
    const told = JSON.parse((await explain('--json')).out) as { evidence: EvidencePack; query: string };
    expect(told.evidence).toMatchObject({ schema: 'billhook.evidence/1', amount: { cost: '87.625' } });
    expect(told.query).toBe(told.evidence.query.duckdb);
  });

  test('gives a spreadsheet either table whole, with exact amounts', async () => {
    const hours: string[][] = parse((await explain('--csv', 'hours')).out);
    expect(hours[0]?.slice(0, 3)).toEqual(['hour', 'cost', 'expected']);
    expect(hours.slice(-2).map((row) => [row[0], row[1], row[6]])).toEqual([
      ['2026-11-18T05:00Z', '85.125', 'yes'],
      ['2026-11-18T06:00Z', '2.5', 'yes'],
    ]);
    const parts: string[][] = parse((await explain('--csv', 'contributions')).out);
    expect(parts[1]).toEqual([
      'role/search-api@123456789012',
      'claude-sonnet-4.6',
      'input',
      '87.625',
      '0',
      '87.625',
      'USD',
    ]);
  });

  test('refuses a stop card of a whole team, and a session without a card', async () => {
    const { out, exitCode } = await explain('--stop-card');
    expect([exitCode, out]).toEqual([0, expect.stringMatching(/^No stop card\n {2}Several principals/)]);
    expect(JSON.parse((await explain('--stop-card', '--json')).out)).toMatchObject({ refused: 'several' });
    for (const wrong of [
      ['--session', 'x'],
      ['--stop-card', '--session', 'xy', '--source-identity', 'xy'],
    ]) {
      const { exitCode: code, err } = await explain(...wrong);
      expect([code, err]).toEqual([2, expect.stringContaining('belongs to a stop card')]);
    }
    expect((await explain('--csv', 'rows')).exitCode).toBe(2);
  });
});

test('a stop card on a terminal keeps its commands whole, on lines of their own', () => {
  const text = stopCardText(stopCardFor(aPack(anAlert())), anIo({ width: 80 }));
  expect(text).toMatch(/^Stop card: role claims-agent in account 123456789012\n/);
  expect(text).toMatch(/^aws iam put-role-policy --role-name claims-agent .*'\{"Version".*\}'$/m);
  expect(text).toMatch(/^aws iam delete-role-policy --role-name claims-agent --policy-name billhook-stop-/m);
});

test('evidence that had to be made later, of hours that were restated, shows the difference', () => {
  const pack: EvidencePack = { ...aPack(anAlert()), made: 'later' };
  const text = explainText({ alert: anAlert(), messages: [], pack }, anIo({ width: 80 }));
  expect(text).toContain('no evidence was kept: this was made now, from the ledger as it is now');
  expect(text).toContain('cost in the message $1,513.70, difference -$1,513.70');
});
