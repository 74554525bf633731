import { expect, test } from 'vitest';
import {
  budgetAuditKey,
  dueAt,
  entriesPk,
  entryPks,
  entrySk,
  outboxKey,
  part,
  receiptKey,
  threadSk,
} from '../../../shared/adapters/aws/keys.ts';
import { aDay } from '../../builders/stored-ledger.ts';
import { HOSTILE_NAMES } from '../../contract/hostile-names.ts';

const bytes = (text: string): number => Buffer.byteLength(text);
const ORDER = `2026-11-18T20:00:00.000Z~${'e'.repeat(36)}`;

test('a part of a key is at most as long as it may be, at one byte less, exactly and one more', () => {
  for (const length of [219, 220, 221, 2_048, 100_000])
    expect(bytes(part('x'.repeat(length)))).toBeLessThan(221);
  expect(part('x'.repeat(220))).toBe('x'.repeat(220));
  expect(part('x'.repeat(221))).toMatch(/^x{60}%~[0-9a-f]{64}$/);
  // Four bytes a character, and a cut in the middle of none.
  expect(part('🪝'.repeat(55))).toBe('🪝'.repeat(55));
  expect(part('🪝'.repeat(56))).toMatch(/^%~[0-9a-f]{64}$/);
});

test('a name that spells out the key of a long one does not take its place', () => {
  const long = part('x'.repeat(500));
  expect(part(long)).not.toBe(long);
});

test('keys stay within the limits of DynamoDB whatever the names', () => {
  const worst = '\u0001'.repeat(5_000);
  const scope = { dimension: worst, team: worst, value: worst };
  const channel = { kind: 'slack', address: worst } as const;
  for (const sk of [entrySk(scope, aDay('2026-11-17'), worst, 99), receiptKey(worst, channel).sk]) {
    expect(bytes(sk)).toBeLessThanOrEqual(1_024);
  }
  expect(bytes(threadSk(channel, 999_999))).toBeLessThanOrEqual(1_024);
  expect(bytes(budgetAuditKey(1, worst).sk)).toBeLessThanOrEqual(1_024);
  expect(bytes(outboxKey(worst).pk)).toBeLessThanOrEqual(2_048);
  expect(bytes(entriesPk(worst, '2026-11', aDay('2026-11-17')))).toBeLessThanOrEqual(2_048);
});

test('different scopes, days, orders and slices never share a sort key', () => {
  const keys = HOSTILE_NAMES.flatMap((team) =>
    HOSTILE_NAMES.flatMap((value) =>
      [0, 1].flatMap((day) =>
        [0, 1].map((slice) => entrySk({ dimension: 'principal', team, value }, day, ORDER, slice)),
      ),
    ),
  );
  expect(new Set(keys).size).toBe(keys.length);
});

test('the partitions of a period are its days, and a late day has one of them', () => {
  const days = entryPks('cur', '2026-11');
  expect(days).toHaveLength(30);
  expect(days[0]).toBe('entry#cur#2026-11#2026-11-01');
  expect(entriesPk('cur', '2026-11', aDay('2026-10-30'))).toBe(days[0]);
  expect(entriesPk('cur', '2026-11', aDay('2026-12-01'))).toBe(days[29]);
  expect(entryPks('cur', '2028-02')).toHaveLength(29);
});

test('sort keys sort as their numbers do', () => {
  const channel = { kind: 'slack', address: '#a' } as const;
  expect(threadSk(channel, 9) < threadSk(channel, 10)).toBe(true);
  expect(dueAt(999, 1) < dueAt(1_000, 0)).toBe(true);
  expect(budgetAuditKey(10, 'a').sk < budgetAuditKey(9, 'a').sk).toBe(true);
});
