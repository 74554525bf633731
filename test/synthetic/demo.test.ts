import { beforeAll, describe, expect, test } from 'vitest';
import { type Hour, isoHour } from '../../shared/domain/base/instant.ts';
import { attribute } from '../../shared/domain/charge/attribute.ts';
import { DEFAULT_ATTRIBUTION } from '../../shared/domain/charge/attribution-settings.ts';
import { parsePrincipal } from '../../shared/domain/charge/parse-principal.ts';
import { isBedrock } from '../../shared/domain/charge/select-bedrock.ts';
import { interpretUsage } from '../../shared/domain/charge/usage-type.ts';
import { demoDeliveries } from '../../shared/synthetic/deliveries.ts';
import { createDemoScenario } from '../../shared/synthetic/scenario.ts';
import type { LineItem, Series } from '../../shared/synthetic/series.ts';
import { createTally, type DeliveryTruth } from '../../shared/synthetic/truth.ts';
import type { SyntheticDelivery } from '../../shared/synthetic/write-delivery.ts';

const scenario = createDemoScenario();

let deliveries: readonly SyntheticDelivery[];
let truths: readonly DeliveryTruth[];
let last: SyntheticDelivery;
let lastTruth: DeliveryTruth;

beforeAll(() => {
  deliveries = [...demoDeliveries(scenario)];
  truths = deliveries.map(truthOf);
  last = deliveries.at(-1)!;
  lastTruth = truths.at(-1)!;
});

function truthOf(delivery: SyntheticDelivery): DeliveryTruth {
  const tally = createTally();
  for (const block of delivery.blocks()) tally.add(delivery.series, block);
  return tally.truth(delivery);
}

/** USD by hour of the Bedrock usage of one principal. */
function hourly(delivery: SyntheticDelivery, principal: string): Map<Hour, number> {
  const costs = new Map<Hour, number>();
  for (const block of delivery.blocks()) {
    for (let row = 0; row < block.rows; row += 1) {
      if (delivery.series[block.series[row]!]!.owner?.principal !== principal) continue;
      const hour = block.hour[row]!;
      costs.set(hour, (costs.get(hour) ?? 0) + block.cost[row]! / 1e10);
    }
  }
  return costs;
}

const facts = (item: LineItem) => ({
  billingEntity: item.billingEntity,
  productCode: item.productCode,
  servicecode: item.servicecode ?? '',
  productFamily: item.productFamily ?? '',
  productName: new Map(item.product).get('product_name') ?? '',
  operation: item.operation ?? '',
  usageType: item.usageType ?? '',
  pricingUnit: item.unit ?? '',
  description: item.description,
  resourceId: item.resourceId ?? '',
  regionCode: item.region ?? '',
  productModel: new Map(item.product).get('model') ?? '',
  subAccountId: item.accountId,
  tags: new Map(item.tags),
});

const sum = (amounts: Iterable<number>): number => [...amounts].reduce((a, b) => a + b, 0);

