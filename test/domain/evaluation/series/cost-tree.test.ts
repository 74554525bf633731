import { expect, it } from 'vitest';
import { buildCostTree, type CostNode } from '../../../../shared/domain/evaluation/series/cost-tree.ts';
import { costAt, costBetween } from '../../../../shared/domain/evaluation/series/series.ts';
import { aCell, anEntry } from '../../../builders/entry.ts';
import { at } from '../../../builders/series.ts';
import { aView } from '../../../builders/snapshot.ts';

const OCTOBER = at('2026-10-01');
const NOVEMBER = at('2026-11-01');
const dollars = (count: number): bigint => BigInt(count) * 10n ** 12n;
const cell = (hourOfDay: number, cost: number, model = 'm') =>
  aCell({ hourOfDay, cost: dollars(cost), model });
const dayOf = (text: string): number => at(text) / 24;

const names = (nodes: readonly CostNode[]): unknown[] =>
  nodes.map(({ name, children }) => (children.length === 0 ? name : [name, names(children)]));

it('is nothing where nothing was delivered, and empty where nothing was charged', () => {
  expect(buildCostTree([])).toBeUndefined();
  expect(buildCostTree([aView([])])).toMatchObject({ teams: [], firstHour: NOVEMBER, grain: 'hourly' });
});

it('sums principals and models of a team by the hour, over months, sorted by name', () => {
  const november = [
    anEntry({
      team: 'b',
      value: 'p',
      day: dayOf('2026-11-01'),
      cells: [cell(0, 1, 'm'), cell(1, 2, 'm'), cell(1, 4, 'n')],
    }),
    anEntry({ team: 'b', value: 'q', day: dayOf('2026-11-30'), cells: [cell(23, 8, 'n')] }),
    anEntry({ team: 'a', value: 'p', day: dayOf('2026-11-02'), cells: [cell(5, 16, 'z'), cell(5, 32, 'l')] }),
    anEntry({ dimension: 'tag', value: 'p', cells: [cell(5, 999)] }),
  ];
  const october = [anEntry({ team: 'b', value: 'q', day: dayOf('2026-10-03'), cells: [cell(7, 64, 'm')] })];
  const tree = buildCostTree([
    aView(october, { billingPeriod: '2026-10', dataThrough: NOVEMBER }),
    aView(november, { dataThrough: at('2026-11-20') }),
  ])!;
  expect(names(tree.teams)).toEqual([
    ['a', [['p', ['l', 'z']]]],
    [
      'b',
      [
        ['p', ['m', 'n']],
        ['q', ['m', 'n']],
      ],
    ],
  ]);
  const [a, b] = tree.teams;
  const [p, q] = b!.children;
  expect([a!.firstHour, b!.firstHour, p!.firstHour]).toEqual([
    at('2026-11-02T05:00'),
    at('2026-10-03T07:00'),
    NOVEMBER,
  ]);
  expect([
    costAt(b!.series, NOVEMBER),
    costAt(b!.series, NOVEMBER + 1),
    costAt(p!.series, NOVEMBER + 1),
  ]).toEqual([1, 6, 6]);
  expect(p!.children.map(({ series }) => costAt(series, NOVEMBER + 1))).toEqual([2, 4]);
  expect(costBetween(b!.series, OCTOBER, NOVEMBER)).toBe(64);
  expect(costAt(q!.series, at('2026-11-30T23:00'))).toBe(8);
  expect(costBetween(a!.series, OCTOBER, at('2026-12-01'))).toBe(48);
  expect(tree).toMatchObject({ firstHour: at('2026-10-03T07:00'), dataThrough: at('2026-11-20') });
  expect(tree.newest.billingPeriod).toBe('2026-11');
});

it('keeps with each node the entries behind it, each once', () => {
  // A stored entry need not come sorted: the model returns after another one.
  const mixed = anEntry({ value: 'p', cells: [cell(0, 1, 'm'), cell(1, 1, 'n'), cell(2, 1, 'm')] });
  const other = anEntry({ value: 'q', cells: [cell(0, 1, 'm')] });
  const [team] = buildCostTree([aView([mixed, other])])!.teams;
  expect(team!.entries).toEqual([mixed, other]);
  expect(team!.children.map(({ entries }) => entries)).toEqual([[mixed], [other]]);
  expect(team!.children[0]!.children.map(({ entries }) => entries)).toEqual([[mixed], [mixed]]);
});

it('begins a node that was charged nothing after the end of the month', () => {
  const [team] = buildCostTree([aView([anEntry({ cells: [cell(0, 0)] })])])!.teams;
  expect(team!.firstHour).toBe(at('2026-12-01'));
});

it('leaves out months in another currency, and is daily where any month is', () => {
  const foreign = aView([anEntry({ team: 'x', day: dayOf('2026-10-05') })], {
    billingPeriod: '2026-10',
    currency: 'EUR',
    grain: 'daily',
    dataThrough: at('2027-01-01'),
  });
  const own = aView([anEntry()]);
  expect(buildCostTree([foreign, own])).toMatchObject({
    grain: 'hourly',
    dataThrough: own.pointer.dataThrough,
  });
  expect(names(buildCostTree([foreign, own])!.teams)).toEqual(names(buildCostTree([own])!.teams));
  const daily = aView([], { billingPeriod: '2026-10', grain: 'daily', dataThrough: OCTOBER });
  expect(buildCostTree([daily, own])).toMatchObject({ grain: 'daily', dataThrough: own.pointer.dataThrough });
});
