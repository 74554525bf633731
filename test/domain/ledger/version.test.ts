import { expect, test } from 'vitest';
import { versionOf } from '../../../shared/domain/ledger/version.ts';
import { aCell, anEntry } from '../../builders/entry.ts';

const ORDER = '2026-11-18T05:14:43.337Z~morning';
const entry = anEntry();

test('the same entries of the same delivery are one version, written the same in every run', () => {
  const version = versionOf(ORDER, [entry]);
  expect(versionOf(ORDER, [structuredClone(entry)])).toBe(version);
  expect(version).toMatch(/^2026-11-18T05:14:43\.337Z~morning~[0-9a-f]{16}$/);
  expect(versionOf(ORDER, [])).toBe(`${ORDER}~811c9dc59e3779b9`);
});

test.each([
  ['another team', [anEntry({ team: 'other' })]],
  ['another day', [{ ...entry, day: entry.day + 1 }]],
  ['a cell less', [{ ...entry, cells: [] }]],
  ['another model', [anEntry({ cells: [aCell({ model: 'other' })] })]],
  ['another kind of tokens', [anEntry({ cells: [aCell({ tokenKind: 'cache-read' })] })]],
  ['another hour', [anEntry({ cells: [aCell({ hourOfDay: 7 })] })]],
  ['a picodollar more', [anEntry({ cells: [aCell({ cost: aCell().cost + 1n })] })]],
  ['a token more', [anEntry({ cells: [aCell({ tokens: aCell().tokens + 1 })] })]],
  ['a row more', [anEntry({ cells: [aCell({ rows: aCell().rows + 1 })] })]],
  ['a session more', [{ ...entry, sessions: { ...entry.sessions, count: entry.sessions.count + 1 } }]],
  ['a session of another name', [{ ...entry, sessions: { ...entry.sessions, sample: ['other'] } }]],
  ['an entry more', [entry, anEntry({ team: 'other' })]],
  ['nothing', []],
])('%s is another version', (_, entries) => {
  expect(versionOf(ORDER, entries)).not.toBe(versionOf(ORDER, [entry]));
});

test('of the same entries in another delivery is another version', () => {
  expect(versionOf(`${ORDER}2`, [entry])).not.toBe(versionOf(ORDER, [entry]));
});
