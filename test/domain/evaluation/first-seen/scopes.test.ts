import { expect, it } from 'vitest';
import {
  accountParts,
  dimensionEntries,
  entriesNode,
  mergedNode,
  modelParts,
  principalParts,
} from '../../../../shared/domain/evaluation/first-seen/scopes.ts';
import { buildCostTree } from '../../../../shared/domain/evaluation/series/cost-tree.ts';
import { exactCost } from '../../../../shared/domain/evaluation/series/exact-cost.ts';
import { costAt, costBetween } from '../../../../shared/domain/evaluation/series/series.ts';
import { aCell, anEntry } from '../../../builders/entry.ts';
import { at } from '../../../builders/series.ts';
import { aView } from '../../../builders/snapshot.ts';

const NOON = at('2026-11-03T12:00');
const cell = (hourOfDay: number, dollars: number, model = 'm') =>
  aCell({ hourOfDay, cost: BigInt(dollars) * 10n ** 12n, model });
const entry = (team: string, value: string, cells: ReturnType<typeof cell>[], dimension = 'principal') =>
  anEntry({ dimension, team, value, day: NOON / 24 - 0.5, cells });

const tree = buildCostTree([
  aView([
    entry('a', 'role/x@111111111111', [cell(12, 1), cell(13, 2, 'n')]),
    entry('a', 'role/y@222222222222', [cell(12, 4)]),
    entry('b', 'none', [cell(12, 8)]),
    entry('', 'eu-west-1', [cell(12, 13), cell(13, 2, 'n')], 'region'),
    entry('', 'checkout', [cell(12, 13)], 'project'),
    entry('', 'untagged', [cell(13, 2, 'n')], 'project'),
  ]),
])!;
const whole = { from: NOON - 24, to: NOON + 24 };

it('adds up models, accounts and the whole from the same entries, without a copy of any cell', () => {
  const models = [...modelParts(tree)].map(([name, parts]) =>
    mergedNode(
      name,
      parts.map(({ node }) => node),
    ),
  );
  expect(models.map((node) => [node.name, costBetween(node.series, whole.from, whole.to)])).toEqual([
    ['m', 13],
    ['n', 2],
  ]);
  expect(models.map((node) => exactCost(node.entries, whole, { model: node.name }))).toEqual([
    13n * 10n ** 12n,
    2n * 10n ** 12n,
  ]);
  expect([models[1]!.firstHour, models[1]!.costSince(NOON + 1)]).toEqual([NOON + 1, 2]);
  expect(
    [...accountParts(tree)].map(([account, parts]) => [account, parts.map(({ principal }) => principal)]),
  ).toEqual([
    ['111111111111', ['role/x@111111111111']],
    ['222222222222', ['role/y@222222222222']],
  ]);
  const all = mergedNode(
    '',
    principalParts(tree).map(({ node }) => node),
  );
  expect([costAt(all.series, NOON), costAt(all.series, NOON + 1)]).toEqual([13, 2]);
  expect(all.entries.every((one) => tree.teams.some(({ entries }) => entries.includes(one)))).toBe(true);
});

it('sums each value of a region or tag dimension to the same whole', () => {
  for (const [, values] of dimensionEntries(tree)) {
    const nodes = [...values].map(([name, entries]) => entriesNode(tree, name, entries));
    expect(nodes.reduce((sum, { series }) => sum + costAt(series, NOON), 0)).toBe(13);
    expect(nodes.reduce((sum, node) => sum + node.costSince(NOON), 0)).toBe(15);
  }
  expect([...dimensionEntries(tree).keys()]).toEqual(['project', 'region']);
  const [untagged] = [...dimensionEntries(tree).get('project')!]
    .filter(([name]) => name === 'untagged')
    .map(([name, entries]) => entriesNode(tree, name, entries));
  expect(untagged!.firstHour).toBe(NOON + 1);
});

it('knows no dimension in a replay of plain series', () => {
  expect(dimensionEntries({}).size).toBe(0);
});
