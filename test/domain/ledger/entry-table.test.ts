import { expect, test } from 'vitest';
import { sortByKey } from '../../../shared/domain/ledger/entry-key.ts';
import { joinedTables, tableOfEntries } from '../../../shared/domain/ledger/entry-table.ts';
import { createFold } from '../../../shared/domain/ledger/fold.ts';
import { AN_HOUR, aBatch } from '../../builders/batch.ts';
import { anEntry } from '../../builders/entry.ts';
import { aFacts } from '../../builders/facts.ts';

const DELIVERY = { exportName: 'x', executionId: 'e', executedAt: 0 };

/** Three days, five principals, and dimensions that sort before and behind that of the regions. */
function aFold() {
  const fold = createFold({
    attribution: { rules: [], tagDimensions: ['application', 'zone'] },
    billingPeriod: '2026-11',
  });
  const rows = Array.from({ length: 60 }, (_, index) => ({
    facts: aFacts({
      iamPrincipal: `arn:aws:iam::123456789012:user/user-${index % 5}`,
      tags: new Map(index % 3 === 0 ? [] : [['iamPrincipal/zone', `z-${index % 2}`]]),
    }),
    cost: `${index}`,
    hour: AN_HOUR + (index % 60),
  }));
  fold.add(aBatch(rows));
  return fold;
}

test('a table gives the entries of a ledger in the order of their keys, as often as it is asked', () => {
  const { entries } = aFold().finishTable(DELIVERY);
  const first = [...entries];
  expect(first).toEqual(sortByKey(first));
  expect([...entries]).toEqual(first);
  expect(entries.length).toBe(first.length);
  expect(first).toEqual(aFold().finish(DELIVERY).entries);
  expect(new Set(first.map(({ scope }) => scope.dimension)).size).toBe(4);
});

test('a day of a table has just its own entries, and the days have all of them', () => {
  const { entries } = aFold().finishTable(DELIVERY);
  expect(entries.days.length).toBeGreaterThan(2);
  for (const day of entries.days)
    expect(entries.ofDay(day)).toEqual([...entries].filter((entry) => entry.day === day));
  expect(entries.days.flatMap((day) => entries.ofDay(day))).toHaveLength(entries.length);
  expect(entries.days).toEqual([...entries.days].sort((a, b) => a - b));
  expect(entries.ofDay(entries.days[0]! - 1)).toEqual([]);
});

test.each(['a', 'principals', 'principa', 'z'])(
  'a dimension called %s takes its place as a whole',
  (dimension) => {
    const own = ['principal', 'zone'].map((name) => anEntry({ dimension: name }));
    const others = ['v', 'w'].map((value) => anEntry({ dimension, value }));
    const joined = joinedTables(tableOfEntries(sortByKey(own)), tableOfEntries(others));
    expect([...joined]).toEqual(sortByKey([...own, ...others]));
    expect(joined.length).toBe(4);
    expect([...joinedTables(tableOfEntries([]), tableOfEntries(others))]).toEqual(others);
    expect([...joinedTables(tableOfEntries(own), tableOfEntries([]))]).toEqual(own);
  },
);
