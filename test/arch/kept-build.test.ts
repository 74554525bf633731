import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unlessBuilt } from '../../infra/kept-build.ts';

let folder: string;
let builds: number;
const inFolder = (name: string): string => join(folder, name);

/** Written an hour ago, as sources are that nobody is typing in. */
const save = (name: string, text: string): void => {
  writeFileSync(inFolder(name), text);
  const anHourAgo = Date.now() / 1000 - 3600;
  utimesSync(inFolder(name), anHourAgo, anHourAgo);
};

const shout = (record = inFolder('record.json')) =>
  unlessBuilt(record, async () => {
    builds += 1;
    const text = readFileSync(inFolder('source'), 'utf8').toUpperCase();
    writeFileSync(inFolder('out'), text);
    return { result: { text }, inputs: [inFolder('source')], outputs: [inFolder('out')] };
  });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'billhook-kept-'));
  builds = 0;
  save('source', 'quiet');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what nothing has changed about is built once', async () => {
  expect([await shout(), await shout(), builds]).toEqual([{ text: 'QUIET' }, { text: 'QUIET' }, 1]);
});

test.each([
  ['a source that was changed', () => save('source', 'hush')],
  ['an output that was changed', () => save('out', 'QUIEt')],
  ['an output that is gone', () => rmSync(inFolder('out'))],
  ['a record that cannot be read', () => save('record.json', '{"record":')],
])('%s is noticed', async (_what, change) => {
  await shout();
  change();
  await shout();
  expect([builds, readFileSync(inFolder('out'), 'utf8')]).toEqual([
    2,
    readFileSync(inFolder('source'), 'utf8').toUpperCase(),
  ]);
});

test('a source that is saved while it is built from is built from again', async () => {
  writeFileSync(inFolder('source'), 'loud');
  utimesSync(inFolder('source'), Date.now() / 1000 + 60, Date.now() / 1000 + 60);
  await shout();
  await shout();
  expect(builds).toBe(2);
});

test('the record of another folder, copied, says nothing of this one', async () => {
  await shout();
  mkdirSync(inFolder('copy'));
  writeFileSync(inFolder('copy/record.json'), readFileSync(inFolder('record.json')));
  await shout(inFolder('copy/record.json'));
  expect(builds).toBe(2);
});
