import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { csvCell } from '../../../shared/adapters/config/csv-cell.ts';
import { createMemoryObjectStore } from '../../../shared/adapters/memory/memory-object-store.ts';
import { createStatementArchive } from '../../../shared/adapters/statement/statement-archive.ts';
import type { Statement } from '../../../shared/domain/report/statement.ts';
import { statementWeeks } from '../../../shared/domain/report/statement-weeks.ts';
import { anEntry } from '../../builders/entry.ts';

const STATEMENT: Statement = {
  period: '2026-11',
  currency: 'USD',
  executionId: 'execution-1',
  executedAt: Date.UTC(2026, 11, 4),
  teams: [
    {
      team: '=HYPERLINK("x")',
      lines: [
        { category: 'usage', words: 'Amazon Bedrock usage', cost: '1.00000000000000001' },
        { category: 'adjustment', words: '2026-10 again', period: '2026-10', cost: '-0.5' },
      ],
      total: '1.00000000000000001',
      adjustments: '-0.5',
      due: '0.50000000000000001',
      plans: [],
      alerts: [],
    },
  ],
  rest: [{ category: 'other', words: 'Everything that is not Amazon Bedrock', cost: '9' }],
  total: '10.00000000000000001',
  delivered: '10.00000000000000001',
  difference: '0',
  untagged: { cost: '0', share: 0 },
  weeks: statementWeeks([anEntry({ team: '=HYPERLINK("x")', value: '=1+1' })], '2026-11'),
};

const anArchive = () => createStatementArchive(createMemoryObjectStore({ now: () => 0 }), 'work', csvCell);

test('files hold every digit, and nothing that a spreadsheet would run', async () => {
  const files = await anArchive().render(STATEMENT, [anEntry({ team: '=HYPERLINK("x")' })]);
  expect(files.map(({ name }) => name)).toEqual([
    'statement-2026-11.csv',
    'statement-2026-11.json',
    'statement-2026-11-focus-1.2.csv',
    'statement-2026-11-weekly.csv',
    'statement-2026-11-alerts.csv',
    'statement-2026-11-plans.csv',
    'statement-2026-11.xlsx',
  ]);
  const [lines, json, focus, weekly] = files.map(({ bytes }) => bytes);
  const book = files.at(-1)!.bytes;
  const rows = parse(Buffer.from(lines!), { columns: true }) as Record<string, string>[];
  expect(rows.map(({ team, cost, adjusted_period: period }) => [team, cost, period])).toEqual([
    [`'=HYPERLINK("x")`, '1.00000000000000001', ''],
    [`'=HYPERLINK("x")`, '-0.5', '2026-10'],
    ['', '9', ''],
  ]);
  expect(JSON.parse(new TextDecoder().decode(json))).toMatchObject({
    delivered: '10.00000000000000001',
    executedAt: '2026-12-04T00:00:00.000Z',
  });
  expect((parse(Buffer.from(focus!), { columns: true }) as Record<string, string>[])[0]).toMatchObject({
    BilledCost: '1',
    ServiceName: 'Amazon Bedrock',
  });
  const [top] = parse(Buffer.from(weekly!), { columns: true }) as Record<string, string>[];
  expect([top?.principal, top?.week, top?.from, top?.cost]).toEqual(["'=1+1", '2026-W47', '2026-11-16', '1']);
  const parts = Object.entries(unzipSync(book)).map(([name, bytes]) => [
    name,
    new TextDecoder().decode(bytes),
  ]);
  expect(parts.map(([name]) => name)).toContain('xl/worksheets/sheet5.xml');
  expect(parts.some(([, xml]) => /<f>/.test(xml!))).toBe(false);
  expect(parts.some(([, xml]) => xml!.includes('=HYPERLINK("x")'))).toBe(true);
});

test('what a month was told by stays as it was kept, whatever is rendered later', async () => {
  const archive = anArchive();
  expect(await archive.kept('cur', '2026-11')).toEqual([]);
  const first = await archive.keep('cur', '2026-11', await archive.render(STATEMENT, []));
  const later = await archive.render({ ...STATEMENT, total: '11', delivered: '11' }, []);
  expect(await archive.keep('cur', '2026-11', later)).toEqual(first);
  expect((await archive.kept('cur', '2026-11')).map(({ name, sha256 }) => [name, sha256])).toEqual(
    first.map(({ name, sha256 }) => [name, sha256]),
  );
});
