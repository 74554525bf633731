import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { isoHour } from '../../shared/domain/base/instant.ts';
import { at, chance } from '../builders/series.ts';
import { billhook, enterFolder } from './command-line.ts';

const FROM = at('2026-09-01');
/** A past of six weeks and more: a younger one asks for more of a rise. */
const HOURS = 54 * 24;
const START = FROM + 52 * 24 + 9;
const COLUMNS = ['series_id', 'timestamp_of_alert', 'score', 'kind', 'started_at'];

/** $4 an hour, hours that differ, and from an hour on so many dollars more. */
const costOf = (principal: number, hour: number, from: number, more: number): number =>
  4 * (0.6 + 0.8 * chance(principal, hour)) + (hour >= from ? more : 0);
function seriesCsv(rises: readonly (readonly [from: number, more: number])[]): string {
  const lines = ['series_id,timestamp,cost'];
  for (let hour = FROM; hour < FROM + HOURS; hour += 1)
    rises.forEach(([from, more], principal) => {
      lines.push(`search/p${principal},${isoHour(hour)},${costOf(principal, hour, from, more)}`);
    });
  return `${lines.join('\n')}\n`;
}
/** One delivery a day, of the day before. */
function deliveriesCsv(): string {
  const lines = ['as_of,series_id,timestamp,cost'];
  for (let hour = FROM; hour < FROM + HOURS; hour += 1) {
    const asOf = isoHour(FROM + (Math.floor((hour - FROM) / 24) + 1) * 24 + 5);
    lines.push(`${asOf},search/p0,${isoHour(hour)},${costOf(0, hour, START, 60)}`);
  }
  return `${lines.join('\n')}\n`;
}

let home: ReturnType<typeof enterFolder>;
beforeAll(() => {
  home = enterFolder();
  home.put({
    'series.csv': seriesCsv([
      [START, 60],
      [FROM + HOURS, 0],
    ]),
    'small.csv': seriesCsv([20, 6, 4, 3].map((more, index) => [START - 4 * index, more])),
    'deliveries.csv': deliveriesCsv(),
    'bad.csv': 'series_id,timestamp,cost\nt,2026-11-18,1\nt,2026-11-19,much\n',
    'back.csv':
      'as_of,series_id,timestamp,cost\n2026-11-19T08:00Z,t,2026-11-18,1\n2026-11-18T08:00Z,t,2026-11-17,1\n',
    'formula.csv': seriesCsv([[START, 60]]).replaceAll('search/p0', '=cmd()/p0'),
  });
});
afterAll(() => home.leave());

const rowsOf = (text: string): readonly string[][] => parse(text);