describe('the demo company', () => {
  test('has about forty principals of every form, twelve models and both billing shapes', () => {
    const owned = last.series.filter((series) => series.owner !== undefined);
    const kinds = new Set(owned.map((series) => parsePrincipal(series.item.iamPrincipal ?? '').kind));
    expect(kinds).toEqual(new Set(['role', 'sso-role', 'user', 'api-key', 'federated-user', 'none']));
    expect(Object.keys(truths[1]!.principals).length).toBeGreaterThanOrEqual(38);
    expect(truths[1]!.principals).toHaveProperty('root@111122223333');
    const models = new Set(owned.map((series) => new Map(series.item.product).get('model')).filter(Boolean));
    expect(models.size).toBe(12);
    expect(new Set(owned.map((series) => series.item.billingEntity))).toEqual(
      new Set(['AWS', 'AWS Marketplace']),
    );
  });

  test('is understood by the product as it was meant', () => {
    const unknown = new Set<string>();
    const misread: unknown[] = [];
    for (const series of [...deliveries[1]!.series, ...last.series]) {
      const read = facts(series.item);
      if (isBedrock(read) !== series.bedrock) misread.push(['bedrock', series.item]);
      if (series.owner === undefined) continue;
      const principal = parsePrincipal(series.item.iamPrincipal ?? '');
      const owner = { team: attribute(read, principal, DEFAULT_ATTRIBUTION).team, principal: principal.id };
      if (owner.team !== series.owner.team || owner.principal !== series.owner.principal) {
        misread.push([owner, series.owner]);
      }
      const { feature, tokensPerUnit } = interpretUsage(read);
      if (feature === 'unknown') unknown.add(series.item.usageType!);
      else if (series.item.iamPrincipal !== undefined && tokensPerUnit !== 10 ** series.quantityDecimals) {
        misread.push([tokensPerUnit, series.item.usageType]);
      }
    }
    expect(misread).toEqual([]);
    expect([...unknown]).toEqual(['EUC1-ReasoningLattice-v0-lattice-steps']);
  });

  test('sells a model for the same price in both shapes', () => {
    const priceOf = (entity: string) =>
      priceAt(deliveries[1]!.series, (item) => {
        const [model, kind] = ['model', 'inference_type'].map((key) => new Map(item.product).get(key));
        return (
          item.billingEntity === entity &&
          model === 'Claude Sonnet 4.6' &&
          kind === 'Output tokens' &&
          !/batch|global/i.test(item.usageType!)
        );
      });
    // 16.50 USD a million tokens: 165,000 × 10^-10 USD each.
    expect([priceOf('AWS'), priceOf('AWS Marketplace')]).toEqual([165_000, 165_000]);
  });

  test('leaves about a twelfth of its spending unattributed before the runaway', () => {
    const { teams, bedrock } = truths[1]!;
    expect(Number(teams.unattributed) / Number(bedrock.usageCost)).toBeCloseTo(0.08, 1);
    expect(Number(teams.unattributed) / Number(bedrock.usageCost)).toBeGreaterThan(0.065);
  });

  test('has months of 60,000 to 110,000 rows', () => {
    for (const { rows } of truths.slice(0, 2)) {
      expect(rows).toBeGreaterThan(60_000);
      expect(rows).toBeLessThan(110_000);
    }
  });
});

function priceAt(all: readonly Series[], wanted: (item: LineItem) => boolean): number | undefined {
  return all.find((series) => wanted(series.item))?.price;
}

