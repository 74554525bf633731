import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodHours } from '../../../shared/domain/base/period.ts';
import type { LedgerCell, LedgerEntry } from '../../../shared/domain/ledger/entry.ts';
import { spendBy } from '../../../shared/domain/ledger/spend.ts';
import { regroup } from '../../../shared/domain/view/regroup.ts';
import { buildCube, byDay } from '../../../shared/domain/view/spend-cube.ts';
import { askSpend } from '../../../shared/domain/view/spend-query.ts';

const { from, to } = periodHours('2026-11');
const FIRST_DAY = from / 24;

/** Small sums, and such as doubles could not hold. */
const aCost = fc.oneof(
  fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }),
  fc.bigInt({ min: 2n ** 52n - 2n, max: 2n ** 60n }),
);
const aCell: fc.Arbitrary<LedgerCell> = fc.record({
  model: fc.constantFrom('opus', 'sonnet', 'haiku'),
  tokenKind: fc.constantFrom('input' as const, 'output' as const),
  hourOfDay: fc.integer({ min: 0, max: 23 }),
  cost: aCost,
  tokens: fc.integer({ min: 0, max: 1_000_000 }),
  rows: fc.constant(1),
});
const entries: fc.Arbitrary<readonly LedgerEntry[]> = fc.uniqueArray(
  fc.record({
    scope: fc.record({
      dimension: fc.constantFrom('principal', 'project'),
      team: fc.constantFrom('search', 'claims', ''),
      value: fc.constantFrom('role/a', 'role/b', '__proto__'),
    }),
    day: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 4 }),
    cells: fc.uniqueArray(aCell, {
      maxLength: 6,
      selector: ({ model, tokenKind, hourOfDay }) => `${model} ${tokenKind} ${hourOfDay}`,
    }),
    sessions: fc.constant({ count: 0, sample: [] }),
  }),
  { maxLength: 12, selector: ({ scope, day }) => JSON.stringify([scope, day]) },
);

test('what is asked by principal and model sums to what the ledger holds, cent by cent and day by day', () => {
  fc.assert(
    fc.property(entries, (ledger) => {
      const cube = buildCube(ledger);
      const ask = (grain: 'hour' | 'day', top = 99) =>
        askSpend(
          [cube],
          { teams: '*' },
          { key: ({ value, model }) => JSON.stringify([value, model]), from, to, grain, top },
        );
      const expected = spendBy(ledger, 'principal', (entry, cell) => [entry.scope.value, cell.model]);
      for (const grain of ['hour', 'day'] as const) {
        const { groups, total } = ask(grain);
        expect(groups.map(({ key, cost }) => [key, cost])).toEqual(
          expected.map(({ key, cost }) => [JSON.stringify(key), cost]),
        );
        expect(total).toBe(expected.reduce((sum, { cost }) => sum + cost, 0n));
        const tops = ask(grain, 2);
        expect(tops.total).toBe(total);
        expect(tops.groups.reduce((sum, { cost }) => sum + cost, 0n)).toBe(total);
        expect(tops.groups.slice(0, 2)).toEqual(groups.slice(0, 2));
        expect(tops.groups).toHaveLength(Math.min(groups.length, 3));
        for (const { cost, steps } of tops.groups)
          expect(steps.reduce((sum, one) => sum + one, 0n)).toBe(cost);
      }
    }),
    { numRuns: 150 },
  );
});

test('a team gets its own usage and nothing else, whatever it asks', () => {
  fc.assert(
    fc.property(
      entries,
      fc.constantFrom('principal', 'project'),
      fc.subarray(['search', 'claims']),
      (ledger, dimension, teams) => {
        const { groups } = askSpend(
          [buildCube(ledger)],
          { teams },
          { dimension, key: ({ team }) => team, from, to, grain: 'day' },
        );
        const own =
          dimension === 'principal'
            ? spendBy(
                ledger.filter(({ scope }) => teams.includes(scope.team)),
                dimension,
                (entry) => [entry.scope.team],
              )
            : [];
        expect(groups.map(({ key, cost }) => [key, cost])).toEqual(
          own.map(({ key, cost }) => [key[0], cost]),
        );
      },
    ),
    { numRuns: 150 },
  );
});

test('two halves of a time sum to the whole of it', () => {
  fc.assert(
    fc.property(entries, fc.integer({ min: from, max: from + 120 }), (ledger, middle) => {
      const cubes = [buildCube(ledger)];
      const sum = (since: number, until: number) =>
        askSpend(cubes, { teams: '*' }, { key: () => 'all', from: since, to: until, grain: 'day' }).total;
      expect(sum(from, middle) + sum(middle, to)).toBe(sum(from, to));
    }),
    { numRuns: 100 },
  );
});

test('by whole days the cube of days answers as that of hours', () => {
  fc.assert(
    fc.property(entries, fc.integer({ min: 0, max: 3 }), (ledger, skipped) => {
      const hours = buildCube(ledger);
      const ask = (cube: typeof hours) =>
        askSpend(
          [cube],
          { teams: '*' },
          { key: ({ value }) => value, from: from + 24 * skipped, to, grain: 'day' },
        );
      expect(ask(byDay(hours))).toEqual(ask(hours));
    }),
    { numRuns: 100 },
  );
});

test('teams that were summed once are the same hour by hour, in cost and in tokens', () => {
  fc.assert(
    fc.property(entries, (ledger) => {
      const cube = buildCube(ledger);
      const teams = regroup(cube, (series) =>
        series.dimension === 'principal' ? { ...series, value: '', model: '' } : undefined,
      );
      const question = {
        key: ({ team }: { readonly team: string }) => team,
        from,
        to,
        grain: 'hour',
      } as const;
      expect(askSpend([teams], { teams: '*' }, question)).toEqual(askSpend([cube], { teams: '*' }, question));
      expect(new Set(teams.series.map(({ team, tokenKind }) => `${team} ${tokenKind}`)).size).toBe(
        teams.series.length,
      );
    }),
  );
});