describe('npx billhook detect', () => {
  it('writes one row a message with what others read', async () => {
    const { exitCode, out } = await billhook('detect', '--input', 'series.csv');
    const [header, first, ...more] = rowsOf(out);
    expect([exitCode, header]).toEqual([0, COLUMNS]);
    expect(first!.slice(0, 1)).toEqual(['search/p0']);
    expect(first!.slice(3)).toEqual(['spike', `${isoHour(START).replace('Z', '')}:00Z`]);
    expect(Number(first![2])).toBeGreaterThan(3);
    const told = Date.parse(first![1]!) / 3_600_000;
    expect(told).toBeGreaterThanOrEqual(START);
    expect(told).toBeLessThan(START + 6);
    for (const row of more) expect(row[0]).toBe('search/p0');
  });

  it('writes a file where one is named, and the same as --json', async () => {
    const { exitCode, out, err } = await billhook(
      'detect',
      '--input',
      'series.csv',
      '--output',
      'alerts.csv',
    );
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: '' });
    const [header, ...rows] = rowsOf(readFileSync('alerts.csv', 'utf8'));
    expect(err).toMatch(new RegExp(`${rows.length} alerts? written to alerts.csv`, 'u'));
    const json = await billhook('detect', '--input', 'series.csv', '--json');
    const { alerts } = JSON.parse(json.out) as { alerts: readonly Record<string, string | number>[] };
    expect(alerts.map((alert) => header!.map((name) => String(alert[name])))).toEqual(rows);
    expect(alerts[0]).toMatchObject({ reason: 'first', usual_per_hour: expect.any(String) });
  });

  it('tells of deliveries at the time of the delivery that showed it', async () => {
    const { out } = await billhook('detect', '--deliveries', 'deliveries.csv');
    const [, first] = rowsOf(out);
    expect(first!.slice(0, 2)).toEqual(['search/p0', `${isoHour(FROM + 53 * 24 + 5).replace('Z', '')}:00Z`]);
  });

  it('alerts more where more false alerts are put up with, and less where more dollars are asked', async () => {
    const alerts = async (...options: readonly string[]) =>
      rowsOf((await billhook('detect', '--input', 'small.csv', ...options)).out).slice(1);
    const [quarter, month, week] = [
      await alerts(),
      await alerts('--alerts-per', 'month'),
      await alerts('--alerts-per', 'week'),
    ];
    expect(await alerts('--alerts-per', 'quarter')).toEqual(quarter);
    expect(month.length).toBeGreaterThanOrEqual(quarter.length);
    expect(week.length).toBeGreaterThanOrEqual(month.length);
    expect(week.length).toBeGreaterThan(quarter.length);
    expect(await alerts('--min-dollars', '5000')).toEqual([]);
    expect(await alerts('--min-percent', '4000')).toEqual([]);
    expect((await alerts('--min-dollars', '30')).length).toBeGreaterThanOrEqual(quarter.length);
  });

  it('gives a spreadsheet no formula', async () => {
    const { out } = await billhook('detect', '--input', 'formula.csv');
    expect(rowsOf(out)[1]![0]).toBe("'=cmd()/p0");
  });
});

describe('what cannot be judged', () => {
  test.each<[string, readonly string[], object]>([
    ['no file', [], { message: 'one file is needed', expected: '--input FILE or --deliveries FILE' }],
    [
      'two files',
      ['--input', 'series.csv', '--deliveries', 'deliveries.csv'],
      { message: 'one file is needed' },
    ],
    [
      'a file that is not there',
      ['--input', 'none.csv'],
      { message: 'there is no such file of series', file: 'none.csv' },
    ],
    [
      'a bad row',
      ['--input', 'bad.csv'],
      { file: 'bad.csv', row: 2, column: 'cost', expected: 'dollars such as 12.50', found: 'much' },
    ],
    [
      'series where deliveries are asked for',
      ['--deliveries', 'series.csv'],
      { file: 'series.csv', column: 'as_of', message: 'the column as_of is missing' },
    ],
    [
      'deliveries that are not in their order',
      ['--deliveries', 'back.csv'],
      { file: 'back.csv', row: 2, column: 'as_of', message: 'deliveries must be in the order of as_of' },
    ],
    ['an unknown span', ['--input', 'series.csv', '--alerts-per', 'year'], { found: 'year' }],
    ['dollars in words', ['--input', 'series.csv', '--min-dollars', 'few'], { found: 'few' }],
  ])('%s is refused in words and as JSON, and nothing is written', async (_, options, expected) => {
    const { exitCode, out } = await billhook('detect', ...options, '--output', 'refused.csv', '--json');
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { kind: 'misconfigured', ...expected } });
    const words = await billhook('detect', ...options);
    expect(words).toMatchObject({ exitCode: 2, out: '' });
    expect(words.err).not.toBe('');
    expect(existsSync('refused.csv')).toBe(false);
  });
});

test('help says what the files hold, what is written and what the score means', async () => {
  const { out } = await billhook('detect', '--help');
  for (const words of [
    'series_id,timestamp,cost ',
    'as_of,series_id,timestamp,cost',
    COLUMNS.join(','),
    'one in 10^score',
    '--alerts-per <span>',
  ])
    expect(out).toContain(words);
});
