import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BAD_BILLS, type BadInput } from './bad-bills.ts';
import { csv, exported } from './bad-files.ts';
import { BAD_WORDS } from './bad-words.ts';
import { billhook, enterFolder } from './command-line.ts';

describe('bad input', () => {
  let home: ReturnType<typeof enterFolder>;
  const around = { 'data.csv': csv(), ...exported() };

  beforeAll(async () => {
    home = enterFolder();
    home.put(around);
    expect((await billhook('run', 'data.csv', '--store', 'kept')).exitCode).toBe(0);
  });
  afterAll(() => home.leave());

  test.each([...BAD_BILLS, ...BAD_WORDS])('$what: refused by name with exit code 2', async (bad) => {
    const folder = bad.files === undefined ? undefined : enterFolder();
    folder?.put({ 'data.csv': csv(), ...bad.files });
    try {
      await check(bad);
    } finally {
      folder?.leave();
    }
  });

  test('nothing of it was kept', async () => {
    const { out } = await billhook('budgets', 'list', '--store', 'kept', '--json');
    expect(JSON.parse(out)).toEqual({ version: 0, budgets: [] });
  });

  test('two currencies are no fault of a bill as such: total shows both', async () => {
    home.put({ 'both.csv': csv({ billingCurrency: 'EUR' }) });
    const { exitCode, out } = await billhook('total', 'both.csv', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ cost: { EUR: '2', USD: '4' } });
  });
});

async function check(bad: BadInput): Promise<void> {
  const argv = bad.line.split(' ').map((word) => (word === 'X' ? Object.keys(bad.files ?? {})[0]! : word));

  const plain = await billhook(...argv);
  expect(plain).toMatchObject({ exitCode: 2, out: '' });
  expect(plain.err).toMatch(/^billhook: .*\n$/);
  expect(plain.err).toMatch(bad.says);

  const json = await billhook(...argv, '--json');
  expect(json).toMatchObject({ exitCode: 2, err: '' });
  const { error, ...rest } = JSON.parse(json.out) as { error: Record<string, unknown> };
  expect(rest).toEqual({});
  expect(error.kind).toMatch(/^(poison|misconfigured|retryable)$/);
  expect(`${error.message} (${error.expected}, ${error.found})`).toMatch(bad.says);
  for (const place of ['file', 'row', 'column'] as const) {
    if (bad[place] !== undefined) expect(error[place]).toBe(bad[place]);
    if (bad[place] !== undefined && place !== 'row') expect(plain.err).toContain(String(bad[place]));
  }
  if (bad.found !== undefined) expect(error.found).toMatch(bad.found);
  for (const shown of [plain.err, json.out]) {
    expect(shown).not.toMatch(/undefined|\[object|NaN ms|node_modules|\n\s+at /);
  }
}