describe('the incidents', () => {
  test('the runaway costs $3 an hour until its hour and $150 to $300 from then on, to the end', () => {
    const { principal, startedAt } = scenario.runaway;
    expect(isoHour(startedAt)).toBe('2026-11-17T02:00Z');
    const costs = hourly(last, principal);
    const before = [...costs].filter(([hour]) => hour < startedAt).map(([, cost]) => cost);
    const after = [...costs].filter(([hour]) => hour >= startedAt && hour < last.dataThrough - 14);
    expect(sum(before) / before.length).toBeGreaterThan(2.5);
    expect(Math.max(...before)).toBeLessThan(8);
    expect(after.length).toBe(last.dataThrough - 14 - startedAt);
    for (const [, cost] of after) {
      expect(cost).toBeGreaterThan(140);
      expect(cost).toBeLessThan(320);
    }
  });

  test('the newcomer is not seen before its hour and costs a few hundred dollars a day after it', () => {
    const costs = hourly(last, scenario.newcomer.principal);
    expect(Math.min(...costs.keys())).toBe(scenario.newcomer.from);
    expect((sum(costs.values()) / costs.size) * 24).toBeGreaterThan(200);
  });

  test('the gateway is one principal with four teams', () => {
    const teams = last.series
      .filter((series) => series.owner?.principal === scenario.gateway.principal)
      .map((series) => series.owner!.team);
    expect([...new Set(teams)].sort()).toEqual([...scenario.gateway.teams].sort());
  });

  test('the nightly job runs from one to five and the weekly one on Mondays', () => {
    const nights = [...hourly(last, scenario.nightly.principal).keys()].map((hour) => hour % 24);
    expect(new Set(nights)).toEqual(new Set([1, 2, 3, 4]));
    const days = [...hourly(last, scenario.weekly.principal).keys()].map((hour) =>
      new Date(hour * 3_600_000).getUTCDay(),
    );
    expect(new Set(days)).toEqual(new Set([1]));
  });

  test('one delivery lowers a day of one principal, and later ones keep it', () => {
    const { principal, from, to, factor, restatedFrom } = scenario.restatement;
    const days = deliveries
      .filter((delivery) => delivery.dataThrough > to + 14)
      .map((delivery) => ({
        late: delivery.executedAt >= restatedFrom,
        cost: sum([...hourly(delivery, principal)].filter(([h]) => h >= from && h < to).map(([, c]) => c)),
      }));
    const wrong = days.filter((day) => !day.late).map((day) => day.cost);
    const right = days.filter((day) => day.late).map((day) => day.cost);
    expect(wrong.length).toBeGreaterThan(0);
    expect(new Set(right).size).toBe(1);
    expect(wrong.at(-1)! / right[0]!).toBeCloseTo(factor, 1);
  });

  test('the late credit lowers the bill and nobody’s usage', () => {
    const shown = truths.filter((truth) => truth.byLineItemType.Credit !== undefined);
    const november = shown.filter((truth) => truth.period === '2026-11');
    expect(november[0]!.executedAt).toBeGreaterThanOrEqual(scenario.credit.shownFrom);
    expect(lastTruth.byLineItemType.Credit!.cost).toBe(scenario.credit.cost);
  });

  test('budgets: growth passes 80 %, support is blown, the others stay calm', () => {
    const used = Object.fromEntries(
      scenario.budgets.map(({ team, amount }) => [team, Number(lastTruth.teams[team]) / Number(amount)]),
    );
    expect(used.growth).toBeGreaterThan(0.8);
    expect(used.growth).toBeLessThan(1);
    expect(used.support).toBeGreaterThan(2);
    for (const team of ['search', 'fraud', 'ops']) expect(used[team]).toBeLessThan(0.55);
    const beforeRunaway = truths.filter((truth) => truth.dataThrough <= scenario.runaway.startedAt).at(-1)!;
    expect(Number(beforeRunaway.teams.support) / 9000).toBeLessThan(0.5);
  });
});

describe('the deliveries', () => {
  test('come as two finals, then November about twice a day, each with an id of its own', () => {
    expect(deliveries.map((one) => one.period)).toEqual(['2026-09', '2026-10', ...Array(15).fill('2026-11')]);
    expect(new Set(deliveries.map((one) => one.executionId)).size).toBe(17);
    expect(deliveries.map((one) => one.invoiceId === null)).toEqual([false, false, ...Array(15).fill(true)]);
  });

  test('lie side by side at the turn of a month where that is asked for', () => {
    const turn = [...demoDeliveries(scenario, { monthTurn: true })];
    expect(turn.map((one) => one.period).slice(1, 7)).toEqual([
      '2026-10',
      '2026-10',
      '2026-11',
      '2026-10',
      '2026-11',
      '2026-10',
    ]);
    expect(turn.length).toBe(22);
  });

  test('lose no row of November from one to the next', () => {
    const ids = deliveries.slice(2).map(rowIds);
    for (const [index, later] of ids.slice(1).entries()) {
      expect([...ids[index]!].filter((id) => !later.has(id))).toEqual([]);
      expect(later.size).toBeGreaterThan(ids[index]!.size);
    }
  });

  test('name each line item once an hour', () => {
    const names = new Set(last.series.map((series) => series.item.id));
    expect(names.size).toBe(last.series.length);
    expect(rowIds(last).size).toBe(lastTruth.rows);
  });

  test('are the same each time they are asked for', () => {
    expect(truthOf([...demoDeliveries(createDemoScenario())].at(-1)!)).toEqual(lastTruth);
  });
});

/** Series and hour of each row as one number. */
function rowIds(delivery: SyntheticDelivery): Set<number> {
  const ids = new Set<number>();
  for (const block of delivery.blocks()) {
    for (let row = 0; row < block.rows; row += 1) ids.add(block.series[row]! * 1_000_000 + block.hour[row]!);
  }
  return ids;
}
