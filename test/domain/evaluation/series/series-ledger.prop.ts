import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOfHour } from '../../../../shared/domain/base/instant.ts';
import { picoOfNumber } from '../../../../shared/domain/base/money.ts';
import type { CostNode } from '../../../../shared/domain/evaluation/series/cost-tree.ts';
import { costAt, costBetween } from '../../../../shared/domain/evaluation/series/series.ts';
import {
  createSeriesLedger,
  type SeriesId,
} from '../../../../shared/domain/evaluation/series/series-ledger.ts';
import { hourOfCell } from '../../../../shared/domain/ledger/series.ts';

/** Some hour in 2026. */
const START = 498_000;
const NAMES = ['', 'a', 'b'];

const name = fc.constantFrom(...NAMES);
const id = fc.record({ team: fc.constantFrom('s', 't'), principal: name, model: name });
/** Mostly near each other; now and then far before, or beyond the room that is made at once. */
const hour = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: START, max: START + 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: START - 4000, max: START + 4000 }) },
);
/** Sixty-fourths of a dollar: sums of them are exact, whatever their order. */
const cost = fc.integer({ min: -64, max: 6400 }).map((parts) => parts / 64);
const put = fc.record({ kind: fc.constant('put' as const), id, hour, cost });
const look = fc.record({ kind: fc.constant('look' as const), from: hour, hours: fc.nat(3000) });
const steps = fc.array(fc.oneof({ weight: 3, arbitrary: put }, { weight: 1, arbitrary: look }), {
  minLength: 1,
  maxLength: 40,
});

type Known = ReadonlyMap<string, { readonly id: SeriesId; readonly hours: ReadonlyMap<number, number> }>;

/** Dollars by hour of what is known of the leaves below `path`, in [from, to). */
function sumsOf(
  known: Known,
  path: readonly string[],
  from: number,
  to: number,
): ReadonlyMap<number, number> {
  const sums = new Map<number, number>();
  for (const { id: leaf, hours } of known.values()) {
    const names = [leaf.team, leaf.principal, leaf.model];
    if (!path.every((part, index) => names[index] === part)) continue;
    for (const [at, dollars] of hours) if (at >= from && at < to) sums.set(at, (sums.get(at) ?? 0) + dollars);
  }
  return sums;
}

/** First hour with a cost of any leaf below, even if a credit of another takes it off again. */
function firstHourOf(known: Known, path: readonly string[], from: number, to: number): number {
  const below = [...known.values()].filter(({ id: leaf }) =>
    path.every((part, index) => [leaf.team, leaf.principal, leaf.model][index] === part),
  );
  const costly = below.flatMap(({ hours }) => [...hours].filter(([, dollars]) => dollars !== 0));
  return Math.min(to, ...costly.map(([at]) => at).filter((at) => at >= from && at < to));
}

function check(node: CostNode, path: readonly string[], known: Known, from: number, to: number): void {
  const sums = sumsOf(known, path, from, to);
  const total = (first: number): number =>
    [...sums].reduce((sum, [at, dollars]) => sum + (at >= first ? dollars : 0), 0);
  expect(costBetween(node.series, from, to)).toBe(total(from));
  for (const [at, dollars] of sums) {
    expect(costAt(node.series, at)).toBe(dollars);
    expect(node.costSince(at)).toBe(total(at));
    expect(node.costSince(at + 1)).toBe(total(at + 1));
  }
  expect(node.firstHour).toBe(firstHourOf(known, path, from, to));
  const below = NAMES.filter((each) => sumsOf(known, [...path, each], -Infinity, Infinity).size > 0);
  expect(node.children.map((child) => child.name)).toEqual(path.length === 3 ? [] : below);
  for (const child of node.children) check(child, [...path, child.name], known, from, to);
  if (path.length === 3) expect(cellsOf(node)).toEqual(expectedCells(sums, path));
}

const cellsOf = ({ entries }: CostNode) =>
  entries.flatMap((entry) =>
    entry.cells.map((cell) => [entry.scope, cell.model, entry.day, hourOfCell(entry, cell), cell.cost]),
  );

const expectedCells = (sums: ReadonlyMap<number, number>, [team, value, model]: readonly string[]) =>
  [...sums]
    .filter(([, dollars]) => dollars !== 0)
    .sort(([a], [b]) => a - b)
    .map(([at, dollars]) => [
      { dimension: 'principal', team, value },
      model,
      dayOfHour(at),
      at,
      picoOfNumber(dollars),
    ]);

test('a ledger of series tells what was put last, at any hour and in any order, through any window', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const ledger = createSeriesLedger();
      const known = new Map<string, { id: SeriesId; hours: Map<number, number> }>();
      for (const step of [...all, { kind: 'look' as const, from: START - 4100, hours: 8300 }]) {
        if (step.kind === 'put') {
          const key = JSON.stringify(step.id);
          const leaf = known.get(key) ?? { id: step.id, hours: new Map<number, number>() };
          leaf.hours.set(step.hour, step.cost);
          known.set(key, leaf);
          // A name of its own each time: what counts is what it says.
          ledger.put({ ...step.id }, step.hour, step.cost);
          continue;
        }
        const to = step.from + step.hours;
        const teams = ledger.teams(step.from, to);
        const names = [...new Set([...known.values()].map((leaf) => leaf.id.team))].sort();
        expect(teams.map((team) => team.name)).toEqual(names);
        for (const team of teams) check(team, [team.name], known, step.from, to);
      }
      const hours = [...known.values()].flatMap((leaf) => [...leaf.hours.keys()]);
      if (hours.length === 0) return;
      const daily = hours.every((each) => each % 24 === 0);
      expect(ledger.grain()).toBe(daily ? 'daily' : 'hourly');
      expect(ledger.dataThrough()).toBe(Math.max(...hours) + (daily ? 24 : 1));
    }),
    { numRuns: 150 },
  );
});

test('it keeps seven digits of a cost', () => {
  const ledger = createSeriesLedger();
  expect(ledger.dataThrough()).toBeUndefined();
  ledger.put({ team: 't', principal: 'p', model: 'm' }, START, 1234.56789);
  const [team] = ledger.teams(START, START + 1);
  expect(costAt(team!.series, START)).toBe(Math.fround(1234.56789));
  expect(costAt(team!.series, START) / 1234.56789).toBeCloseTo(1, 7);
});
