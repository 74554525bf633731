import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDemoStore } from '../../functions/cli/demo/demo-store.ts';
import { billhook, enterFolder, type Files } from './command-line.ts';

let home: ReturnType<typeof enterFolder>;
beforeEach(() => {
  home = enterFolder();
});
afterEach(() => home.leave());

const made = (files: Files = {}): void => {
  openDemoStore('kept', 2, 8).close();
  home.put(files);
};

describe("a demo's --store is refused with exit 2, and left as it was, where it is", () => {
  test.each<[string, () => void, string, RegExp]>([
    ['a file', () => home.put({ kept: 'x' }), '', /--store is not a folder/],
    ['below a file', () => home.put({ kept: 'x' }), '/deeper', /a file stands where a folder should be/],
    [
      'a folder of other things',
      () => home.put({ 'kept/letter.txt': '' }),
      '',
      /holds something else.*letter\.txt/,
    ],
    [
      "the store of somebody's bill",
      () => home.put({ 'kept/store.json': '{"exportName":"acme"}', 'kept/ledger.db': '' }),
      '',
      /kept by run.*the ledger of acme/,
    ],
    [
      'a store of another version',
      () => home.put({ 'kept/store.json': '{"exportName":"x","demo":{"format":99,"lastDays":2}}' }),
      '',
      /another version of the demo.*version 1.*version 99/,
    ],
    ['a damaged store', () => home.put({ 'kept/store.json': '{' }), '', /the store is damaged/],
    [
      'a story of another length',
      () => made(),
      ' --last-days 3',
      /expected --last-days 2, found --last-days 3/,
    ],
    ['notes that are none', () => made({ 'kept/told.jsonl': '{}\n' }), '', /row 1: the store is damaged/],
    [
      'a story of other deliveries',
      () => made({ 'kept/told.jsonl': '{"truth":{"executionId":"x"},"pointer":{}}\n' }),
      '',
      /holds another story/,
    ],
    [
      'in use by a living process',
      () => made({ 'kept/lock': `${process.ppid}\n` }),
      '',
      /another billhook is writing this store/,
    ],
  ])('%s', async (_, put, more, says) => {
    put();
    const before = filesIn();
    const { exitCode, err } = await billhook(...`demo --once --store kept${more}`.split(' '));
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringMatching(says) });
    expect(filesIn()).toEqual(before);
  });
});

const filesIn = (): readonly string[] =>
  readdirSync('.', { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.endsWith('.db'))
    .sort();

test('a store is locked until it is closed, also against the number of a process that is another by now', () => {
  const store = openDemoStore('kept', undefined, 8);
  expect(() => openDemoStore('kept', undefined, 8)).toThrow(/another billhook/);
  store.close();
  // A process of this number runs, but it began at another time than the one that held the lock.
  writeFileSync('kept/lock', `${process.ppid} 1\n`);
  openDemoStore('kept', undefined, 8).close();
  expect(existsSync('kept/lock')).toBe(false);
});

test('a store keeps the length of its story, and forgets a note that was being written', () => {
  made();
  const again = openDemoStore('kept', undefined, 8);
  expect([again.isNew, again.lastDays, again.notes.past]).toEqual([false, 2, []]);
  again.close();
  appendFileSync('kept/told.jsonl', '{"truth":{}, "poin');
  openDemoStore('kept', undefined, 8).close();
  expect(readFileSync('kept/told.jsonl', 'utf8')).toBe('');
});

test('a store whose maker was killed before it was one is made again', () => {
  home.put({ 'kept/lock': '4194305\n', 'kept/store.json.next': '{"expo' });
  const store = openDemoStore('kept', undefined, 8);
  expect([store.isNew, store.lastDays]).toEqual([true, 8]);
  store.close();
});

test('no other command writes the store of a demo', async () => {
  made({ 'budgets.csv': 'team,monthly_amount\nx,1\n', 'a.csv': 'not looked at' });
  for (const line of ['run a.csv', 'budgets import budgets.csv']) {
    const { exitCode, err } = await billhook(...line.split(' '), '--store', 'kept');
    expect({ exitCode, err }).toEqual({ exitCode: 2, err: expect.stringContaining('the store of a demo') });
  }
});
