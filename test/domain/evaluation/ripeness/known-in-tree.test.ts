import { expect, it } from 'vitest';
import { parseInstant } from '../../../../shared/domain/base/instant.ts';
import { knownCostsOf } from '../../../../shared/domain/evaluation/ripeness/known-costs.ts';
import { knownCostsOfTree } from '../../../../shared/domain/evaluation/ripeness/known-in-tree.ts';
import { buildCostTree } from '../../../../shared/domain/evaluation/series/cost-tree.ts';
import { aCompany } from '../../../builders/series.ts';
import { createWorld } from '../../../builders/view.ts';

it.each([
  ['in the middle of a month', '2026-11-18T20:00:00Z'],
  ['after the end of one', '2026-11-06T03:00:00Z'],
])('a tree tells the same of its hours as the ledger it was built from: %s', (_, text) => {
  const asOf = parseInstant(text);
  const views = createWorld([...aCompany(3, 6), { ...aCompany(4, 1)[0]!, model: 'nova-lite' }]).viewsAt(asOf);
  const tree = buildCostTree(views)!;
  const told = knownCostsOfTree(tree, asOf);
  const from = tree.dataThrough - 21 * 24;
  for (const { billingPeriod, dataThrough, costs } of told) {
    const view = knownCostsOf(views.find(({ pointer }) => pointer.billingPeriod === billingPeriod)!);
    expect(dataThrough).toBe(view.dataThrough);
    const recent = [...view.costs].map(([family, hours]) => {
      const kept = [...hours].filter(([hour]) => hour >= from).sort(([a], [b]) => a - b);
      return [family, new Map(kept)] as const;
    });
    expect(costs).toEqual(new Map(recent));
  }
  expect(told.map(({ billingPeriod }) => billingPeriod)).toEqual(['2026-10', '2026-11']);
});

it('a tree without hours tells of none', () => {
  const tree = {
    ...buildCostTree(createWorld(aCompany(3, 1)).viewsAt(parseInstant('2026-11-18T20:00:00Z')))!,
  };
  expect(knownCostsOfTree({ ...tree, teams: [], firstHour: tree.dataThrough }, 0)).toEqual([]);
});
