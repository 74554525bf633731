import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openJournal } from '../../../shared/embedded/journal.ts';
import { parseSlackChange } from '../../../shared/embedded/slack-change.ts';
import { createSlackStore } from '../../../shared/embedded/slack-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'billhook-journal-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'slack.jsonl');
beforeEach(() => rmSync(path, { force: true }));

let time = Date.UTC(2026, 10, 17);
const openStore = (channels?: readonly string[]) =>
  createSlackStore(() => (time += 1_000), channels, openJournal(path, parseSlackChange));
const content = (text: string) => ({ text, blocks: [{ type: 'divider' }] });

test('a workspace that is opened again is the same to the last edit and reply, and goes on', () => {
  const store = openStore(['#search-ai', 'ops']);
  const channel = store.find('#search-ai')!;
  const message = store.post(channel, content('a spike'), 'bot');
  store.post(store.find('ops')!, content('ops'), 'webhook');
  store.reply(channel, message.ts, content('it grew'));
  store.edit(channel, message.ts, content('a spike that grew'));
  expect(store.reply(channel, '1.000001', content('to nothing'))).toBeUndefined();
  expect(store.edit(channel, '1.000001', content('of nothing'))).toBeUndefined();

  const again = openStore(['#ops', '#search-ai', '#new']);
  expect(again.channels().slice(0, 2)).toEqual(store.channels());
  expect(again.channels().map(({ id, name }) => [id, name])).toEqual([
    ['C0000001', '#search-ai'],
    ['C0000002', '#ops'],
    ['C0000003', '#new'],
  ]);
  expect(again.find('#search-ai')?.messages).toMatchObject([
    { text: 'a spike that grew', edits: 1, replies: [{ text: 'it grew' }] },
  ]);
  const later = again.post(again.find('ops')!, content('later'), 'bot');
  expect(new Set([message.ts, later.ts]).size).toBe(2);
  expect(again.version()).toBe(store.version() + 1);
});

test('channels that were made by writing to them keep their ids', () => {
  const store = openStore();
  for (const name of ['#b', '#a']) store.post(store.find(name)!, content(name), 'bot');
  expect(openStore().channels()).toEqual(store.channels());
});

test('a line whose writer was killed half-way was never promised and is taken away', () => {
  const store = openStore();
  store.post(store.find('#a')!, content('kept — ünd söme bytes more'), 'bot');
  const whole = readFileSync(path);
  // Cut inside of a character too.
  for (const torn of [
    Buffer.from('{'),
    whole.subarray(whole.length - 30, whole.length - 1),
    Buffer.from([0xc3]),
  ]) {
    appendFileSync(path, torn);
    expect(openStore().channels()).toEqual(store.channels());
    expect(readFileSync(path)).toEqual(whole);
  }
});

test.each(['{"kind":"post"\n{"kind":"open","name":"a"}\n', '[]\n', '{"kind":"other"}\n'])(
  'a journal with a line that is none is refused by its row: %j',
  (lines) => {
    writeFileSync(path, lines);
    expect(() => openStore()).toThrow(/the store is damaged/);
  },
);
