import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import {
  parseSeriesId,
  readSeriesFile,
  type SeriesRow,
} from '../../../shared/adapters/config/series-file.ts';
import { startOfHour } from '../../../shared/domain/base/instant.ts';
import { at } from '../../builders/series.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'billhook-series-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function read(text: string, withAsOf = false): Promise<readonly SeriesRow[]> {
  const file = join(folder, 'series.csv');
  writeFileSync(file, text);
  return rowsOf(file, withAsOf);
}
async function rowsOf(file: string, withAsOf = false): Promise<readonly SeriesRow[]> {
  const rows: SeriesRow[] = [];
  for await (const row of readSeriesFile(file, withAsOf)) rows.push(row);
  return rows;
}
const HEAD = 'series_id,timestamp,cost\n';

describe('a file of series', () => {
  it('is read row by row, in the order of the file, whatever the order of its columns', async () => {
    const rows = await read(
      '\uFEFFcost,Series_ID,note,timestamp\n12.5,t/p/m,x,2026-11-18T12:00Z\n\n-0.25, t ,,2026-11-18\n',
    );
    expect(rows).toEqual([
      { series: { team: 't', principal: 'p', model: 'm' }, hour: at('2026-11-18T12:00'), cost: 12.5 },
      { series: { team: 't', principal: '', model: '' }, hour: at('2026-11-18'), cost: -0.25 },
    ]);
  });

  it('tells since when a row is known where deliveries are asked for', async () => {
    const [row] = await read(
      'as_of,series_id,timestamp,cost\n2026-11-18T20:30:00Z,t,2026-11-18T12:00Z,1\n',
      true,
    );
    expect(row!.asOf).toBe(startOfHour(at('2026-11-18T20:00')) + 30 * 60_000);
  });

  it('gives one object for one name, so that millions of rows are as light as their numbers', async () => {
    const rows = await read(`${HEAD}t/p,2026-11-18,1\nu/p,2026-11-18,1\nt/p,2026-11-19,1\n`);
    expect(rows[2]!.series).toBe(rows[0]!.series);
    expect(rows[1]!.series).not.toBe(rows[0]!.series);
  });
});

test.each([
  ['t', ['t', '', '']],
  ['t/p', ['t', 'p', '']],
  ['t/p/m', ['t', 'p', 'm']],
  ['t/role/svc/api/m', ['t', 'role/svc/api', 'm']],
  ['t//m', ['t', '', 'm']],
])('the series %s is of a team, its principal and its model', (text, [team, principal, model]) => {
  expect(parseSeriesId(text)).toEqual({ team, principal, model });
});

describe('a row that cannot be read', () => {
  test.each<[string, string, object]>([
    ['no name', ',2026-11-18,1', { column: 'series_id', expected: 'team/principal' }],
    ['no time', 't,soon,1', { column: 'timestamp', expected: '2026-11-18T12:00Z', found: 'soon' }],
    [
      'half an hour',
      't,2026-11-18T12:30Z,1',
      { column: 'timestamp', expected: 'a whole UTC hour or day', found: '2026-11-18T12:30Z' },
    ],
    ['no cost', 't,2026-11-18,', { column: 'cost', expected: 'dollars such as 12.50', found: '' }],
    ['a cost in words', 't,2026-11-18,much', { column: 'cost', found: 'much' }],
    ['an endless cost', 't,2026-11-18,Infinity', { column: 'cost', found: 'Infinity' }],
    ['too few columns', 't,2026-11-18', { column: 'cost', found: '' }],
  ])('with %s is named by file, row and column', async (_, row, detail) => {
    const good = 't,2026-11-17,1';
    await expect(read(`${HEAD}${good}\n${row}\n${good}\n`)).rejects.toMatchObject({
      kind: 'misconfigured',
      detail: { file: join(folder, 'series.csv'), row: 2, ...detail },
    });
  });

  it('is one of deliveries without its time', async () => {
    const text = 'as_of,series_id,timestamp,cost\nlater,t,2026-11-18,1\n';
    await expect(read(text, true)).rejects.toMatchObject({
      detail: { row: 1, column: 'as_of', found: 'later' },
    });
  });

  it('ends a file whose quotes do not end', async () => {
    await expect(read(`${HEAD}t,2026-11-17,1\n"t,2026-11-18,1\n`)).rejects.toMatchObject({
      kind: 'misconfigured',
      message: expect.stringContaining('cannot be read'),
      detail: { file: join(folder, 'series.csv'), row: 2 },
    });
  });
});

describe('a file that is none', () => {
  it('is named with the header that is expected', async () => {
    const header = 'a header series_id,timestamp,cost';
    await expect(read('')).rejects.toMatchObject({
      message: 'the file is empty',
      detail: { expected: header },
    });
    await expect(rowsOf(join(folder, 'none.csv'))).rejects.toMatchObject({
      message: 'there is no such file of series',
      detail: { file: join(folder, 'none.csv'), expected: header },
    });
    await expect(read('series_id,time,cost\n')).rejects.toMatchObject({
      message: 'the column timestamp is missing',
      detail: { column: 'timestamp', expected: header, found: 'series_id,time,cost' },
    });
    await expect(read(HEAD, true)).rejects.toMatchObject({
      message: 'the column as_of is missing',
      detail: { expected: 'a header as_of,series_id,timestamp,cost' },
    });
    expect(await read(HEAD)).toEqual([]);
  });
});
